import { lstatSync, mkdirSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { isCodedError } from '../../../errors/index.js'
import { thisVersion } from '../../record/version.js'
import type { Told } from '../engine.js'
import { notesWorld } from '../replica.js'
import { type Notes, noteKind } from '../store-of-turns.js'
import { readContents } from './contents.js'
import { openFileEngine } from './file-engine.js'
import { lockState } from './lock.js'
import type { Identity, State } from './state.js'
import { stateFileError } from './state-errors.js'

/**
 * Opens a state file, or makes one, and holds it until its engine is closed.
 *
 * @param path - where there is none, its folder is made as well
 * @throws CodedError `ERR_STATE_FILE`, `ERR_STATE_LOCKED`; the file is then as it was
 */
export async function openState(path: string, { sync = false }: { sync?: boolean } = {}): Promise<State> {
  const file = placeOf(path)
  const lock = await lockState(file)
  try {
    const found = readContents(file)
    if (found !== undefined && found.writtenBy !== thisVersion) {
      const { checkOtherVersion } = await import('./other-version.js')
      checkOtherVersion(file, found)
    }
    const notes = notesIn(found?.told ?? [])
    const engine = openFileEngine(file, found, { sync, lock })
    return { identity: notes.identity as Identity | undefined, clock: notes.clock, torn: found?.torn ?? 0, engine }
  } catch (error) {
    lock.release()
    throw error
  }
}

function notesIn(told: readonly Told[]): Partial<Notes> {
  const notes: Record<string, unknown> = {}
  for (const { world, entities } of told) {
    if (world !== notesWorld) continue
    for (const [kind, name, kept] of entities) if (kind === noteKind) notes[name] = kept?.[2]
  }
  return notes
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
