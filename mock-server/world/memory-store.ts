import { createRandom } from '../random.js'
import type { Entities, EntityKind } from './entities.js'
import type { DumpedEntity, Page, SharedKind, Store, Transaction, View, WorldDump, WorldDumps } from './store.js'

/** How many expired entities a write may drop on its way; above 1, so that dropping keeps up with writing. */
const dropsPerWrite = 4

interface Expiry {
  readonly keepUntil: number
  readonly id: string
}

interface Stored {
  readonly entity: Entities[EntityKind]
  readonly keepUntil: number | undefined
}

/** The entities of one kind, with the queue of those that will be dropped, oldest first. */
interface Shelf {
  readonly entities: Map<string, Stored>
  expiries: Expiry[]
  dropped: number
}

interface World {
  readonly miniApp: string
  /** Of its randomness. */
  readonly seed: string
  readonly shelves: Map<EntityKind, Shelf>
  draws: number
  /** The mini-app that has an entity of a shared kind; one map for all worlds. */
  readonly owners: Owners
}

type Owners = Readonly<Record<SharedKind, Map<string, string>>>

/** A store that lives and dies with the process. `now` is the mock's clock. */
export function createMemoryStore(options: { seed: string; now: () => number }): Store {
  const worlds = new Map<string, World>()
  const owners: Owners = { order: new Map() }

  function worldOf(miniApp: string): World {
    let world = worlds.get(miniApp)
    if (world === undefined) {
      world = { miniApp, seed: options.seed, shelves: new Map(), draws: 0, owners }
      worlds.set(miniApp, world)
    }
    return world
  }

  return {
    async read(miniApp, work) {
      return work(viewOf(worldOf(miniApp)))
    },
    async update(miniApp, work) {
      return updateWorld(worldOf(miniApp), work, options.now)
    },
    async miniApps() {
      return [...worlds.keys()]
    },
    async reset(miniApp) {
      for (const world of chosen(miniApp)) drop(world)
    },
    async dump(miniApp) {
      return new Map(chosen(miniApp).map((world) => [world.miniApp, dumpWorld(world, options.now())]))
    },
    async load(dumps, miniApp) {
      const leaving = chosen(miniApp)
      checkOwners(dumps, new Set(leaving.map((world) => world.miniApp)))
      for (const world of leaving) drop(world)
      for (const [name, dump] of dumps) worlds.set(name, loadWorld(name, dump, owners))
    },
    async close() {
      for (const world of worlds.values()) drop(world)
    },
  }

  function chosen(miniApp: string | undefined): World[] {
    return [...worlds.values()].filter((world) => miniApp === undefined || world.miniApp === miniApp)
  }

  /** Before anything is dropped: an id of a shared kind must not be somebody's who stays, or two newcomers'. */
  function checkOwners(dumps: WorldDumps, leaving: ReadonlySet<string>): void {
    for (const kind of Object.keys(owners) as SharedKind[]) {
      const taken = new Map<string, string>()
      for (const [name, dump] of dumps) {
        for (const { id } of dump.entities[kind] ?? []) {
          const staying = owners[kind].get(id)
          const owner = taken.get(id) ?? (staying === undefined || leaving.has(staying) ? undefined : staying)
          if (owner !== undefined) throw new Error(`${kind} ${id} of ${name} is another mini-app's (${owner})`)
          taken.set(id, name)
        }
      }
    }
  }

  function drop({ miniApp, shelves }: World): void {
    worlds.delete(miniApp)
    for (const kind of Object.keys(owners) as SharedKind[]) {
      for (const id of shelves.get(kind)?.entities.keys() ?? []) owners[kind].delete(id)
    }
  }
}

function updateWorld<Result>(world: World, work: (transaction: Transaction) => Result, now: () => number): Result {
  const undo: (() => void)[] = []
  const drawsBefore = world.draws
  const view = viewOf(world)
  const transaction: Transaction = {
    ...view,
    put(kind, id, entity, keepUntil) {
      const shelf = shelfOf(world, kind)
      const before = shelf.entities.get(id)
      if (before === undefined) own(kind, id)
      shelf.entities.set(id, { entity, keepUntil })
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
      undo.push(() => shelf.entities.set(id, before))
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
    for (const shelf of world.shelves.values()) dropExpired(shelf, now())
    return result
  } catch (error) {
    for (const step of undo.reverse()) step()
    world.draws = drawsBefore
    throw error
  }
}

function dumpWorld({ seed, draws, shelves }: World, now: number): WorldDump {
  const entities: Partial<Record<EntityKind, DumpedEntity[]>> = {}
  for (const [kind, shelf] of shelves) {
    const kept: DumpedEntity[] = []
    for (const [id, { entity, keepUntil }] of shelf.entities) {
      if (keepUntil === undefined) kept.push({ id, entity })
      else if (keepUntil > now) kept.push({ id, entity, keepUntil })
    }
    if (kept.length > 0) entities[kind] = kept
  }
  return { seed, draws, entities: entities as WorldDump['entities'] }
}

function loadWorld(miniApp: string, { seed, draws, entities }: WorldDump, owners: Owners): World {
  const world: World = { miniApp, seed, shelves: new Map(), draws, owners }
  for (const [kind, dumped] of Object.entries(entities) as [EntityKind, readonly DumpedEntity[]][]) {
    const shelf = shelfOf(world, kind)
    const owned = ownersOf(world, kind)
    for (const { id, entity, keepUntil } of dumped) {
      shelf.entities.set(id, { entity, keepUntil })
      if (keepUntil !== undefined) shelf.expiries.push({ keepUntil, id })
      owned?.set(id, miniApp)
    }
    shelf.expiries.sort((a, b) => a.keepUntil - b.keepUntil)
  }
  return world
}

function dropExpired(shelf: Shelf, now: number): void {
  for (let drops = 0; drops < dropsPerWrite; drops++) {
    const oldest = shelf.expiries[shelf.dropped]
    if (oldest === undefined || oldest.keepUntil > now) break
    if (shelf.entities.get(oldest.id)?.keepUntil === oldest.keepUntil) shelf.entities.delete(oldest.id)
    shelf.dropped++
  }
  if (shelf.dropped > 1024 && shelf.dropped * 2 > shelf.expiries.length) {
    shelf.expiries = shelf.expiries.slice(shelf.dropped)
    shelf.dropped = 0
  }
}

function shelfOf(world: World, kind: EntityKind): Shelf {
  let shelf = world.shelves.get(kind)
  if (shelf === undefined) {
    shelf = { entities: new Map(), expiries: [], dropped: 0 }
    world.shelves.set(kind, shelf)
  }
  return shelf
}

function viewOf(world: World): View {
  return {
    get: (kind, id) => world.shelves.get(kind)?.entities.get(id)?.entity as never,
    list: (kind, page) => listShelf(world.shelves.get(kind), page) as never,
    count: (kind) => world.shelves.get(kind)?.entities.size ?? 0,
    ownerOf: (kind, id) => world.owners[kind].get(id),
  }
}

function ownersOf({ owners }: World, kind: EntityKind): Map<string, string> | undefined {
  return (owners as Partial<Record<EntityKind, Map<string, string>>>)[kind]
}

function listShelf(shelf: Shelf | undefined, { limit = 100, after }: Page = {}): Entities[EntityKind][] {
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
