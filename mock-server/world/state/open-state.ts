import { lstatSync, mkdirSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { isCodedError } from '../../../errors/index.js'
import type { ClockNote } from '../clock.js'
import type { Keeper, Kept } from '../keeper.js'
import { readContents } from './contents.js'
import { type Lmdb, loadLmdb } from './lmdb.js'
import { lockState } from './lock.js'
import { stateFileError } from './state-errors.js'
import { clockNote, thisVersion, writeStateFile } from './state-log.js'

/** What a mock has besides its worlds, and has to have again for what it gave out to stay valid. */
export interface Identity {
  readonly seed: string
  readonly decryptionKey: string
  readonly aad: string
  /** PEM. */
  readonly tokenSigningKey: string
}

/** An open state file, and what was in it. */
export interface State {
  /** Absent where the file is new. */
  readonly identity: Identity | undefined
  keepIdentity(identity: Identity): void
  /** Keeps the worlds. Whoever closes it closes the file. */
  readonly keeper: Keeper
  /** Where the clock stood; undefined where there is no world yet. */
  readonly clock: ClockNote | undefined
  keepClock(note: ClockNote): void
  close(): Promise<void>
}

/**
 * Opens a state file, or makes one, and holds it until it is closed.
 *
 * @param path - where there is none, its folder is made as well
 * @param load - loads lmdb; for tests
 * @throws CodedError `ERR_STATE_FILE`, `ERR_STATE_LOCKED`, `ERR_STATE_ENGINE`; the file is then as it was
 */
export async function openState(path: string, load: () => Promise<Lmdb> = loadLmdb): Promise<State> {
  const lmdb = await load()
  const file = placeOf(path)
  const unlock = await lockState(file)
  try {
    const found = readContents(file)
    if (found !== undefined && found.writtenBy !== thisVersion) {
      const { checkOtherVersion } = await import('./other-version.js')
      checkOtherVersion(file, found)
    }
    const { notes, kept } = found ?? { notes: new Map(), kept: [] }
    const log = await writeStateFile(lmdb, file, { notes, kept })
    const clock = notes.get(clockNote) as ClockNote | undefined
    let unread: readonly Kept[] = kept
    const close = async () => {
      await log.close()
      unlock()
    }
    return {
      identity: notes.get('identity') as Identity | undefined,
      keepIdentity: (identity) => log.note('identity', identity),
      keeper: {
        // Handed over once: what the store drops later must not live on here.
        get records() {
          const records = unread
          unread = []
          return records
        },
        commit: log.commit,
        close,
      },
      clock,
      keepClock: (note) => log.note(clockNote, note),
      close,
    }
  } catch (error) {
    unlock()
    throw error
  }
}

/** Where the file really lies: a link to it stays one. */
function placeOf(path: string): string {
  try {
    if (statSync(path, { throwIfNoEntry: false }) !== undefined) return realpathSync(path)
    if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) {
      throw stateFileError(path, 'is a link that leads nowhere', 'Remove the link, or name the file itself.')
    }
    mkdirSync(dirname(path), { recursive: true })
    return join(realpathSync(dirname(path)), basename(path))
  } catch (error) {
    if (isCodedError(error)) throw error
    const { code } = error as NodeJS.ErrnoException
    throw stateFileError(path, `cannot be used (${code})`, 'Name a file in a folder that can be written.', error)
  }
}
