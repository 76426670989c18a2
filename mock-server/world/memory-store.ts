import { createRandom } from '../random.js'
import type { EntityKind } from './entities.js'
import type { Changes, Keeper, Kept, KeptWorld } from './keeper.js'
import {
  dropExpired,
  dumpShelf,
  emptyShelf,
  fillShelf,
  listShelf,
  type Shelf,
  sortExpiries,
  sortShelf,
} from './shelf.js'
import type { DumpedEntity, SharedKind, Store, Transaction, View, WorldDump, WorldDumps } from './store.js'

interface World {
  readonly place: number
  readonly miniApp: string
  /** Of its randomness. */
  readonly seed: string
  readonly shelves: Map<EntityKind, Shelf>
  draws: number
  /** The mini-app that has an entity of a shared kind; one map for all worlds. */
  readonly owners: Owners
}

type Owners = Readonly<Record<SharedKind, Map<string, string>>>

/** What all worlds of a store have in common. */
interface Surroundings {
  readonly now: () => number
  readonly nextPlace: () => number
  /** Keeps a transaction's changes; absent where nothing is kept. */
  readonly keep: ((changes: Changes) => void) | undefined
  /** Where the places go of what was dropped because its time was over. */
  readonly dropped: number[]
}

/** What a store is made of. */
export interface MemoryStoreOptions {
  /** Of the randomness of new worlds. */
  readonly seed: string
  /** The mock's clock. */
  readonly now: () => number
  /** Keeps the worlds beyond the process; it is closed with the store. */
  readonly keeper?: Keeper | undefined
}

