import type { EntityKind } from './entities.js'
import type { Changes, Kept } from './keeper.js'
import { keptWorld, ownersOf, shelfOf, viewOf, type World } from './memory-world.js'
import { createRandom } from './random.js'
import { dropExpired, notePlace, type Shelf, sortShelf } from './shelf.js'
import type { Transaction } from './store.js'

/** What all worlds of a store have in common. */
export interface Surroundings {
  readonly now: () => number
  readonly nextPlace: () => number
  /** Keeps a transaction's changes; absent where nothing is kept. */
  readonly keep: ((changes: Changes) => void) | undefined
  /** Where the places go of what was dropped because its time was over. */
  readonly dropped: number[]
  /** Is told of what was written, when it is kept. */
  changed(miniApp: string, kinds: ReadonlySet<EntityKind>): void
}

/** Does work on a world: all that it wrote is kept, or nothing when it throws. */
export function updateWorld<Result>(
  world: World,
  work: (transaction: Transaction) => Result,
  { now, nextPlace, keep, dropped, changed }: Surroundings,
): Result {
  const undo: (() => void)[] = []
  const touched: Touched | undefined = keep && new Map()
  const written = new Set<EntityKind>()
  const disordered = new Set<Shelf>()
  const drawsBefore = world.draws
  const view = viewOf(world)
  const { lookup } = world
  const transaction: Transaction = {
    ...view,
    put(kind, id, entity, keepUntil) {
      const shelf = shelfOf(world, kind)
      const before = shelf.entities.get(id)
      if (before === undefined) own(kind, id)
      const place = before?.place ?? nextPlace()
      if (before === undefined) notePlace(shelf, id, place)
      const stored = { place, entity, keepUntil }
      shelf.entities.set(id, stored)
      lookup.note(kind, id, before, stored)
      undo.push(() => lookup.note(kind, id, stored, before))
      touched?.set(place, { kind, id })
      written.add(kind)
      undo.push(() => (before === undefined ? shelf.entities.delete(id) : shelf.entities.set(id, before)))
      if (keepUntil !== undefined) {
        shelf.expiries.push({ keepUntil, id })
        undo.push(() => shelf.expiries.pop())
      }
    },
    delete(kind, id) {
      const shelf = shelfOf(world, kind)
      const before = shelf.entities.get(id)
      if (before === undefined) return
      shelf.entities.delete(id)
      lookup.note(kind, id, before, undefined)
      undo.push(() => lookup.note(kind, id, undefined, before))
      touched?.set(before.place, { kind, id })
      written.add(kind)
      undo.push(() => disordered.add(shelf) && shelf.entities.set(id, before))
      const owned = ownersOf(world, kind)
      if (owned?.delete(id)) undo.push(() => owned.set(id, world.miniApp))
    },
    random: createRandom(world.seed, world.miniApp, () => world.draws++),
  }
  const own = (kind: EntityKind, id: string): void => {
    const owned = ownersOf(world, kind)
    if (owned === undefined) return
    const owner = owned.get(id)
    if (owner !== undefined) throw new Error(`${kind} ${id} is another mini-app's (${owner})`)
    owned.set(id, world.miniApp)
    undo.push(() => owned.delete(id))
  }
  try {
    const result = work(transaction)
    if (touched !== undefined && (touched.size > 0 || world.draws !== drawsBefore)) {
      keep?.(changesOf(world, touched, world.draws !== drawsBefore))
    }
    for (const [kind, shelf] of world.shelves) {
      dropExpired(shelf, now(), (id, stored) => {
        lookup.note(kind, id, stored, undefined)
        if (keep !== undefined) dropped.push(stored.place)
      })
    }
    if (written.size > 0) changed(world.miniApp, written)
    return result
  } catch (error) {
    for (const step of undo.reverse()) step()
    for (const shelf of disordered) sortShelf(shelf)
    world.draws = drawsBefore
    throw error
  }
}

/** Where something was put or deleted, and what. */
type Touched = Map<number, { readonly kind: EntityKind; readonly id: string }>

function changesOf(world: World, touched: Touched, drawn: boolean): Changes {
  const kept: Kept[] = drawn ? [keptWorld(world)] : []
  const gone: number[] = []
  for (const [place, { kind, id }] of touched) {
    const stored = world.shelves.get(kind)?.entities.get(id)
    if (stored?.place === place) kept.push({ ...stored, world: world.place, kind, id })
    else gone.push(place)
  }
  return { kept, gone }
}
