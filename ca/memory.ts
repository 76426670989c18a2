import { checkAppName } from './app-name.js'
import { type Authority, clientCertificateDays, createAuthority } from './authority.js'
import type { CertificateSet } from './certificate-set.js'
import { serverHostNames } from './host-name.js'
import type { KeyAndCertificate } from './key-and-certificate.js'
import { generatePrivateKey } from './private-key.js'
import { validityOn } from './validity.js'

/** Certificates that are kept in memory only. */
export interface MemoryCertificateOptions {
  /** Default `my-mini-app`. */
  appName?: string
  /** Names for the server certificate besides the default ones; see `ServerCertificateOptions`. */
  hostNames?: readonly string[]
  /** A clock ahead of real time by which the client certificate is to be valid as well. */
  clock?: Date
}

interface Shared {
  readonly authority: Authority
  readonly server: KeyAndCertificate
  readonly clientKey: string
  readonly tokenSigningKey: string
}

let shared: Promise<Shared> | undefined

/**
 * Certificates for a server in this process. Authority, server certificate and keys are made once per process and reused by
 * every later call; each mini-app gets its own certificate over the same key, which takes milliseconds.
 *
 * @example
 * ```ts
 * const { authority, server, client } = await createMemoryCertificates({ appName: 'shop' })
 * https.createServer({ ...server, ca: authority.cert, requestCert: true, rejectUnauthorized: true })
 * ```
 * @throws CodedError `ERR_INVALID_OPTION`
 */
export async function createMemoryCertificates(options: MemoryCertificateOptions = {}): Promise<CertificateSet> {
  const appName = checkAppName(options.appName ?? 'my-mini-app')
  const hostNames = serverHostNames(options.hostNames)
  shared ??= createShared()
  const { authority, server, clientKey, tokenSigningKey } = await shared.catch((error: unknown) => {
    shared = undefined
    throw error
  })
  const issueByClock = async (name: string, clock = new Date(0)) => ({
    appName: name,
    ...(await authority.issueClientCertificate({
      appName: name,
      key: clientKey,
      ...validityOn(clock, clientCertificateDays),
    })),
  })
  const hasExtraNames = hostNames.length > serverHostNames().length
  return {
    authority,
    server: hasExtraNames ? await authority.issueServerCertificate({ hostNames, key: server.key }) : server,
    client: await issueByClock(appName, options.clock),
    tokenSigningKey,
    issue: (name) => issueByClock(name),
    issueByClock,
  }
}

async function createShared(): Promise<Shared> {
  // A key takes a tenth of a second, and these leave the process as little as its memory does: one serves for two.
  const [authority, serverKey, clientKey] = await Promise.all([
    createAuthority(),
    generatePrivateKey(),
    generatePrivateKey(),
  ])
  const server = await authority.issueServerCertificate({ key: serverKey })
  return { authority, server, clientKey, tokenSigningKey: serverKey }
}
