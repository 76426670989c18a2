import type { Change, Kept, Position, Told, WorldChanges } from './engine.js'
import type { EntityKind } from './entities.js'
import { isEquipment } from './equipment.js'
import { createLookup, type Lookup } from './index-lookup.js'
import { idAt, type Ranking, sizeOf } from './ranking.js'
import { dumpShelf, emptyShelf, fillShelf, inOrder, listShelf, type Shelf, type Stored, sortExpiries } from './shelf.js'
import type { DumpedEntity, Ranked, WorldDump } from './store.js'

/** What is in a world: the randomness, the entities, and the ways to find them. */
export interface Contents {
  /** Whether it was ever written to, since it was dropped the last time. */
  isThere: boolean
  readonly seed: string
  draws: number
  /** That of the entity that was made last. */
  lastPlace: number
  readonly shelves: Map<string, Shelf>
  readonly lookup: Lookup
}

/** A world as this process knows it. */
export interface World {
  readonly name: string
  /** Replaced as a whole where everything in it is. */
  contents: Contents
  /** Where the contents stand in the engine's log; undefined where it has none, or was not asked yet. */
  position: Position | undefined
  /** The item of the turn under way that changed it, or, of a mini-app's world, that used it. */
  item: TurnItem | undefined
}

/** An item of a turn under way: the worlds that its calls used, and what they changed. */
export interface TurnItem {
  readonly parts: Map<World, Draft | undefined>
  /** The calls, by their numbers in the turn. */
  readonly calls: number[]
  /** The item that this one went over to. */
  joined?: TurnItem
}

/** What is to be kept of one world. */
export interface Draft {
  afresh: boolean
  head: boolean
  /** By kind and id: what was touched twice goes once. */
  readonly changes: Map<string, Change & { readonly stored: Stored | undefined }>
}

/** A world without entities. */
export function emptyContents(seed: string, draws = 0): Contents {
  return { isThere: false, seed, draws, lastPlace: 0, shelves: new Map(), lookup: createLookup() }
}

/** The world of a dump. */
export function contentsOf({ seed, draws, entities }: WorldDump): Contents {
  const contents = { ...emptyContents(seed, draws), isThere: true }
  for (const [kind, dumped] of Object.entries(entities) as [EntityKind, readonly DumpedEntity[]][]) {
    const shelf = shelfOf(contents, kind)
    for (const { id, entity, keepUntil } of dumped) {
      const before = shelf.entities.get(id)
      const stored = { place: before?.place ?? ++contents.lastPlace, entity, keepUntil }
      contents.lookup.note(kind, id, before, stored)
      fillShelf(shelf, id, stored)
    }
    sortExpiries(shelf)
  }
  return contents
}

/** The world as it is dumped. */
export function dumpContents({ seed, draws, shelves }: Contents, now: number): WorldDump {
  const entities: Partial<Record<string, DumpedEntity[]>> = {}
  for (const [kind, shelf] of shelves) {
    if (isEquipment(kind)) continue
    const dumped = dumpShelf(shelf, now)
    if (dumped.length > 0) entities[kind] = dumped
  }
  return { seed, draws, entities: entities as WorldDump['entities'] }
}

/** An entity as it is kept. */
export function textOf({ place, keepUntil, entity }: Stored): string {
  return `[${place},${keepUntil ?? null},${JSON.stringify(entity)}]`
}

/** Takes in what was kept; `sortEveryExpiry` follows when all of it is there. */
export function apply(world: World, { afresh, head, entities }: Told, seed: string): void {
  if (afresh) world.contents = emptyContents(seed)
  if (head !== undefined) world.contents = { ...world.contents, ...head, isThere: true }
  const { contents } = world
  for (const [kind, id, kept] of entities as readonly [EntityKind, string, Kept | null][]) {
    const shelf = shelfOf(contents, kind)
    const before = shelf.entities.get(id)
    if (kept === null) {
      shelf.entities.delete(id)
      contents.lookup.note(kind, id, before, undefined)
      continue
    }
    const [place, keepUntil, entity] = kept
    const stored: Stored = { place, entity, keepUntil: keepUntil ?? undefined }
    const isAnother = before !== undefined && before.place !== place
    if (isAnother) contents.lookup.note(kind, id, before, undefined)
    contents.lookup.note(kind, id, isAnother ? undefined : before, stored)
    fillShelf(shelf, id, stored)
    contents.lastPlace = Math.max(contents.lastPlace, place)
  }
}

/** Everything in a world, as if it had just come to be. */
export function everythingIn({ name, contents }: World): WorldChanges {
  const { isThere, seed, draws, shelves } = contents
  const changes = [...shelves].flatMap(([kind, shelf]) =>
    isEquipment(kind) ? [] : [...inOrder(shelf)].map(([id, stored]) => ({ kind, id, text: textOf(stored) })),
  )
  return { world: name, afresh: true, ...(isThere && { head: { seed, draws } }), changes }
}

/** Brings what is to be dropped in order. */
export function sortEveryExpiry({ contents }: World): void {
  for (const shelf of contents.shelves.values()) sortExpiries(shelf)
}

/** The shelf of a kind, made where there is none. */
export function shelfOf({ shelves }: Contents, kind: string): Shelf {
  let shelf = shelves.get(kind)
  if (shelf === undefined) {
    shelf = emptyShelf()
    shelves.set(kind, shelf)
  }
  return shelf
}

const nothing: Ranking = { entries: [], first: 0 }

/** What can be read of one world by itself. */
export function readingOf(world: World) {
  const stored = (kind: string, id: string) => world.contents.shelves.get(kind)?.entities.get(id)
  const ranked = (kind: EntityKind, index: string, key: string | number = ''): Ranked<unknown> => {
    const { contents } = world
    const ranking = () => contents.lookup.ranking(kind, index, key) ?? nothing
    const at = (position: number) => {
      const id = idAt(ranking(), position < 0 ? sizeOf(ranking()) + position : position)
      return id === undefined ? undefined : contents.shelves.get(kind)?.entities.get(id)?.entity
    }
    return {
      get size() {
        return sizeOf(ranking())
      },
      at,
      *[Symbol.iterator]() {
        for (let position = 0; position < sizeOf(ranking()); position++) yield at(position)
      },
    }
  }
  return {
    get: (kind: string, id: string) => stored(kind, id)?.entity as never,
    list: (kind: string, page?: Parameters<typeof listShelf>[1]) =>
      listShelf(world.contents.shelves.get(kind), page) as never,
    count: (kind: string) => world.contents.shelves.get(kind)?.entities.size ?? 0,
    find: (kind: EntityKind, index: string, key: string | number) => ranked(kind, index, key).at(-1) as never,
    ranked: ranked as never,
    total: (kind: EntityKind, sum: string, key = '') => world.contents.lookup.total(kind, sum, key),
  }
}
