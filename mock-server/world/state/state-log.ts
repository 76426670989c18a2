import { closeSync, fsyncSync, lstatSync, openSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { isCodedError } from '../../../errors/index.js'
import type { Changes, Kept } from '../keeper.js'
import { type Header, isLeftover, isLeftoverLock, stateFormat } from './contents.js'
import { type Database, type Lmdb, openDatabase, transact } from './lmdb.js'
import { markAsLmdb } from './lmdb-pages.js'
import { contentOf, headerKey, noteKey, placeKey, sealed, sealOf } from './record.js'
import { stateFileError } from './state-errors.js'

/** What is to be in a state file. */
export interface Snapshot {
  readonly notes: ReadonlyMap<string, unknown>
  readonly kept: Iterable<Kept>
}

/** An open state file. */
export interface StateLog {
  commit(changes: Changes): void
  /** Keeps something that is not part of a world; undefined removes it. */
  note(name: string, content: unknown): void
  close(): Promise<void>
}

/** What is to be written in one transaction. */
interface Batch {
  readonly put: Iterable<readonly [key: Buffer, content: unknown]>
  readonly remove: Iterable<Buffer>
}

/**
 * Writes a state file afresh, beside the one that is there, puts it in its place, and opens it: so LMDB opens no file that
 * was not just written by this process, and the one before stays whole until the new one is.
 *
 * @throws CodedError `ERR_STATE_FILE`
 */
export async function writeStateFile(lmdb: Lmdb, path: string, snapshot: Snapshot): Promise<StateLog> {
  const fresh = `${path}.new`
  try {
    checkPlaces(path, fresh)
    checkRoom(fresh)
    const database = openDatabase(lmdb, fresh)
    try {
      createWriter(database)(filling(snapshot))
    } finally {
      await database.close()
    }
    flush(fresh)
    renameSync(fresh, path)
    flush(dirname(path))
    rmSync(`${fresh}-lock`, { force: true })
    rmSync(`${path}-lock`, { force: true })
    return openLog(path, openDatabase(lmdb, path))
  } catch (error) {
    if (isLeftover(fresh)) rmSync(fresh, { force: true })
    if (isLeftoverLock(`${fresh}-lock`)) rmSync(`${fresh}-lock`)
    throw writeError(path, error)
  }
}

/** What will be written beside the file is not there, or is what an earlier mock has left behind. */
function checkPlaces(path: string, fresh: string): void {
  const places = [
    [fresh, isLeftover],
    [`${fresh}-lock`, isLeftoverLock],
    [`${path}-lock`, isLeftoverLock],
  ] as const
  const taken = places.find(
    ([place, isOurs]) => lstatSync(place, { throwIfNoEntry: false }) !== undefined && !isOurs(place),
  )
  if (taken !== undefined) throw stateFileError(path, `needs ${taken[0]}, and that is something else`, 'Move it away.')
  rmSync(fresh, { force: true })
}

/** What LMDB writes when it makes a file, and more. */
const firstBytes = 256 * 1024

/** LMDB ends the process where there is no room to make a file. Where there is too little for all of it, it throws. */
function checkRoom(fresh: string): void {
  const bytes = Buffer.alloc(firstBytes)
  markAsLmdb(bytes)
  try {
    writeFileSync(fresh, bytes, { mode: 0o600, flag: 'wx', flush: true })
  } finally {
    rmSync(fresh, { force: true })
  }
}

function* filling({ notes, kept }: Snapshot): Generator<readonly [Buffer, unknown]> {
  for (const [name, content] of notes) yield [noteKey(name), content]
  for (const record of kept) yield [placeKey(record.place), contentOf(record)]
}

function openLog(path: string, database: Database): StateLog {
  const opened = statSync(path, { bigint: true })
  const header = JSON.parse((database.get(headerKey) as Buffer).toString('utf8', 4)) as Header
  const write = createWriter(database, header)
  let closing: Promise<void> | undefined

  function keep(batch: Batch): void {
    const found = closing === undefined ? statSync(path, { bigint: true, throwIfNoEntry: false }) : undefined
    if (found?.ino !== opened.ino || found.dev !== opened.dev) {
      throw stateFileError(path, closing === undefined ? 'was removed or replaced while the mock runs' : 'was closed')
    }
    try {
      write(batch.put, batch.remove)
    } catch (error) {
      throw writeError(path, error)
    }
  }

  return {
    commit: ({ kept, gone, clock }) =>
      keep({
        put: [
          ...kept.map((record) => [placeKey(record.place), contentOf(record)] as const),
          ...(clock === undefined ? [] : [[noteKey(clockNote), clock] as const]),
        ],
        remove: gone.map(placeKey),
      }),
    note: (name, content) =>
      keep(
        content === undefined ? { put: [], remove: [noteKey(name)] } : { put: [[noteKey(name), content]], remove: [] },
      ),
    close() {
      closing ??= (async () => {
        await database.close()
        rmSync(`${path}-lock`, { force: true })
      })()
      return closing
    },
  }
}

/** The note without which the file counts as new: it comes with the first worlds. */
export const clockNote = 'clock'

type Writer = (put: Batch['put'], remove?: Batch['remove']) => void

/** Writes batches, each with the header that goes with it. */
function createWriter(database: Database, last?: Header): Writer {
  let { records, sum } = last ?? { records: 0, sum: 0 }
  return (put, remove = []) => {
    const before = { records, sum }
    try {
      transact(database, () => {
        for (const key of remove) forget(key)
        for (const [key, content] of put) {
          forget(key)
          const value = sealed(key, content)
          records++
          sum ^= sealOf(value)
          database.put(key, value)
        }
        sum >>>= 0
        const header: Header = { format: stateFormat, writtenBy: thisVersion, records, sum }
        database.put(headerKey, sealed(headerKey, header))
      })
    } catch (error) {
      records = before.records
      sum = before.sum
      throw error
    }
  }

  function forget(key: Buffer): void {
    const old = database.getBinaryFast(key)
    if (old === undefined) return
    records--
    sum ^= sealOf(old)
    database.remove(key)
  }
}

/** The version of this package, which is noted in what it writes. */
export const thisVersion: string = createRequire(import.meta.url)('apps-in-toss-mock/package.json').version

function flush(path: string): void {
  // Windows cannot open a folder, and flushes a rename by itself.
  if (process.platform === 'win32') return
  const opened = openSync(path, 'r')
  try {
    fsyncSync(opened)
  } finally {
    closeSync(opened)
  }
}

function writeError(path: string, error: unknown): unknown {
  if (isCodedError(error)) return error
  // An error of LMDB has a number for a code.
  const { code, message } = error as { code?: unknown; message: string }
  const why = typeof code === 'string' ? code : message
  return stateFileError(path, `cannot be written (${why})`, 'Check the space on the disk and the permissions.', error)
}
