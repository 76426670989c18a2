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
  expiries: Expiry[]
  dropped: number
}

/** A shelf with nothing on it. */
export function emptyShelf(): Shelf {
  return { entities: new Map(), expiries: [], dropped: 0 }
}

/** Puts an entity where it was found, or behind all others; `sortExpiries` follows when the last one is there. */
export function fillShelf(shelf: Shelf, id: string, stored: Stored): void {
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

/** Drops some of what need not be kept any longer, and gives back the places of it. */
export function dropExpired(shelf: Shelf, now: number): number[] {
  const places: number[] = []
  for (let drops = 0; drops < dropsPerWrite; drops++) {
    const oldest = shelf.expiries[shelf.dropped]
    if (oldest === undefined || oldest.keepUntil > now) break
    const stored = shelf.entities.get(oldest.id)
    if (stored?.keepUntil === oldest.keepUntil) {
      shelf.entities.delete(oldest.id)
      places.push(stored.place)
    }
    shelf.dropped++
  }
  if (shelf.dropped > 1024 && shelf.dropped * 2 > shelf.expiries.length) {
    shelf.expiries = shelf.expiries.slice(shelf.dropped)
    shelf.dropped = 0
  }
  return places
}

/** A page of the entities. */
export function listShelf(shelf: Shelf | undefined, { limit = 100, after }: Page = {}): Entities[EntityKind][] {
  const found: Entities[EntityKind][] = []
  if (shelf === undefined) return found
  let started = after === undefined
  for (const [id, { entity }] of shelf.entities) {
    if (found.length >= limit) break
    if (started) found.push(entity)
    else if (id === after) started = true
  }
  return found
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
