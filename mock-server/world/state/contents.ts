import { existsSync, lstatSync, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { isCodedError } from '../../../errors/index.js'
import type { Kept } from '../keeper.js'
import { isLmdbLock, type LmdbRecord, looksLikeLmdb, NotLmdb, readLmdb } from './lmdb-pages.js'
import { headerKey, keptFrom, nameOfNote, sealOf, unsealed } from './record.js'
import { stateFileError } from './state-errors.js'

/** The format of the records. A newer one is refused; an older one is read for as long as there is one. */
export const stateFormat = 1

/** What the first record says. */
export interface Header {
  readonly format: number
  /** The version of the package that wrote the file. */
  readonly writtenBy: string
  /** How many records there are besides this one, and all their checksums together by exclusive or. */
  readonly records: number
  readonly sum: number
}

/** What a state file holds. */
export interface Contents {
  /** The version of the package that wrote it. */
  readonly writtenBy: string
  readonly notes: ReadonlyMap<string, unknown>
  readonly kept: readonly Kept[]
}

/**
 * Reads and checks a whole state file, without LMDB and without changing anything.
 *
 * @returns undefined where there is no such file
 * @throws CodedError `ERR_STATE_FILE`
 */
export function readContents(path: string): Contents | undefined {
  const file = bytesOf(path)
  if (file === undefined) return undefined
  try {
    return contentsOf(path, readLmdb(file))
  } catch (error) {
    if (isCodedError(error)) throw error
    if (error instanceof NotLmdb && !error.isLmdb) {
      throw stateFileError(path, 'is not a state file of this mock', foreignFix, error)
    }
    const found = error instanceof NotLmdb ? error.message : 'is damaged'
    throw stateFileError(path, `${found}: it was torn or changed by something else`, tornFix, error)
  }
}

/** Whether a file may be removed because it can only be a leftover of this mock. */
export function isLeftover(path: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (found === undefined || !found.isFile()) return false
  return found.size === 0 || looksLikeLmdb(readFileSync(path).subarray(0, 64))
}

/** Whether LMDB's own lock beside a database may be removed: it can only be one that was left behind. */
export function isLeftoverLock(path: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (found === undefined || !found.isFile()) return false
  return found.size === 0 || isLmdbLock(readFileSync(path))
}

const foreignFix = 'Name another file with --state; this one belongs to something else.'
const tornFix = 'Restore it from a copy, or move it away to begin with a new world.'

function bytesOf(path: string): Buffer | undefined {
  try {
    const found = statSync(path, { throwIfNoEntry: false })
    if (found === undefined) {
      if (!existsSync(dirname(path))) throw stateFileError(path, 'lies in a folder that is not there')
      return undefined
    }
    if (found.isDirectory()) throw stateFileError(path, 'is a folder', 'Name a file in it.')
    if (!found.isFile()) throw stateFileError(path, 'is not a regular file', foreignFix)
    if (found.size === 0) throw stateFileError(path, 'is empty, which a state file never is', tornFix)
    return readFileSync(path)
  } catch (error) {
    if (isCodedError(error)) throw error
    const { code } = error as NodeJS.ErrnoException
    throw stateFileError(path, `cannot be read (${code})`, 'Check who may read and write it.', error)
  }
}

function contentsOf(path: string, records: readonly LmdbRecord[]): Contents {
  const [first, ...rest] = records
  if (first === undefined || !first.key.equals(headerKey)) {
    throw stateFileError(path, 'is an LMDB file of another program', foreignFix)
  }
  const header = unsealed(first.key, first.value) as Header | undefined
  if (header === undefined) throw new NotLmdb('has a damaged first record')
  if (header.format !== stateFormat) {
    throw stateFileError(
      path,
      `has format ${header.format}, written by version ${header.writtenBy}; this version reads ${stateFormat}`,
      'Use that version or a later one, or move the file away to begin with a new world.',
    )
  }
  const notes = new Map<string, unknown>()
  const kept: Kept[] = []
  let sum = 0
  for (const { key, value } of rest) {
    const content = unsealed(key, value)
    if (content === undefined) throw new NotLmdb('has a damaged record')
    sum ^= sealOf(value)
    const name = nameOfNote(key)
    if (name === undefined) kept.push(keptFrom(key, content))
    else notes.set(name, content)
  }
  if (header.records !== rest.length || header.sum !== sum >>> 0) throw new NotLmdb('has records of different moments')
  return { writtenBy: header.writtenBy, notes, kept }
}
