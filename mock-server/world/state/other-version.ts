import type { Told } from '../engine.js'
import { checkSnapshot } from '../snapshot/check-snapshot.js'
import type { Contents } from './contents.js'
import { stateFileError } from './state-errors.js'

/**
 * Looks whether everything that another version of this package has kept is what this one knows: the checks of a snapshot.
 *
 * @throws CodedError `ERR_STATE_FILE`
 */
export function checkOtherVersion(path: string, { told, writtenBy }: Contents): void {
  const snapshot = { exportedAt: new Date().toISOString(), miniApps: Object.fromEntries(worldsOf(told)) }
  for (const { message } of checkSnapshot(snapshot, [])) {
    throw stateFileError(
      path,
      `was written by version ${writtenBy}, and this version does not know all that is in it: ${message}`,
      'Use that version, or move the file away to begin with a new world.',
    )
  }
}

interface WrittenVersion {
  readonly id: string
  readonly entity: unknown
  readonly keepUntil?: number
}

/** The worlds of mini-apps as a snapshot has them. Nothing is looked into: it may be of any shape. */
function* worldsOf(told: readonly Told[]): Generator<readonly [name: string, world: object]> {
  const worlds = new Map<string, { seed: string; draws: number; kinds: Map<string, Map<string, WrittenVersion>> }>()
  for (const { world: name, afresh, head, entities } of told) {
    const before = afresh ? undefined : worlds.get(name)
    const { seed, draws, kinds } = {
      seed: '',
      draws: 0,
      kinds: new Map<string, Map<string, WrittenVersion>>(),
      ...before,
      ...head,
    }
    worlds.set(name, { seed, draws, kinds })
    for (const [kind, id, kept] of entities) {
      const shelf = kinds.get(kind) ?? new Map<string, WrittenVersion>()
      kinds.set(kind, shelf)
      shelf.delete(id)
      if (kept !== null) shelf.set(id, { id, entity: kept[2], ...(kept[1] !== null && { keepUntil: kept[1] }) })
    }
  }
  for (const [name, { seed, draws, kinds }] of worlds) {
    if (name.startsWith(':')) continue
    const filled = [...kinds].filter(([, entries]) => entries.size > 0)
    yield [name, { seed, draws, entities: Object.fromEntries(filled.map(([kind, all]) => [kind, [...all.values()]])) }]
  }
}
