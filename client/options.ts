import { basePath, productionOrigins, type Violation } from '../contracts/index.js'
import { CodedError } from '../errors/index.js'
import { type DecryptionKey, readDecryptionKey } from './decryption.js'
import type { CertificateInfo, PemSource } from './pem.js'

/** What became of a look at the certificate files. */
export interface CertificateChange {
  /** Whether the client switched to the new files. */
  readonly switched: boolean
  /** The certificate in use from now on. */
  readonly certificate: CertificateInfo | undefined
  /** Why the files on disk were not taken; the client looks again. */
  readonly error?: Error
}

/** The options of `createClient`. */
export interface ClientOptions {
  /**
   * The mini-app's client certificate: PEM text (also as Base64), Buffer, or file path. A file is read again when it changes. Without
   * `cert` and `key` the client sends no certificate, which the platform refuses; that is of use only behind a proxy that adds one.
   */
  cert?: PemSource | undefined
  /** The certificate's private key, not encrypted: PKCS#8 or PKCS#1. */
  key?: PemSource | undefined
  /** Authorities to trust besides those that this Node trusts by itself (its own list and `NODE_EXTRA_CA_CERTS`). */
  ca?: PemSource | readonly PemSource[] | undefined
  /** Where the API is; default `https://apps-in-toss-api.toss.im`. */
  baseUrl?: string | URL | undefined
  /** Where Toss Pay is; default `https://pay-apps-in-toss-api.toss.im`, or `baseUrl` where that is not production. */
  payBaseUrl?: string | URL | undefined
  /** Key (Base64 of 32 bytes, or the bytes) and AAD for the personal fields of login-me. Without them they stay encrypted. */
  decryption?: { readonly key: string | Uint8Array; readonly aad: string } | undefined
  /** Milliseconds that a call may take in all, retries included; default 10,000. */
  timeout?: number | undefined
  /** How often a call that is safe to repeat is repeated; default 2, 0 for never. */
  maxRetries?: number | undefined
  /** Milliseconds before the first retry, doubled for each further one, then shortened at random; default 100. */
  retryDelay?: number | undefined
  /** Connections to one host at a time; further calls wait. Default 64. */
  maxConnections?: number | undefined
  /** Milliseconds after which an idle connection is closed, unless the server names another time; default 4,000. */
  keepAliveTimeout?: number | undefined
  /** Milliseconds between two looks at the certificate files; default 1,000. A look happens only when a call is made. */
  reloadInterval?: number | undefined
  /** Take every deviation of a successful answer from the contract for an error, also those that do no harm; default false. */
  strict?: boolean | undefined
  /** Called with deviations from the contract that do no harm, such as fields that it does not know. */
  onDeviation?: ((violations: readonly Violation[]) => void) | undefined
  /** Called when the client switches to a replaced certificate, and when it cannot. */
  onCertificateChange?: ((change: CertificateChange) => void) | undefined
}

/** The options, checked, with defaults filled in. */
export interface Settings {
  readonly cert: PemSource | undefined
  readonly key: PemSource | undefined
  readonly ca: readonly PemSource[]
  readonly baseUrls: { readonly api: URL; readonly pay: URL }
  readonly decryption: DecryptionKey | undefined
  readonly timeout: number
  readonly maxRetries: number
  readonly retryDelay: number
  readonly maxConnections: number
  readonly keepAliveTimeout: number
  readonly reloadInterval: number
  readonly strict: boolean
  readonly onDeviation: (violations: readonly Violation[]) => void
  readonly onCertificateChange: (change: CertificateChange) => void
}

const names: Record<keyof ClientOptions, true> = {
  cert: true,
  key: true,
  ca: true,
  baseUrl: true,
  payBaseUrl: true,
  decryption: true,
  timeout: true,
  maxRetries: true,
  retryDelay: true,
  maxConnections: true,
  keepAliveTimeout: true,
  reloadInterval: true,
  strict: true,
  onDeviation: true,
  onCertificateChange: true,
}

