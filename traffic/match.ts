import {
  type NotMockedOperation,
  type Operation,
  type OperationId,
  operations,
  productionHost,
  suggestOperation,
} from '../contracts/index.js'
import { CodedError } from '../errors/index.js'
import type { RecordedExchange } from './recorded-exchange.js'

/** An operation of the contract, with its id as a literal. */
export type KnownOperation = Operation & { readonly id: OperationId }

/** What an exchange is to the contract. */
export type Match =
  | { readonly kind: 'operation'; readonly operation: KnownOperation; readonly host: string | undefined }
  /** Meant for an operation that is known and not mocked. */
  | { readonly kind: 'not-mocked'; readonly operation: NotMockedOperation }
  /** Meant for the partner API, and wrong in a way that is known; `text` says what to do. */
  | { readonly kind: 'mistake'; readonly text: string }
  /** Something else; `hint` where it looks as if it were meant. `host` as far as it is known. */
  | { readonly kind: 'ignored'; readonly host: string; readonly hint?: string }

/** Where the partner API is looked for, besides toss.im and this machine. */
export interface PartnerHosts {
  /**
   * The path behind the base URL, or undefined where the URL is none of the partner API's. `isOnly`: nothing but the partner
   * API is served there.
   */
  pathOf(url: URL): { readonly path: string; readonly isOnly: boolean } | undefined
}

const tossHost = /(^|\.)toss\.im$/
const localHost = /^(localhost|.+\.localhost|host\.docker\.internal|127(\.\d{1,3}){3}|\[::1\])$/

/**
 * Prepares the base URLs that were given. Exchanges with a toss.im host and with this machine count without being named.
 *
 * @throws CodedError `ERR_INVALID_OPTION` for one that is not an http or https URL
 */
export function partnerHosts(baseUrls: readonly string[] = []): PartnerHosts {
  const bases = baseUrls.map(baseOf)
  return {
    pathOf(url) {
      const base = bases.find(({ origin, prefix }) => url.origin === origin && isBelow(url.pathname, prefix))
      if (base !== undefined) return { path: url.pathname.slice(base.prefix.length) || '/', isOnly: true }
      const { hostname, pathname: path } = url
      const isOnly = productionHost(hostname) !== undefined
      return isOnly || tossHost.test(hostname) || localHost.test(hostname) ? { path, isOnly } : undefined
    },
  }
}

function baseOf(text: string): { origin: string; prefix: string } {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new CodedError('ERR_INVALID_OPTION', `a base URL must be an http or https URL, not ${JSON.stringify(text)}`, {
      fix: 'Give the part of the URL before /api-partner, for example https://gateway.example.com/toss.',
    })
  }
  const { origin, pathname } = new URL(text)
  return { origin, prefix: pathname.replace(/\/+$/, '') }
}

function isBelow(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(`${prefix}/`)
}

const byRoute = new Map<string, KnownOperation>(
  operations.map((operation) => [`${operation.method} ${operation.path}`, operation]),
)
const paths = new Set<string>(operations.map(({ path }) => path))

/** Finds out which operation an exchange belongs to, if any. A recording without hosts is one of the partner API. */
export function matchExchange({ method, url }: RecordedExchange, hosts: PartnerHosts): Match {
  if (url.startsWith('/')) return matchPath(method, url.split(/[?#]/, 1)[0] as string, { isOnly: true })
  if (!URL.canParse(url)) return { kind: 'ignored', host: 'no URL' }
  const parsed = new URL(url)
  if (!/^https?:$/.test(parsed.protocol)) return { kind: 'ignored', host: parsed.protocol }
  const { host, origin, pathname } = parsed
  const partner = hosts.pathOf(parsed)
  if (partner !== undefined) return matchPath(method, partner.path, { host, isOnly: partner.isOnly })
  const known = [...paths].find((candidate) => pathname.endsWith(candidate))
  if (known === undefined) return { kind: 'ignored', host }
  const base = `${origin}${pathname.slice(0, -known.length)}`
  return { kind: 'ignored', host, hint: `it looks like the partner API: --base-url ${base} makes it count` }
}

function matchPath(method: string, path: string, { host, isOnly }: { host?: string; isOnly: boolean }): Match {
  const operation = byRoute.get(`${method} ${path}`)
  if (operation !== undefined) return { kind: 'operation', operation, host }
  const ignored = { kind: 'ignored', host: host ?? 'other paths' } as const
  if (!isOnly && !path.startsWith('/api-partner/')) return ignored
  const verb = /^[A-Z]{1,16}$/.test(method) ? method : 'another method'
  const { certain, meant, notMocked, text } = suggestOperation(verb, path)
  if (notMocked !== undefined) return { kind: 'not-mocked', operation: notMocked }
  if (certain) return { kind: 'mistake', text }
  return meant === null ? ignored : { ...ignored, hint: text }
}
