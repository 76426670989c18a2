import type { Entities } from './entities.js'
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
  readonly entity: Entities[keyof Entities]
  readonly keepUntil: number | undefined
}

/** The entities of one kind by id, their order of creation, and the queue of those that will be dropped, oldest first. */
export interface Shelf {
  readonly entities: Map<string, Stored>
  /** Ids by their places, ascending, so that a page begins without a walk to it. What is gone stays until it is tidied. */
  order: { readonly places: number[]; readonly ids: string[] }
  expiries: Expiry[]
  /** How many of the queue were dropped. */
  dropped: number
}

/** A shelf with nothing on it. */
export function emptyShelf(): Shelf {
  return { entities: new Map(), order: { places: [], ids: [] }, expiries: [], dropped: 0 }
}

/** Notes the place of an entity that is new on the shelf; most are behind all others. */
export function notePlace({ order: { places, ids } }: Shelf, id: string, place: number): void {
  if (places.length === 0 || (places[places.length - 1] as number) < place) {
    places.push(place)
    ids.push(id)
    return
  }
  const index = indexBehind(places, place)
  places.splice(index, 0, place)
  ids.splice(index, 0, id)
}

/** Forgets the place that was noted last. */
export function forgetLastPlace({ order }: Shelf): void {
  order.places.pop()
  order.ids.pop()
}

/** Puts an entity where it was found, or behind all others; `sortExpiries` follows when the last one is there. */
export function fillShelf(shelf: Shelf, id: string, stored: Stored): void {
  if (shelf.entities.get(id)?.place !== stored.place) notePlace(shelf, id, stored.place)
  shelf.entities.set(id, stored)
  if (stored.keepUntil !== undefined) shelf.expiries.push({ keepUntil: stored.keepUntil, id })
}

/** Brings the queue in order after `fillShelf`, without what is gone already. */
export function sortExpiries(shelf: Shelf): void {
  const waiting = shelf.expiries.filter(({ id, keepUntil }) => shelf.entities.get(id)?.keepUntil === keepUntil)
  shelf.expiries = waiting.sort((a, b) => a.keepUntil - b.keepUntil)
  shelf.dropped = 0
}

/** Takes some of what need not be kept any longer from the queue: the ids of those that are to be dropped. */
export function takeExpired(shelf: Shelf, now: number): string[] {
  const expired: string[] = []
  for (let drops = 0; drops < dropsPerWrite; drops++) {
    const oldest = shelf.expiries[shelf.dropped]
    if (oldest === undefined || oldest.keepUntil > now) break
    if (shelf.entities.get(oldest.id)?.keepUntil === oldest.keepUntil) expired.push(oldest.id)
    shelf.dropped++
  }
  return expired
}

/** Forgets what is gone where that is more than what is there. Not while something may still be undone. */
export function tidyShelf(shelf: Shelf): void {
  const { entities, order } = shelf
  if (shelf.dropped > 1024 && shelf.dropped * 2 > shelf.expiries.length) {
    shelf.expiries = shelf.expiries.slice(shelf.dropped)
    shelf.dropped = 0
  }
  if (order.ids.length <= 1024 || order.ids.length <= 2 * entities.size) return
  const places: number[] = []
  const ids: string[] = []
  for (const [id, { place }] of inOrder(shelf)) {
    places.push(place)
    ids.push(id)
  }
  shelf.order = { places, ids }
}

/** What is on the shelf, in the order of creation, or the other way round; behind an entity where one is given. */
export function* inOrder(
  { entities, order }: Shelf,
  step: 1 | -1 = 1,
  after?: Stored,
): Generator<readonly [id: string, stored: Stored]> {
  for (
    let index = firstIndex(order.places, after?.place, step);
    index >= 0 && index < order.ids.length;
    index += step
  ) {
    const id = order.ids[index] as string
    const stored = entities.get(id)
    if (stored !== undefined && stored.place === order.places[index]) yield [id, stored]
  }
}

/** A page of the entities. */
export function listShelf(
  shelf: Shelf | undefined,
  { limit = 100, after, first = 'oldest' }: Page = {},
): Entities[keyof Entities][] {
  const found: Entities[keyof Entities][] = []
  const last = after === undefined ? undefined : shelf?.entities.get(after)
  if (shelf === undefined || (after !== undefined && last === undefined) || limit <= 0) return found
  for (const [, { entity }] of inOrder(shelf, first === 'oldest' ? 1 : -1, last)) {
    found.push(entity)
    if (found.length >= limit) break
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
  for (const [id, { entity, keepUntil }] of inOrder(shelf)) {
    if (keepUntil === undefined) dumped.push({ id, entity })
    else if (keepUntil > now) dumped.push({ id, entity, keepUntil })
  }
  return dumped
}
