import { checkAppName } from './app-name.js'
import { type Authority, clientCertificateDays, createAuthority, openAuthority } from './authority.js'
import type { CertificateSet } from './certificate-set.js'
import { serverHostNames } from './host-name.js'
import type { KeyAndCertificate } from './key-and-certificate.js'
import { type KeyCache, openKeyCache } from './key-cache.js'
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
  /** Whose certificates they are; by default those of an authority of this process. */
  authority?: KeyAndCertificate
}

interface Shared {
  readonly authority: Authority
  readonly serverKey: string
  readonly clientKey: string
  /** Those of servers and of the mini-apps that mocks were started for, by what they are for; PEM. */
  readonly certificates: Map<string, Promise<string>>
  readonly until: number
  readonly cache: KeyCache | undefined
}

/** By whether they may be kept. */
const shared = new Map<boolean, Promise<Shared>>()

/**
 * Certificates for a server in this process. Authority, keys and certificates are made once per process, or taken from the
 * project's cache, and reused by every later call; each mini-app has its own certificate over the same key.
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
  const keys = withAuthority(await sharedKeys(options.keyCache ?? true), options.authority)
  const { authority, serverKey, clientKey } = keys
  const issueByClock = async (name: string, clock = new Date(0)) => ({
    appName: name,
    ...(await authority.issueClientCertificate({
      appName: name,
      key: clientKey,
      ...validityOn(clock, clientCertificateDays),
    })),
  })
  const known = keys.certificates.size
  const server = await certificateFor(keys, `server ${hostNames.join()}`, () =>
    authority.issueServerCertificate({ hostNames, key: serverKey }),
  )
  const client =
    options.clock === undefined
      ? await certificateFor(keys, `client ${appName}`, () => issueByClock(appName))
      : (await issueByClock(appName, options.clock)).cert
  if (keys.certificates.size > known) await keep(keys)
  return {
    authority,
    server: { cert: server, key: serverKey },
    client: { appName, cert: client, key: clientKey },
    // A key takes a tenth of a second, and nobody outside is given this one: it serves for two.
    tokenSigningKey: serverKey,
    issue: (name) => issueByClock(name),
    issueByClock,
  }
}

/** The same keys under another authority, of which nothing is kept. */
function withAuthority(keys: Shared, own: KeyAndCertificate | undefined): Shared {
  if (own === undefined) return keys
  return { ...keys, authority: openAuthority(own), certificates: new Map(), cache: undefined }
}

/** The certificate that was issued for this before, or a new one. */
function certificateFor(
  { certificates }: Shared,
  what: string,
  issue: () => Promise<KeyAndCertificate>,
): Promise<string> {
  const known = certificates.get(what)
  if (known !== undefined) return known
  const issued = issue().then(({ cert }) => cert)
  if (certificates.size < mostCertificates) certificates.set(what, issued)
  issued.catch(() => certificates.delete(what))
  return issued
}

async function keep({ authority, serverKey, clientKey, certificates, until, cache }: Shared): Promise<void> {
  const issued = await Promise.all([...certificates].map(async ([what, issuing]) => [what, await issuing] as const))
  const { cert, key } = authority
  cache?.keep({ authority: { cert, key }, serverKey, clientKey, certificates: Object.fromEntries(issued), until })
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

/** How many certificates are kept; a project has a few mini-apps. */
const mostCertificates = 16

/** After so many days keys and certificates are made anew: no certificate that is found kept is near its end. */
const keptDays = 30

async function findOrMake(mayKeep: boolean): Promise<Shared> {
  const cache = mayKeep ? openKeyCache(process.cwd, process.env) : undefined
  const kept = cache?.read()
  if (kept !== undefined) {
    const { authority, certificates } = kept
    const issued = Object.entries(certificates).map(([what, cert]) => [what, Promise.resolve(cert)] as const)
    return { ...kept, authority: openAuthority(authority), certificates: new Map(issued), cache }
  }
  const [authority, serverKey, clientKey] = await Promise.all([
    createAuthority(),
    generatePrivateKey(),
    generatePrivateKey(),
  ])
  const until = Date.now() + keptDays * 86_400_000
  return { authority, serverKey, clientKey, certificates: new Map(), until, cache }
}
