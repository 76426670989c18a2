import type { KeyObject } from 'node:crypto'
import { CodedError } from '../errors/index.js'
import { checkAppName } from './app-name.js'
import { type Issuer, signCertificate } from './certificate.js'
import { type Forge, loadForge } from './forge.js'
import { defaultHostNames, isAddress, serverHostNames } from './host-name.js'
import type { KeyAndCertificate } from './key-and-certificate.js'
import { nameConstraints } from './name-constraints.js'
import { generatePrivateKey, readPrivateKey } from './private-key.js'
import { validity } from './validity.js'

/** The authority's CN by default; its O is `authorityOrganization`. */
export const authorityName = 'apps-in-toss-mock throwaway CA (unofficial)'
export const authorityOrganization = 'apps-in-toss-mock (not affiliated with Toss)'

/** Days that a client certificate is valid, as the real ones are (docs/api-facts.md). */
export const clientCertificateDays = 390

/**
 * Days that a server certificate is valid: Apple's platforms and Chrome accept 398 at most from a public authority, and
 * whatever a tool demands, staying below that satisfies it.
 */
export const serverCertificateDays = 397

const authorityDays = 3652

/** What a certificate may be used for; both are real names of X.509 extended key usages. */
export type CertificatePurpose = 'clientAuth' | 'serverAuth'

/** The options of every certificate of the authority. The defaults make a good one; the rest is for making bad ones. */
export interface IssueOptions {
  /** A private RSA key to certify instead of a new one: PEM or `KeyObject`. Takes a few milliseconds instead of 100. */
  key?: string | KeyObject
  /** Size of a new key, default 2048. */
  bits?: number
  /** Default: five minutes ago (so that clocks may differ), or as long before `notAfter` as the validity is. */
  notBefore?: Date
  /** Default: 390 days after `notBefore` (server: 397). */
  notAfter?: Date
  /** Replaces the usual purpose; an empty list leaves the extension out. */
  extendedKeyUsage?: readonly CertificatePurpose[]
}

/** A client certificate to issue. */
export interface ClientCertificateOptions extends IssueOptions {
  /** Name of the mini-app, the certificate's CN: 1 to 64 letters, digits, `.`, `_`, `-`, starting with a letter or digit. */
  appName: string
}

/** A server certificate to issue. */
export interface ServerCertificateOptions extends IssueOptions {
  /** Names besides the default ones: below localhost, toss.im or host.docker.internal, or in 127.0.0.0/8. */
  hostNames?: readonly string[]
  /** `false` leaves the default names out: the certificate then is for `hostNames` only. */
  defaultHostNames?: boolean
}

/** A certificate authority: `cert` and `key` are its own (PEM). */
export interface Authority extends KeyAndCertificate {
  /**
   * Issues a mini-app's client certificate: X.509 v3, RSA, CN = appName, as the real ones are (docs/api-facts.md).
   *
   * @throws CodedError `ERR_INVALID_OPTION`
   */
  issueClientCertificate(options: ClientCertificateOptions): Promise<KeyAndCertificate>
  /**
   * Issues a certificate for a server on this machine that passes for both hosts of the real API.
   *
   * @throws CodedError `ERR_INVALID_OPTION`, also for a host name outside the authority's name constraints
   */
  issueServerCertificate(options?: ServerCertificateOptions): Promise<KeyAndCertificate>
}

/** A new authority. */
export interface AuthorityOptions {
  /** Its CN; default `apps-in-toss-mock throwaway CA (unofficial)`. */
  name?: string
  /** A private RSA key instead of a new one. */
  key?: string | KeyObject
  /** Default: five minutes ago. */
  notBefore?: Date
  /** Default: ten years later. */
  notAfter?: Date
}

/**
 * Makes a certificate authority, in memory: an RSA-2048 key and a certificate that signs itself, whose name constraints
 * let it vouch for no DNS names but toss.im, host.docker.internal, localhost and those below them.
 *
 * @example
 * ```ts
 * const authority = await createAuthority()
 * const client = await authority.issueClientCertificate({ appName: 'my-mini-app' })
 * https.get(url, { ...client, ca: authority.cert })
 * ```
 */
