import {
  closeSync,
  constants,
  copyFileSync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  lstatSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { isCodedError } from '../../../errors/index.js'
import type { Engine, Told, WorldChanges } from '../engine.js'
import { beginning, type Contents, contentOf, isLeftover } from './contents.js'
import { frameOf } from './frames.js'
import type { StateLock } from './lock.js'
import { stateFileError } from './state-errors.js'

/** How a state file is written. */
export interface FileEngineOptions {
  /** Whether what is written is forced to the disk before anybody learns of it. */
  readonly sync: boolean
  readonly lock: StateLock
}

/** A file is written afresh at the start where it has more than this, and more than a quarter of it is in frames of single turns. */
const looseAtLeast = 256 * 1024

/** While the mock runs it is looked so often, in bytes, whether more than half of what is in the file is no more. */
const growth = 4 * 1024 * 1024

/** And in any case when it is four times as large as the world was, and this: few large entities may change often. */
const most = 16 * 1024 * 1024

/** So much goes into a frame that is not of a single turn, in characters. */
const frameSize = 1024 * 1024

/**
 * Keeps every turn as one frame at the end of a file, before anybody learns of it. Nobody else writes to it: everything is
 * accepted.
 *
 * @throws CodedError `ERR_STATE_FILE`
 */
export function openFileEngine(path: string, found: Contents | undefined, options: FileEngineOptions): Engine {
  checkPlace(path)
  let told: readonly Told[] = found?.told ?? []
  let file = trying(() => (found === undefined ? written(path, []) : opened(path, found, options.lock)))
  let entries = told.reduce((sum, { entities }) => sum + entities.length, 0)
  let base = file.length
  let nextLook = base + growth
  let isLoose = found !== undefined && found.loose > looseAtLeast && found.loose > found.length / 4
  let broken: unknown
  let isClosed = false
  // Most turns fit in it: an own piece of memory for each would be a twentieth of what a call costs.
  const room = Buffer.allocUnsafe(64 * 1024)

  function append(content: string): void {
    if (isClosed) throw stateFileError(path, 'was closed')
    if (broken !== undefined) throw writeError(path, broken)
    const there = statSync(path, { bigint: true, throwIfNoEntry: false })
    if (there?.ino !== file.inode || there.dev !== file.device) {
      throw stateFileError(path, 'was removed or replaced while the mock runs')
    }
    const { bytes, checksum } = frameOf(content, file.checksum, room)
    try {
      writeAll(file.descriptor, bytes, file.length)
      if (options.sync) fdatasyncSync(file.descriptor)
    } catch (error) {
      takeBack(error)
      throw writeError(path, error)
    }
    file = { ...file, length: file.length + bytes.length, checksum }
  }

  /** The next frame must not lie behind half of one. What could not be forced to the disk may be there or not: nothing follows it. */
  function takeBack(error: unknown): void {
    try {
      ftruncateSync(file.descriptor, file.length)
      if (options.sync) broken = error
    } catch {
      broken = error
    }
  }

  function trying<Result>(work: () => Result): Result {
    try {
      return work()
    } catch (error) {
      throw writeError(path, error)
    }
  }

  return {
    isShared: false,
    // Handed over once: what the store drops later must not live on here.
    load() {
      const all = told
      told = []
      return all
    },
    turn(items) {
      const changes = items.flatMap((item) => item.flatMap((part) => part.changes ?? []))
      append(contentOf(changes))
      for (const each of changes) entries += each.changes.length
      return items.map((item) => ({ accepted: item.map(() => undefined) }))
    },
    compact(all) {
      if (isClosed || broken !== undefined || !(isLoose || file.length >= nextLook)) return
      const size = all.size()
      if (isLoose || entries > 2 * size || file.length > 4 * base + most) {
        isLoose = false
        try {
          const before = file.descriptor
          file = written(path, all.worlds())
          closeSync(before)
          entries = size
        } catch {
          // There is no room for it twice: it is tried again when it has grown once more.
          removeLeftover(path)
        }
        base = file.length
      }
      nextLook = file.length + growth
    },
    async close() {
      if (isClosed) return
      isClosed = true
      closeSync(file.descriptor)
      options.lock.release()
    },
  }
}

/** An open file, how much of it is ours, and the checksum of the last frame. */
interface OpenFile {
  readonly descriptor: number
  readonly inode: bigint
  readonly device: bigint
  readonly length: number
  readonly checksum: number
}

/**
 * Opens a file that was read, without what is torn at its end. Where it was somebody's who did not let it go, a copy takes its
 * place: should that process be stopped only, it notices, and writes no more.
 */
function opened(path: string, { length, torn, checksum }: Contents, { isTakenOver }: StateLock): OpenFile {
  if (isTakenOver) {
    copyFileSync(path, `${path}.new`, constants.COPYFILE_FICLONE)
    renameSync(`${path}.new`, path)
  }
  const descriptor = openSync(path, 'r+')
  if (torn > 0) ftruncateSync(descriptor, length)
  return { descriptor, ...placeOf(descriptor), length, checksum }
}

/** Writes a file beside the one that is there, if any, and puts it in its place. The one before stays whole until then. */
function written(path: string, worlds: Iterable<WorldChanges>): OpenFile {
  const fresh = `${path}.new`
  rmSync(fresh, { force: true })
  const descriptor = openSync(fresh, 'wx+', 0o600)
  try {
    let { bytes, checksum } = beginning()
    let length = 0
    writeAll(descriptor, bytes, length)
    length += bytes.length
    for (const content of inFrames(worlds)) {
      ;({ bytes, checksum } = frameOf(content, checksum))
      writeAll(descriptor, bytes, length)
      length += bytes.length
    }
    fsyncSync(descriptor)
    renameSync(fresh, path)
    syncFolder(dirname(path))
    return { descriptor, ...placeOf(descriptor), length, checksum }
  } catch (error) {
    closeSync(descriptor)
    removeLeftover(path)
    throw error
  }
}

/** Worlds in frames of about the same size. */
function* inFrames(worlds: Iterable<WorldChanges>): Generator<string> {
  for (const { changes, ...world } of worlds) {
    let from = 0
    while (from === 0 || from < changes.length) {
      let size = 0
      let until = from
      for (; until < changes.length && size < frameSize; until++) size += changes[until]?.text?.length ?? 0
      const isFirst = from === 0
      const rest = { world: world.world, afresh: false }
      yield contentOf([{ ...(isFirst ? world : rest), changes: changes.slice(from, until) }])
      from = Math.max(until, 1)
    }
  }
}

function writeAll(descriptor: number, bytes: Buffer, position: number): void {
  for (let done = 0; done < bytes.length; ) {
    done += writeSync(descriptor, bytes, done, bytes.length - done, position + done)
  }
}

function placeOf(descriptor: number): { inode: bigint; device: bigint } {
  const { ino, dev } = fstatSync(descriptor, { bigint: true })
  return { inode: ino, device: dev }
}

function syncFolder(folder: string): void {
  // Windows cannot open a folder, and flushes a rename by itself.
  if (process.platform === 'win32') return
  const descriptor = openSync(folder, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** What will be written beside the file is not there, or is what an earlier mock has left behind. */
function checkPlace(path: string): void {
  const fresh = `${path}.new`
  if (lstatSync(fresh, { throwIfNoEntry: false }) === undefined || isLeftover(fresh)) return
  throw stateFileError(path, `needs ${fresh}, and that is something else`, 'Move it away.')
}

function removeLeftover(path: string): void {
  if (isLeftover(`${path}.new`)) rmSync(`${path}.new`, { force: true })
}

function writeError(path: string, error: unknown): unknown {
  if (isCodedError(error)) return error
  const { code, message } = error as { code?: unknown; message: string }
  const why = typeof code === 'string' ? code : message
  return stateFileError(path, `cannot be written (${why})`, 'Check the space on the disk and the permissions.', error)
}
