import { checkAppName } from './app-name.js'
import {
  type Authority,
  clientCertificateDays,
  createAuthority,
  openAuthority,
  serverCertificateDays,
} from './authority.js'
import type { CertificateSet } from './certificate-set.js'
import { serverHostNames } from './host-name.js'
import type { KeyAndCertificate } from './key-and-certificate.js'
import { openKeyCache } from './key-cache.js'
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
  /**
   * Whether keys are taken from and kept in `node_modules/.cache/apps-in-toss-mock` of the project, so that its next process
   * does not have to make them; default true. See docs/decisions/0022.
   */
  keyCache?: boolean
}

interface Shared {
  readonly authority: Authority
  readonly server: KeyAndCertificate
  readonly clientKey: string
}

/** By whether they may be kept. */
const shared = new Map<boolean, Promise<Shared>>()

/**
 * Certificates for a server in this process. Authority, server certificate and keys are made once per process, or
 * taken from the project's cache, and reused by every later call; each mini-app gets its own certificate over the same key, which takes milliseconds.
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
  const { authority, server, clientKey } = await sharedKeys(options.keyCache ?? true)
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
    // A key takes a tenth of a second, and this one leaves the process as little as its memory does: it serves for two.
    tokenSigningKey: server.key,
    issue: (name) => issueByClock(name),
    issueByClock,
  }
}

function sharedKeys(mayKeep: boolean): Promise<Shared> {
  const known = shared.get(mayKeep)
  if (known !== undefined) return known
  const made = findOrMake(mayKeep).catch((error: unknown) => {
    shared.delete(mayKeep)
    throw error
  })
  shared.set(mayKeep, made)
  return made
}

const day = 86_400_000

/** A server certificate that is found kept is valid for as many days at least. */
const leastDays = 30

async function findOrMake(mayKeep: boolean): Promise<Shared> {
  const cache = mayKeep ? openKeyCache(process.cwd, process.env) : undefined
  const kept = cache?.read()
  if (kept !== undefined) return { ...kept, authority: openAuthority(kept.authority) }
  const [authority, serverKey, clientKey] = await Promise.all([
    createAuthority(),
    generatePrivateKey(),
    generatePrivateKey(),
  ])
  const server = await authority.issueServerCertificate({ key: serverKey })
  const { cert, key } = authority
  const until = new Date(Date.now() + (serverCertificateDays - leastDays) * day)
  cache?.keep({ authority: { cert, key }, server, clientKey }, until)
  return { authority, server, clientKey }
}