/** A store that lives and dies with the process; with a `keeper`, one that begins with what that has kept. */
export function createMemoryStore({ seed, now, keeper }: MemoryStoreOptions): Store {
  const worlds = new Map<string, World>()
  const owners: Owners = { order: new Map() }
  let lastPlace = 0
  const dropped: number[] = []
  const surroundings: Surroundings = { now, nextPlace: () => ++lastPlace, keep: keeper && keep, dropped }

  /** What was dropped on the way goes with the next change: nothing waits for it. */
  function keep(changes: Changes): void {
    keeper?.commit(dropped.length === 0 ? changes : { ...changes, gone: [...changes.gone, ...dropped] })
    dropped.length = 0
  }

  function worldOf(miniApp: string): World {
    const known = worlds.get(miniApp)
    if (known !== undefined) return known
    const world = emptyWorld({ miniApp, seed, draws: 0, place: surroundings.nextPlace() })
    surroundings.keep?.({ kept: [keptWorld(world)], gone: [] })
    worlds.set(miniApp, world)
    return world
  }

  function emptyWorld(given: KeptWorld): World {
    return { ...given, shelves: new Map(), owners }
  }

  for (const world of keeper === undefined ? [] : revived(keeper.records, emptyWorld)) {
    enter(world)
    lastPlace = Math.max(lastPlace, ...[world, ...world.shelves.values()].map(greatestPlace))
  }

  return {
    async read(miniApp, work) {
      return work(viewOf(worldOf(miniApp)))
    },
    async update(miniApp, work) {
      return updateWorld(worldOf(miniApp), work, surroundings)
    },
    async miniApps() {
      return [...worlds.keys()]
    },
    async reset(miniApp) {
      const leaving = chosen(miniApp)
      surroundings.keep?.({ kept: [], gone: leaving.flatMap(placesOf) })
      for (const world of leaving) drop(world)
    },
    async dump(miniApp) {
      return new Map(chosen(miniApp).map((world) => [world.miniApp, dumpWorld(world, now())]))
    },
    async load(dumps, miniApp) {
      const leaving = [...worlds.values()].filter(
        ({ miniApp: name }) => miniApp === undefined || name === miniApp || dumps.has(name),
      )
      checkOwners(dumps, new Set(leaving.map((world) => world.miniApp)))
      const arriving = [...dumps].map(([name, dump]) => worldFrom(name, dump))
      surroundings.keep?.({
        kept: arriving.flatMap(keptOf),
        gone: leaving.flatMap(placesOf),
        whole: miniApp === undefined,
      })
      for (const world of leaving) drop(world)
      for (const world of arriving) enter(world)
    },
    async close() {
      for (const world of worlds.values()) drop(world)
      try {
        if (dropped.length > 0) keep({ kept: [], gone: [] })
      } catch {
        // It is dropped again the next time.
      }
      await keeper?.close()
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

  function worldFrom(miniApp: string, { seed, draws, entities }: WorldDump): World {
    const world = emptyWorld({ miniApp, seed, draws, place: surroundings.nextPlace() })
    for (const [kind, dumped] of Object.entries(entities) as [EntityKind, readonly DumpedEntity[]][]) {
      const shelf = shelfOf(world, kind)
      for (const { id, entity, keepUntil } of dumped) {
        const place = shelf.entities.get(id)?.place ?? surroundings.nextPlace()
        fillShelf(shelf, id, { place, entity, keepUntil })
      }
      sortExpiries(shelf)
    }
    return world
  }

  function enter(world: World): void {
    worlds.set(world.miniApp, world)
    for (const kind of Object.keys(owners) as SharedKind[]) {
      for (const id of world.shelves.get(kind)?.entities.keys() ?? []) owners[kind].set(id, world.miniApp)
    }
  }

  function drop({ miniApp, shelves }: World): void {
    worlds.delete(miniApp)
    for (const kind of Object.keys(owners) as SharedKind[]) {
      for (const id of shelves.get(kind)?.entities.keys() ?? []) owners[kind].delete(id)
    }
  }
}

function updateWorld<Result>(
  world: World,
  work: (transaction: Transaction) => Result,
  { now, nextPlace, keep, dropped }: Surroundings,
): Result {
  const undo: (() => void)[] = []
  const touched: Touched | undefined = keep && new Map()
  const disordered = new Set<Shelf>()
  const drawsBefore = world.draws
  const view = viewOf(world)
  const transaction: Transaction = {
    ...view,
    put(kind, id, entity, keepUntil) {
      const shelf = shelfOf(world, kind)
      const before = shelf.entities.get(id)
      if (before === undefined) own(kind, id)
      const place = before?.place ?? nextPlace()
      shelf.entities.set(id, { place, entity, keepUntil })
      touched?.set(place, { kind, id })
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
      touched?.set(before.place, { kind, id })
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
    for (const shelf of world.shelves.values()) {
      const places = dropExpired(shelf, now())
      if (keep !== undefined) dropped.push(...places)
    }
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

function keptWorld({ place, miniApp, seed, draws }: World): KeptWorld {
  return { place, miniApp, seed, draws }
}

function keptOf(world: World): Kept[] {
  const entities = [...world.shelves].flatMap(([kind, shelf]) =>
    [...shelf.entities].map(([id, stored]) => ({ ...stored, world: world.place, kind, id })),
  )
  return [keptWorld(world), ...entities]
}

function placesOf({ place, shelves }: World): number[] {
  const shelved = [...shelves.values()].flatMap(({ entities }) => [...entities.values()])
  return [place, ...shelved.map((stored) => stored.place)]
}

/** The worlds that were kept. */
function revived(records: Iterable<Kept>, emptyWorld: (given: KeptWorld) => World): Iterable<World> {
  const worlds = new Map<number, World>()
  for (const record of records) {
    if ('miniApp' in record) {
      worlds.set(record.place, emptyWorld(record))
      continue
    }
    const world = worlds.get(record.world)
    if (world === undefined) throw new Error(`${record.kind} ${record.id} was kept without a world`)
    const { place, entity, keepUntil } = record
    fillShelf(shelfOf(world, record.kind), record.id, { place, entity, keepUntil })
  }
  for (const world of worlds.values()) for (const shelf of world.shelves.values()) sortExpiries(shelf)
  return worlds.values()
}

function greatestPlace(of: World | Shelf): number {
  if ('place' in of) return of.place
  let greatest = 0
  for (const { place } of of.entities.values()) if (place > greatest) greatest = place
  return greatest
}

function dumpWorld({ seed, draws, shelves }: World, now: number): WorldDump {
  const entities: Partial<Record<EntityKind, DumpedEntity[]>> = {}
  for (const [kind, shelf] of shelves) {
    const dumped = dumpShelf(shelf, now)
    if (dumped.length > 0) entities[kind] = dumped
  }
  return { seed, draws, entities: entities as WorldDump['entities'] }
}

function shelfOf(world: World, kind: EntityKind): Shelf {
  let shelf = world.shelves.get(kind)
  if (shelf === undefined) {
    shelf = emptyShelf()
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
