import type { EntityKind } from './entities.js'
import type { Changes, Keeper, KeptWorld } from './keeper.js'
import { createLookup } from './lookup.js'
import {
  dumpWorld,
  fill,
  keptOf,
  keptWorld,
  lastPlaceOf,
  type Owners,
  placesOf,
  revived,
  shelfOf,
  viewOf,
  type World,
} from './memory-world.js'
import { sortExpiries } from './shelf.js'
import type { DumpedEntity, SharedKind, Store, WorldDump, WorldDumps } from './store.js'
import { type Surroundings, updateWorld } from './transaction.js'

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
  const listeners = new Set<Parameters<Store['onChange']>[0]>()
  const surroundings: Surroundings = { now, nextPlace: () => ++lastPlace, keep: keeper && keep, dropped, changed }

  function changed(miniApp?: string, kinds?: ReadonlySet<EntityKind>): void {
    for (const listener of listeners) listener(miniApp, kinds)
  }

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
    return { ...given, shelves: new Map(), lookup: createLookup(), owners, worlds }
  }

  for (const world of keeper === undefined ? [] : revived(keeper.records, emptyWorld)) {
    enter(world)
    lastPlace = Math.max(lastPlace, lastPlaceOf(world))
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
      changed()
    },
    async dump(miniApp) {
      return new Map(chosen(miniApp).map((world) => [world.miniApp, dumpWorld(world, now())]))
    },
    async load(dumps, miniApp, also) {
      const leaving = [...worlds.values()].filter(
        ({ miniApp: name }) => miniApp === undefined || name === miniApp || dumps.has(name),
      )
      checkOwners(dumps, new Set(leaving.map((world) => world.miniApp)))
      const arriving = [...dumps].map(([name, dump]) => worldFrom(name, dump))
      surroundings.keep?.({
        kept: arriving.flatMap(keptOf),
        gone: leaving.flatMap(placesOf),
        clock: also?.clock,
      })
      for (const world of leaving) drop(world)
      for (const world of arriving) enter(world)
      also?.done()
      changed()
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
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
        fill(world, kind, id, { place, entity, keepUntil })
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
