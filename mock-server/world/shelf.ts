import type { Entities, EntityKind } from './entities.js'
import type { DumpedEntity, Page } from './store.js'

/** How many expired entities a write may drop on its way; above 1, so that dropping keeps up with writing. */
const dropsPerWrite = 4

interface Expiry {
  readonly keepUntil: number
  readonly id: string
}

/** An entity, where it stands in the order of creation, and how long it is kept. */
export interface Stored {
  readonly place: number
  readonly entity: Entities[EntityKind]
  readonly keepUntil: number | undefined
}

/** The entities of one kind by id, in the order of creation, with the queue of those that will be dropped, oldest first. */
export interface Shelf {
  readonly entities: Map<string, Stored>
  /** Ids by their places, ascending, so that a page begins without a walk to it. What is gone stays until the next clearing. */
  order: { readonly places: number[]; readonly ids: string[] }
  expiries: Expiry[]
  dropped: number
}

/** A shelf with nothing on it. */
export function emptyShelf(): Shelf {
  return { entities: new Map(), order: { places: [], ids: [] }, expiries: [], dropped: 0 }
}

/** Notes the place of an entity that is new on the shelf. Places only grow. */
export function notePlace({ order }: Shelf, id: string, place: number): void {
  order.places.push(place)
  order.ids.push(id)
}

/** Puts an entity where it was found, or behind all others; `sortExpiries` follows when the last one is there. */
export function fillShelf(shelf: Shelf, id: string, stored: Stored): void {
  if (!shelf.entities.has(id)) notePlace(shelf, id, stored.place)
  shelf.entities.set(id, stored)
  if (stored.keepUntil !== undefined) shelf.expiries.push({ keepUntil: stored.keepUntil, id })
}

/** Brings the queue in order after `fillShelf`. */
export function sortExpiries(shelf: Shelf): void {
  shelf.expiries.sort((a, b) => a.keepUntil - b.keepUntil)
}

/** Brings the entities back into the order of creation. */
export function sortShelf({ entities }: Shelf): void {
  const sorted = [...entities].sort(([, a], [, b]) => a.place - b.place)
  entities.clear()
  for (const [id, stored] of sorted) entities.set(id, stored)
}

/** Drops some of what need not be kept any longer, and tells of each. */
export function dropExpired(shelf: Shelf, now: number, onDrop: (id: string, stored: Stored) => void): void {
  for (let drops = 0; drops < dropsPerWrite; drops++) {
    const oldest = shelf.expiries[shelf.dropped]
    if (oldest === undefined || oldest.keepUntil > now) break
    const stored = shelf.entities.get(oldest.id)
    if (stored?.keepUntil === oldest.keepUntil) {
      shelf.entities.delete(oldest.id)
      onDrop(oldest.id, stored)
    }
    shelf.dropped++
  }
  if (shelf.dropped > 1024 && shelf.dropped * 2 > shelf.expiries.length) {
    shelf.expiries = shelf.expiries.slice(shelf.dropped)
    shelf.dropped = 0
  }
  clearOrder(shelf)
}

/** Forgets the places of what is gone, where that is more than what is there. */
function clearOrder(shelf: Shelf): void {
  const { entities, order } = shelf
  if (order.ids.length <= 1024 || order.ids.length <= 2 * entities.size) return
  shelf.order = { places: [], ids: [] }
  for (const [id, { place }] of entities) notePlace(shelf, id, place)
}

/** A page of the entities. */
export function listShelf(
  shelf: Shelf | undefined,
  { limit = 100, after, first = 'oldest' }: Page = {},
): Entities[EntityKind][] {
  const found: Entities[EntityKind][] = []
  const last = after === undefined ? undefined : shelf?.entities.get(after)
  if (shelf === undefined || (after !== undefined && last === undefined)) return found
  const { entities, order } = shelf
  const step = first === 'oldest' ? 1 : -1
  let index = firstIndex(order.places, last?.place, step)
  for (; index >= 0 && index < order.ids.length && found.length < limit; index += step) {
    const stored = entities.get(order.ids[index] as string)
    if (stored !== undefined && stored.place === order.places[index]) found.push(stored.entity)
  }
  return found
}

/** Where a page begins: behind a place, in the direction of the step. */
function firstIndex(places: readonly number[], place: number | undefined, step: 1 | -1): number {
  if (step === 1) return place === undefined ? 0 : indexBehind(places, place)
  return place === undefined ? places.length - 1 : indexBehind(places, place - 1) - 1
}

/** Where the places greater than this one begin. */
function indexBehind(places: readonly number[], place: number): number {
  let [low, high] = [0, places.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((places[middle] as number) <= place) low = middle + 1
    else high = middle
  }
  return low
}

/** What is on the shelf and not to be dropped yet. */
export function dumpShelf(shelf: Shelf, now: number): DumpedEntity[] {
  const dumped: DumpedEntity[] = []
  for (const [id, { entity, keepUntil }] of shelf.entities) {
    if (keepUntil === undefined) dumped.push({ id, entity })
    else if (keepUntil > now) dumped.push({ id, entity, keepUntil })
  }
  return dumped
}
