import { mkdirSync } from 'node:fs'
import type { KeyAndCertificate } from '../key-and-certificate.js'
import { commit, finishPending, stage } from './commit.js'
import { directoryError, fileNames, readFolder } from './files.js'
import { readAuthority } from './further-certificates.js'
import { withDirectoryLock } from './lock.js'

/**
 * Gives a folder without an authority one that was made elsewhere. Writes over nothing.
 *
 * @returns false where the folder has another one
 * @throws CodedError `ERR_CA_*`
 */
export async function adoptAuthority(dir: string, { cert, key }: KeyAndCertificate): Promise<boolean> {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw directoryError(dir, error)
  }
  return withDirectoryLock(dir, async () => {
    finishPending(dir)
    const own = readAuthority(dir)
    if (own !== undefined) return own.cert === cert
    const written = { action: 'created', reason: 'it is that of the shared world' } as const
    const writes = [
      { file: fileNames.ca, content: cert, ...written },
      { file: fileNames.caKey, content: key, ...written },
    ]
    const none = new Map(writes.map(({ file }) => [file, undefined]))
    return commit(dir, await stage(dir, writes), none, () => readFolder(dir, []))
  })
}
