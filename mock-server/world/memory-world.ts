import type { EntityKind } from './entities.js'
import type { Kept, KeptWorld } from './keeper.js'
import type { Lookup } from './lookup.js'
import { dumpShelf, emptyShelf, fillShelf, listShelf, type Shelf, type Stored, sortExpiries } from './shelf.js'
import type { DumpedEntity, Ranked, SharedKind, View, WorldDump } from './store.js'

/** A mini-app's world in memory. */
export interface World {
  readonly place: number
  readonly miniApp: string
  /** Of its randomness. */
  readonly seed: string
  readonly shelves: Map<EntityKind, Shelf>
  draws: number
  readonly lookup: Lookup
  /** The mini-app that has an entity of a shared kind; one map for all worlds. */
  readonly owners: Owners
  /** Every world of the store. */
  readonly worlds: ReadonlyMap<string, World>
}

/** The mini-app that has an entity of a shared kind, by id. */
export type Owners = Readonly<Record<SharedKind, Map<string, string>>>

/** The world as it is kept, without its entities. */
export function keptWorld({ place, miniApp, seed, draws }: World): KeptWorld {
  return { place, miniApp, seed, draws }
}

/** The world and its entities as they are kept. */
export function keptOf(world: World): Kept[] {
  const entities = [...world.shelves].flatMap(([kind, shelf]) =>
    [...shelf.entities].map(([id, stored]) => ({ ...stored, world: world.place, kind, id })),
  )
  return [keptWorld(world), ...entities]
}

/** The places of the world and its entities. */
export function placesOf({ place, shelves }: World): number[] {
  const shelved = [...shelves.values()].flatMap(({ entities }) => [...entities.values()])
  return [place, ...shelved.map((stored) => stored.place)]
}

/** The worlds that were kept. */
export function revived(records: Iterable<Kept>, emptyWorld: (given: KeptWorld) => World): Iterable<World> {
  const worlds = new Map<number, World>()
  for (const record of records) {
    if ('miniApp' in record) {
      worlds.set(record.place, emptyWorld(record))
      continue
    }
    const world = worlds.get(record.world)
    if (world === undefined) throw new Error(`${record.kind} ${record.id} was kept without a world`)
    const { place, entity, keepUntil } = record
    fill(world, record.kind, record.id, { place, entity, keepUntil })
  }
  for (const world of worlds.values()) for (const shelf of world.shelves.values()) sortExpiries(shelf)
  return worlds.values()
}

/** The last place that the world and its entities take. */
export function lastPlaceOf({ place, shelves }: World): number {
  let last = place
  for (const { entities } of shelves.values())
    for (const stored of entities.values()) last = Math.max(last, stored.place)
  return last
}

/** The world as it is dumped. */
export function dumpWorld({ seed, draws, shelves }: World, now: number): WorldDump {
  const entities: Partial<Record<EntityKind, DumpedEntity[]>> = {}
  for (const [kind, shelf] of shelves) {
    const dumped = dumpShelf(shelf, now)
    if (dumped.length > 0) entities[kind] = dumped
  }
  return { seed, draws, entities: entities as WorldDump['entities'] }
}

/** Puts an entity where it was found, or behind all others. */
export function fill(world: World, kind: EntityKind, id: string, stored: Stored): void {
  const shelf = shelfOf(world, kind)
  world.lookup.note(kind, id, shelf.entities.get(id), stored)
  fillShelf(shelf, id, stored)
}

function rankedBy(world: World, kind: EntityKind, index: string, key: string | number): Ranked<unknown> {
  const ranking = () => world.lookup.ranking(kind, index, key)
  const at = (position: number) => {
    const id = ranking()?.at(position < 0 ? (ranking()?.size ?? 0) + position : position)
    return id === undefined ? undefined : world.shelves.get(kind)?.entities.get(id)?.entity
  }
  return {
    get size() {
      return ranking()?.size ?? 0
    },
    at,
    *[Symbol.iterator]() {
      for (let position = 0; position < (ranking()?.size ?? 0); position++) yield at(position)
    },
  }
}

/** The shelf of a kind, made where there is none. */
export function shelfOf(world: World, kind: EntityKind): Shelf {
  let shelf = world.shelves.get(kind)
  if (shelf === undefined) {
    shelf = emptyShelf()
    world.shelves.set(kind, shelf)
  }
  return shelf
}

/** What can be read of the world. */
export function viewOf(world: World): View {
  return {
    miniApp: world.miniApp,
    elsewhere(kind, id, index) {
      for (const other of world.worlds.values()) {
        if (other === world) continue
        const isThere =
          index === undefined ? other.shelves.get(kind)?.entities.has(id) : other.lookup.ranking(kind, index, id)
        if (isThere) return other.miniApp
      }
      return undefined
    },
    get: (kind, id) => world.shelves.get(kind)?.entities.get(id)?.entity as never,
    list: (kind, page) => listShelf(world.shelves.get(kind), page) as never,
    count: (kind) => world.shelves.get(kind)?.entities.size ?? 0,
    find: (kind, index, key) => rankedBy(world, kind, index, key).at(-1) as never,
    ranked: (kind, index, key = '') => rankedBy(world, kind, index, key) as never,
    total: (kind, sum, key = '') => world.lookup.total(kind, sum, key),
    ownerOf: (kind, id) => world.owners[kind].get(id),
  }
}

/** The owners of a shared kind's entities; undefined for any other kind. */
export function ownersOf({ owners }: World, kind: EntityKind): Map<string, string> | undefined {
  return (owners as Partial<Record<EntityKind, Map<string, string>>>)[kind]
}
