import { checkSnapshot } from '../snapshot/check-snapshot.js'
import type { DumpedEntity } from '../store.js'
import type { Contents } from './contents.js'
import { stateFileError } from './state-errors.js'

/**
 * Looks whether everything that another version of this package has kept is what this one knows: the checks of a snapshot.
 *
 * @throws CodedError `ERR_STATE_FILE`
 */
export function checkOtherVersion(path: string, { kept, writtenBy }: Contents): void {
  const worlds = new Map<number, { seed: string; draws: number; entities: Record<string, DumpedEntity[]> }>()
  const miniApps: Record<string, unknown> = {}
  for (const record of kept) {
    if ('miniApp' in record) {
      const world = { seed: record.seed, draws: record.draws, entities: {} }
      worlds.set(record.place, world)
      miniApps[record.miniApp] = world
      continue
    }
    const { id, entity, keepUntil, kind } = record
    const entities = worlds.get(record.world)?.entities ?? {}
    entities[kind] ??= []
    entities[kind].push({ id, entity, ...(keepUntil !== undefined && { keepUntil }) })
  }
  const snapshot = { exportedAt: new Date().toISOString(), miniApps }
  for (const { message } of checkSnapshot(snapshot, [])) {
    throw stateFileError(
      path,
      `was written by version ${writtenBy}, and this version does not know all that is in it: ${message}`,
      'Use that version, or move the file away to begin with a new world.',
    )
  }
}
