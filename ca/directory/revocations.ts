import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CodedError } from '../../errors/index.js'
import { commit, finishPending, stage } from './commit.js'
import { directoryError, type FolderContents, revocationsFile } from './files.js'
import { withDirectoryLock } from './lock.js'

/** A certificate that was revoked. Dates as ISO 8601. */
export interface Revocation {
  readonly commonName: string
  /** Upper-case hexadecimal. */
  readonly serialNumber: string
  /** SHA-256, upper-case hexadecimal with colons. */
  readonly fingerprint256: string
  readonly notBefore: string
  readonly notAfter: string
  readonly revokedAt: string
}

/**
 * The certificates of a folder that were revoked, oldest first.
 *
 * @throws CodedError `ERR_CA_FILE_DAMAGED`: a mock that cannot tell must not let a revoked certificate in
 */
export function readRevocations(dir: string): Revocation[] {
  return parse(contentOf(dir), dir)
}

/**
 * Adds a certificate to those that were revoked. Of several processes that do so at once, none undoes the other's work, and
 * after a crash it was added or it was not.
 *
 * @returns all of them
 * @throws CodedError `ERR_CA_FILE_DAMAGED`, `ERR_CA_DIRECTORY`
 */
export async function addRevocation(dir: string, revocation: Revocation): Promise<Revocation[]> {
  return withDirectoryLock(dir, async () => {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      finishPending(dir)
      const before = contentOf(dir)
      const known = parse(before, dir)
      if (known.some(({ serialNumber }) => serialNumber === revocation.serialNumber)) return known
      const all = [...known, revocation]
      const content = `${JSON.stringify({ revoked: all }, null, 2)}\n`
      const look = (): FolderContents => new Map([[revocationsFile, contentOf(dir)]])
      const staged = await stage(dir, [
        { file: revocationsFile, content, action: 'renewed', reason: 'a certificate was revoked' },
      ])
      if (commit(dir, staged, new Map([[revocationsFile, before]]), look)) return all
    }
    throw directoryError(dir, new Error('its files keep changing while a certificate is being revoked'))
  })
}

/** Where a folder keeps its revoked certificates. */
export function revocationsPath(dir: string): string {
  return join(dir, revocationsFile)
}

function contentOf(dir: string): Buffer | undefined {
  try {
    return readFileSync(revocationsPath(dir))
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    throw damaged(dir, `cannot be read (${code})`, cause)
  }
}

function parse(content: Buffer | undefined, dir: string): Revocation[] {
  if (content === undefined) return []
  let list: unknown
  try {
    list = (JSON.parse(content.toString()) as { revoked?: unknown } | null)?.revoked
  } catch (cause) {
    throw damaged(dir, 'is not JSON', cause)
  }
  if (!Array.isArray(list) || !list.every(isRevocation)) {
    throw damaged(dir, 'is not a list of revoked certificates')
  }
  return list
}

const fields = ['commonName', 'serialNumber', 'fingerprint256', 'notBefore', 'notAfter', 'revokedAt'] as const

function isRevocation(value: unknown): value is Revocation {
  if (typeof value !== 'object' || value === null) return false
  return fields.every((field) => typeof (value as Record<string, unknown>)[field] === 'string')
}

function damaged(dir: string, what: string, cause?: unknown): CodedError {
  return new CodedError('ERR_CA_FILE_DAMAGED', `${revocationsPath(dir)} ${what}.`, {
    cause,
    fix: 'Restore it. Without it, every certificate that was revoked would be accepted again: to want that, delete it.',
  })
}
