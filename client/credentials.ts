import { readFileSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import type { SecureContext } from 'node:tls'
import { CodedError } from '../errors/index.js'
import type { CertificateChange, Settings } from './options.js'
import { type CertificateInfo, certificatePair, type PemOrigin, pemOfFile, pemOrigin, readCertificate } from './pem.js'
import { contextTrusting } from './trust.js'

/** One state of certificate, key and trusted authorities. A replaced file makes a new one. */
export interface Credentials {
  readonly info: CertificateInfo | undefined
  /** Made at first use: the first one of a process reads the authorities that Node trusts, which takes some 20 ms. */
  secureContext(): SecureContext
}

/** The credentials in use, kept equal to the files they come from. */
export interface CredentialSource {
  readonly current: Credentials
  /**
   * Looks whether the files have changed, at most once per `reloadInterval`, and switches when the new ones are whole and
   * fit. `now` looks in any case.
   */
  refresh(now?: 'now'): Promise<Credentials>
}

interface Origins {
  readonly cert: PemOrigin | undefined
  readonly key: PemOrigin | undefined
  readonly ca: readonly PemOrigin[]
}

/** @throws CodedError `ERR_INVALID_OPTION`: a file that cannot be read, a key that does not fit, … */
export function openCredentials(settings: Settings): CredentialSource {
  const origins: Origins = {
    cert: settings.cert === undefined ? undefined : pemOrigin('cert', settings.cert),
    key: settings.key === undefined ? undefined : pemOrigin('key', settings.key),
    ca: settings.ca.map((ca) => pemOrigin('ca', ca)),
  }
  const paths = pathsOf(origins)
  let current = assemble(origins, (path) => readNow(path))
  let signature: string | undefined
  let looked = performance.now()
  let looking: Promise<void> | undefined
  let refusal = ''

  /** What is to be told; the caller's own listener is none of a file's problems. */
  const changeSince = async (): Promise<CertificateChange | undefined> => {
    const seen = await signatureOf(paths)
    // The first look also reads: the files may have changed since they were read at creation.
    if (seen === signature) return undefined
    try {
      const contents = new Map<string, string>()
      for (const path of paths) contents.set(path, await readFile(path, 'utf8'))
      const next = assemble(origins, (path) => contents.get(path) ?? '')
      signature = seen
      refusal = ''
      if (next.identity === current.identity) return undefined
      current = next
      return { switched: true, certificate: current.info }
    } catch (error) {
      // Half-replaced, half-written or gone: the old ones serve on, and the next look reads again.
      if (String(error) === refusal) return undefined
      refusal = String(error)
      return { switched: false, certificate: current.info, error: error as Error }
    }
  }

  const look = async () => {
    const change = await changeSince()
    if (change !== undefined) settings.onCertificateChange(change)
  }

  return {
    get current() {
      return current
    },
    async refresh(now) {
      if (paths.length === 0) return current
      if (now === undefined && performance.now() - looked < settings.reloadInterval) return current
      looking ??= look().finally(() => {
        looked = performance.now()
        looking = undefined
      })
      await looking
      return current
    },
  }
}

function pathsOf({ cert, key, ca }: Origins): string[] {
  const all = [cert, key, ...ca].flatMap((origin) => (origin !== undefined && 'path' in origin ? [origin.path] : []))
  return [...new Set(all)]
}

async function signatureOf(paths: readonly string[]): Promise<string> {
  const stats = await Promise.all(paths.map((path) => stat(path, { bigint: true }).catch(() => undefined)))
  return stats.map((file) => (file ? `${file.ino}:${file.size}:${file.mtimeNs}:${file.ctimeNs}` : 'missing')).join()
}

function assemble(origins: Origins, read: (path: string) => string): Credentials & { readonly identity: string } {
  const text = (origin: PemOrigin) => ('pem' in origin ? origin.pem : pemOfFile(read(origin.path)).pem)
  const name = (option: string, origin: PemOrigin) => ('pem' in origin ? option : `${option} (${origin.path})`)
  const { cert, key } = origins
  const pair =
    cert === undefined || key === undefined
      ? undefined
      : certificatePair(text(cert), text(key), { cert: name('cert', cert), key: name('key', key) })
  const ca = origins.ca.map((origin) => {
    const pem = text(origin)
    readCertificate(pem, name('ca', origin))
    return pem
  })
  let context: SecureContext | undefined
  return {
    info: pair?.info,
    identity: JSON.stringify([pair?.cert, pair?.key, ca]),
    secureContext() {
      context ??= contextTrusting(ca, pair === undefined ? {} : { cert: pair.cert, key: pair.key })
      return context
    },
  }
}

function readNow(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new CodedError('ERR_INVALID_OPTION', `${path} cannot be read.`, {
      fix: 'Check that the file exists and that this process may read it. PEM text must contain -----BEGIN.',
      cause,
    })
  }
}