/** @throws CodedError `ERR_INVALID_OPTION` */
export function readOptions(options: ClientOptions): Settings {
  for (const name of Object.keys(options)) {
    if (!Object.hasOwn(names, name)) {
      // A misspelt baseUrl would lead the calls to production.
      const near = Object.keys(names).find((known) => known.toLowerCase() === name.toLowerCase())
      const fix = near ? `Write ${near}.` : `Known options: ${Object.keys(names).join(', ')}.`
      throw new CodedError('ERR_INVALID_OPTION', `${name} is not an option of createClient.`, { fix })
    }
  }
  const { cert, key, ca } = options
  if ((cert === undefined) !== (key === undefined)) {
    const missing = cert === undefined ? 'cert' : 'key'
    throw new CodedError('ERR_INVALID_OPTION', `${missing} is missing: cert and key only work together.`, {
      fix: `Pass ${missing} as well, as PEM text, Buffer or file path.`,
    })
  }
  return {
    cert,
    key,
    ca: ca === undefined ? [] : Array.isArray(ca) ? ca : [ca as PemSource],
    baseUrls: readBaseUrls(options),
    decryption: options.decryption && readDecryptionKey(options.decryption),
    timeout: milliseconds('timeout', options.timeout, 10_000, 1),
    maxRetries: whole('maxRetries', options.maxRetries, 2, 0, 10),
    retryDelay: milliseconds('retryDelay', options.retryDelay, 100, 0),
    maxConnections: whole('maxConnections', options.maxConnections, 64, 1, 10_000),
    keepAliveTimeout: milliseconds('keepAliveTimeout', options.keepAliveTimeout, 4_000, 1),
    reloadInterval: milliseconds('reloadInterval', options.reloadInterval, 1_000, 0),
    strict: options.strict ?? false,
    onDeviation: options.onDeviation ?? (() => {}),
    onCertificateChange: options.onCertificateChange ?? (() => {}),
  }
}

/** Whole milliseconds, up to the longest timer that Node has. */
export function milliseconds(name: string, value: number | undefined, fallback: number, least: number): number {
  return whole(name, value, fallback, least, 2 ** 31 - 1)
}

function whole(name: string, value: number | undefined, fallback: number, least: number, most: number): number {
  if (value === undefined) return fallback
  if (Number.isInteger(value) && value >= least && value <= most) return value
  throw new CodedError('ERR_INVALID_OPTION', `${name} must be a whole number from ${least} to ${most}, not ${value}.`)
}

function readBaseUrls({ baseUrl, payBaseUrl }: ClientOptions): Settings['baseUrls'] {
  const api = readBaseUrl('baseUrl', baseUrl ?? productionOrigins.api)
  if (payBaseUrl !== undefined) return { api, pay: readBaseUrl('payBaseUrl', payBaseUrl) }
  return { api, pay: api.origin === productionOrigins.api ? new URL(productionOrigins.pay) : api }
}

function readBaseUrl(name: string, value: string | URL): URL {
  let url: URL
  try {
    url = new URL(value)
  } catch (cause) {
    throw new CodedError('ERR_INVALID_OPTION', `${name} is not a URL: ${value}`, {
      fix: `Write it like ${productionOrigins.api}.`,
      cause,
    })
  }
  if (url.protocol !== 'https:') {
    throw new CodedError('ERR_INVALID_OPTION', `${name} must start with https://, not ${url.protocol}//.`, {
      fix: 'A client certificate only exists in TLS: use the https address.',
    })
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new CodedError('ERR_INVALID_OPTION', `${name} must not have credentials, a query or a fragment.`)
  }
  if (url.pathname.includes(basePath)) {
    throw new CodedError('ERR_INVALID_OPTION', `${name} must not contain ${basePath}: the client adds it.`, {
      fix: `Write ${url.origin}.`,
    })
  }
  return url
}
