import { certificatePair, readCertificate } from '../client/pem.js'
import { basePath, redactUrl } from '../contracts/index.js'
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
  /** Says that a toss.im host is meant. Default false. */
  readonly yesProduction?: boolean | undefined
  /** Only these parts; all by default. */
  readonly only?: readonly Area[] | undefined
  /**
   * A userKey of the mini-app, for what can be asked only in a user’s name: a payment and a template set that do not exist.
   * It is not shown in the report.
   */
  readonly userKey?: string | undefined
  /** Milliseconds between two requests; 250 for a toss.im host, else 0. */
  readonly pace?: number | undefined
  /** Milliseconds that one request may take, default 10,000. */
  readonly timeout?: number | undefined
  /** Called with a line for each thing that is being done. */
  readonly onProgress?: ((line: string) => void) | undefined
}

/** Options that were checked, with defaults filled in. */
export interface ResolvedOptions {
  readonly baseUrl: URL
  readonly payBaseUrl: URL
  readonly identity: Identity
  readonly ca: string | undefined
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
  refuseFullSet(options)
  const baseUrl = readUrl('baseUrl', options.baseUrl)
  const payBaseUrl = readUrl('payBaseUrl', options.payBaseUrl ?? payOriginFor(baseUrl))
  const { cert, key } = certificatePair(options.cert, options.key, { cert: 'cert', key: 'key' })
  if (options.ca !== undefined) readCertificate(options.ca, 'ca')
  const { userKey, timeout = 10_000 } = options
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
    only: new Set(options.only ?? areas),
    userKey,
    pace,
    timeout,
    production,
    onProgress: options.onProgress ?? (() => {}),
  }
}

/** The options of a set that `verify` had, with their flags. */
const ofFullSet = { full: '--full', controlUrl: '--control-url' } as const

/**
 * Says that there is no full set any more.
 *
 * @throws CodedError `ERR_INVALID_OPTION`
 */
export function refuseFullSet(options: object): void {
  const given = Object.entries(ofFullSet).find(([name]) => (options as Record<string, unknown>)[name] !== undefined)
  if (given === undefined) return
  const [name, flag] = given
  const why = 'it drove every operation over the control API of this mock, and so could verify nothing but this mock'
  throw new CodedError('ERR_INVALID_OPTION', `${name} (${flag}) is gone with the full set of verify: ${why}`, {
    fix: `Leave ${flag} out. This project runs the full set as its own test, test/conformance.`,
  })
}

function readUrl(name: string, value: string): URL {
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (url?.protocol !== 'https:') {
    throw new CodedError(
      'ERR_INVALID_OPTION',
      `${name} must be a URL that starts with https://, not ${redactUrl(value)}`,
    )
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
