import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeFailed } from '../../files/index.js'
import type { Environment } from '../settings/environment.js'

/** Where systems keep the authorities that their programs trust. */
const systemFiles = [
  '/etc/ssl/certs/ca-certificates.crt', // Debian, Ubuntu, Arch, Alpine
  '/etc/pki/tls/certs/ca-bundle.crt', // Fedora, RHEL
  '/etc/ssl/ca-bundle.pem', // openSUSE
  '/etc/ssl/cert.pem', // macOS, BSD, Alpine
]

/** Variables of programs that trust nothing but what the file holds: it has to hold the system's authorities as well. */
const replacing = ['SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE'] as const

/** Variables of programs that trust the file besides what they trust anyway. */
const adding = ['NODE_EXTRA_CA_CERTS', 'DENO_CERT'] as const

/** Files by which a child process trusts the mock, and everything else that it would trust without us. */
export interface TrustedAuthorities {
  readonly variables: Readonly<Record<string, string>>
  /** Removes the files. */
  remove(): void
}

/**
 * Writes the mock's authority behind those that each variable named before, or behind the system's, into files in a
 * temporary folder, and says by which variables they are to be found.
 *
 * @throws CodedError `ERR_WRITE_FAILED` where that folder cannot be written: the disk is full, `TMPDIR` is not there
 */
export async function trustedAuthorities(ca: string, environment: Environment): Promise<TrustedAuthorities> {
  const dir = written(tmpdir(), () => mkdtempSync(join(tmpdir(), 'apps-in-toss-mock-run-')))
  const remove = () => rmSync(dir, { recursive: true, force: true })
  // Also where this process is ended in the middle.
  process.once('exit', remove)
  const system = readFirst(systemFiles) ?? (await import('node:tls')).rootCertificates.join('\n')
  const files = new Map<string, string>()
  const fileWith = (others: string) => {
    const content = others === '' ? ca : `${others.trimEnd()}\n${ca}`
    const known = files.get(content)
    if (known !== undefined) return known
    const path = join(dir, `trusted-${files.size + 1}.pem`)
    written(path, () => writeFileSync(path, content, { flag: 'wx' }))
    files.set(content, path)
    return path
  }
  const before = (name: string) => readFirst([environment[name]])
  const variables = Object.fromEntries([
    ...replacing.map((name) => [name, fileWith(before(name) ?? system)]),
    ...adding.map((name) => [name, fileWith(before(name) ?? '')]),
  ])
  return {
    variables,
    remove() {
      process.off('exit', remove)
      remove()
    },
  }
}

function written<Result>(name: string, step: () => Result): Result {
  try {
    return step()
  } catch (error) {
    throw writeFailed(name, error)
  }
}

/** The first that is a file with certificates in it; `REQUESTS_CA_BUNDLE` may as well name a folder. */
function readFirst(paths: readonly (string | undefined)[]): string | undefined {
  for (const path of paths) {
    if (!path) continue
    try {
      const content = readFileSync(path, 'utf8')
      if (content.includes('-----BEGIN')) return content
    } catch {
      // The next one.
    }
  }
  return undefined
}