export async function createAuthority(options: AuthorityOptions = {}): Promise<Authority> {
  const period = validity(options, authorityDays)
  const [forge, { pem, key }] = await Promise.all([loadForge(), privateKey(options)])
  const cert = signCertificate(forge, {
    ...period,
    key,
    subject: { commonName: options.name ?? authorityName, organizationName: authorityOrganization },
    extensions: [
      { name: 'basicConstraints', critical: true, cA: true, pathLenConstraint: 0 },
      { name: 'keyUsage', critical: true, keyCertSign: true, cRLSign: true },
      { id: '2.5.29.30', critical: true, value: nameConstraints.toString('binary') },
    ],
  })
  return openAuthority({ cert, key: pem })
}

/** The authority whose certificate and key are given. Reads neither before the first certificate is issued. */
export function openAuthority(own: KeyAndCertificate): Authority {
  let opened: Promise<{ forge: Forge; issuer: Issuer }> | undefined
  const open = () => {
    opened ??= loadForge().then((forge) => ({
      forge,
      issuer: { cert: forge.pki.certificateFromPem(own.cert), key: readPrivateKey(own.key) },
    }))
    return opened
  }

  const issue = async (
    commonName: string,
    options: IssueOptions,
    kind: { days: number; purpose: CertificatePurpose; subjectAltName: readonly string[] },
  ): Promise<KeyAndCertificate> => {
    const period = validity(options, kind.days)
    const purposes = options.extendedKeyUsage ?? [kind.purpose]
    const [{ forge, issuer }, { pem, key }] = await Promise.all([open(), privateKey(options)])
    const extensions: object[] = [
      { name: 'basicConstraints', critical: true, cA: false },
      { name: 'keyUsage', critical: true, digitalSignature: true, keyEncipherment: true },
    ]
    if (purposes.length > 0) {
      extensions.push({ name: 'extKeyUsage', ...Object.fromEntries(purposes.map((purpose) => [purpose, true])) })
    }
    if (kind.subjectAltName.length > 0) {
      extensions.push({ name: 'subjectAltName', altNames: kind.subjectAltName.map(altName) })
    }
    return { key: pem, cert: signCertificate(forge, { ...period, subject: { commonName }, key, extensions }, issuer) }
  }

  return {
    cert: own.cert,
    key: own.key,
    issueClientCertificate: async (options) => {
      const appName = checkAppName(options.appName)
      // OpenSSL takes a CN with a dot for a host name, and holds it against the name constraints, unless the certificate
      // has a DNS name. localhost is a permitted one, and without serverAuth it lets nobody pose as localhost.
      const subjectAltName = appName.includes('.') ? ['localhost'] : []
      return issue(appName, options, { days: clientCertificateDays, purpose: 'clientAuth', subjectAltName })
    },
    issueServerCertificate: async (options = {}) => {
      const all = serverHostNames(options.hostNames)
      const subjectAltName = options.defaultHostNames === false ? all.slice(defaultHostNames.length) : all
      const [commonName] = subjectAltName
      if (commonName === undefined) {
        throw new CodedError('ERR_INVALID_OPTION', 'hostNames must have a name that is not a default one.')
      }
      return issue(commonName, options, { days: serverCertificateDays, purpose: 'serverAuth', subjectAltName })
    },
  }
}

async function privateKey(options: Pick<IssueOptions, 'key' | 'bits'>): Promise<{ pem: string; key: KeyObject }> {
  const key = readPrivateKey(options.key ?? (await generatePrivateKey(options.bits)))
  return { key, pem: key.export({ type: 'pkcs8', format: 'pem' }).toString() }
}

function altName(name: string): object {
  return isAddress(name) ? { type: 7, ip: name } : { type: 2, value: name }
}
