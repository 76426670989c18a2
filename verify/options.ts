import { certificatePair, readCertificate } from '../client/pem.js'
import { basePath } from '../contracts/index.js'
import { CodedError } from '../errors/index.js'
import { type Area, areas } from './areas.js'
import { isTossHost, payOriginFor } from './production.js'
import type { Identity } from './secure-context.js'

/** What is verified, and how. */
export interface VerifyOptions {
  /** Where the API is: `https://127.0.0.1:8443`, `https://apps-in-toss-api.toss.im`. */
  readonly baseUrl: string
  /** Where Toss Pay is; by default production’s own, or `baseUrl` where that is not production. */
  readonly payBaseUrl?: string | undefined
  /** The mini-app’s client certificate, PEM text. */
  readonly cert: string
  /** Its key, PEM text. */
  readonly key: string
  /** An authority to trust besides those that Node comes with, PEM text. */
  readonly ca?: string | undefined
  /** Drive every operation through its life; needs `controlUrl`, and is refused for a toss.im host. Default false. */
  readonly full?: boolean | undefined
  /** The control API of the mock: `http://127.0.0.1:8444`. */
  readonly controlUrl?: string | undefined
  /** Says that a toss.im host is meant. Default false. */
  readonly yesProduction?: boolean | undefined
  /** Whether the full set tries the limits of calls a minute, with some 3,000 calls; default true. */
  readonly limits?: boolean | undefined
  /** Only these parts; all unless told. */
  readonly only?: readonly Area[] | undefined
  /**
   * A userKey of the mini-app, for what can be asked only in a user’s name: a payment and a template set that do not exist.
   * It is not shown in the report.
   */
  readonly userKey?: string | undefined
  /** Milliseconds between two requests of the safe set; 250 for a toss.im host, else 0. */
  readonly pace?: number | undefined
  /** Milliseconds that one request may take, default 10,000. */
  readonly timeout?: number | undefined
  /** Told of what is being done, a line each. */
  readonly onProgress?: ((line: string) => void) | undefined
}

/** Options that were checked, with defaults filled in. */
export interface ResolvedOptions {
  readonly baseUrl: URL
  readonly payBaseUrl: URL
  readonly identity: Identity
  readonly ca: string | undefined
  readonly full: boolean
  readonly controlUrl: URL | undefined
  readonly limits: boolean
  readonly only: ReadonlySet<Area>
  readonly userKey: string | undefined
  readonly pace: number
  readonly timeout: number
  readonly production: boolean
  readonly onProgress: (line: string) => void
}

/**
 * Checks the options and fills in the defaults.
 *
 * @throws CodedError `ERR_INVALID_OPTION`
 */
export function resolveOptions(options: VerifyOptions): ResolvedOptions {
  const baseUrl = readUrl('baseUrl', options.baseUrl, 'https:')
  const payBaseUrl = readUrl('payBaseUrl', options.payBaseUrl ?? payOriginFor(baseUrl), 'https:')
  const { cert, key } = certificatePair(options.cert, options.key, { cert: 'cert', key: 'key' })
  if (options.ca !== undefined) readCertificate(options.ca, 'ca')
  const { full = false, userKey, timeout = 10_000 } = options
  if (full && options.controlUrl === undefined) {
    throw new CodedError('ERR_INVALID_OPTION', 'controlUrl is missing: the full set drives the Toss side over it', {
      fix: 'Give the control URL of the mock (--control-url http://127.0.0.1:8444), or leave the full set out.',
    })
  }
  if (userKey !== undefined && !/^[1-9][0-9]{0,18}$/.test(userKey)) {
    throw new CodedError('ERR_INVALID_OPTION', 'userKey must be 1 to 19 digits, as login-me gives it')
  }
  const unknown = options.only?.find((area) => !areas.includes(area))
  if (unknown !== undefined) {
    const fix = `Choose among ${areas.join(', ')}.`
    throw new CodedError('ERR_INVALID_OPTION', `only: there is no part ${JSON.stringify(unknown)}`, { fix })
  }
  const production = [baseUrl, payBaseUrl].some(isTossHost)
  const pace = options.pace ?? (production ? 250 : 0)
  for (const [name, value] of [
    ['pace', pace],
    ['timeout', timeout],
  ] as const) {
    if (Number.isInteger(value) && value >= 0 && value <= 600_000) continue
    throw new CodedError('ERR_INVALID_OPTION', `${name} must be a whole number from 0 to 600000, not ${value}`)
  }
  return {
    baseUrl,
    payBaseUrl,
    identity: { cert, key },
    ca: options.ca,
    full,
    controlUrl: options.controlUrl === undefined ? undefined : readUrl('controlUrl', options.controlUrl, 'http:'),
    limits: options.limits ?? true,
    only: new Set(options.only ?? areas),
    userKey,
    pace,
    timeout,
    production,
    onProgress: options.onProgress ?? (() => {}),
  }
}

function readUrl(name: string, value: string, protocol: 'https:' | 'http:'): URL {
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (url?.protocol !== protocol) {
    throw new CodedError('ERR_INVALID_OPTION', `${name} must be a URL that starts with ${protocol}//, not ${value}`)
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new CodedError('ERR_INVALID_OPTION', `${name} must not have credentials, a query or a fragment`)
  }
  if (url.pathname.includes(basePath)) {
    const fix = `Write ${url.origin}.`
    throw new CodedError('ERR_INVALID_OPTION', `${name} must not contain ${basePath}: it is added`, { fix })
  }
  return url
}
