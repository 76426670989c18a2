import type { ClockNote } from './clock.js'
import type { Engine } from './engine.js'
import type { EntityKind } from './entities.js'
import { memoryEngine } from './memory-engine.js'
import { createReplica, entityOf, miniAppKind, ownerKind, sharedKinds, type Trace } from './replica.js'
import type { DumpedEntity, Store, WorldDump, WorldDumps } from './store.js'
import { createTurns } from './turns.js'
import { contentsOf, dumpContents, emptyContents, shelfOf, type World } from './world.js'

/** What a store is made of. */
export interface StoreOptions {
  /** Of the randomness of new worlds. */
  readonly seed: string
  /** The mock's clock. */
  readonly now: () => number
}

/** What is kept with the worlds, and is none of theirs. */
export interface Notes {
  readonly clock: ClockNote
  readonly identity: unknown
}

/** A store, and the notes that are kept with it. */
export interface KeptStore extends Store {
  /** Keeps a note, at once. Throws where it cannot be kept. */
  keep<Name extends keyof Notes>(name: Name, note: Notes[Name]): void
}

/** Where the notes are: a world of their own, under this kind. */
export const notesWorld = ':notes'
export const noteKind = 'note'

/** A store that lives and dies with the process. */
export function createMemoryStore(options: StoreOptions): Store {
  return createStore({ ...options, engine: memoryEngine() })
}

/** A store that begins with what the engine has, and does nothing that the engine has not accepted. */
export function createStore({ seed, now, engine }: StoreOptions & { readonly engine: Engine | undefined }): KeptStore {
  const replica = createReplica({ seed, now, isShared: engine?.isShared === true })
  const turns = createTurns(replica, engine, tell)
  const listeners = new Set<Parameters<Store['onChange']>[0]>()
  const { directory } = replica
  if (engine !== undefined) {
    replica.apply(engine.load())
    engine.compact?.(replica.everything)
  }

  function changed(miniApp?: string, kinds?: ReadonlySet<EntityKind>): void {
    for (const listener of listeners) listener(miniApp, kinds)
  }

  /** Of whole worlds that came or went those are told who have let them. */
  function tell({ touched, afresh }: Trace): void {
    if (afresh.length > 0 || listeners.size === 0) return
    const kinds = new Map<string, Set<EntityKind>>()
    for (const { world, kind } of touched) {
      const written = kinds.get(world.name) ?? new Set()
      kinds.set(world.name, written.add(kind as EntityKind))
    }
    for (const [name, written] of kinds) if (!name.startsWith(':')) changed(name, written)
  }

  function miniApps(): string[] {
    replica.use(directory)
    return [...shelfOf(directory.contents, miniAppKind).entities]
      .sort(([, a], [, b]) => a.place - b.place)
      .map(([name]) => name)
  }

  function chosen(miniApp: string | undefined): World[] {
    const names = miniApps().filter((name) => miniApp === undefined || name === miniApp)
    const worlds = names.map(replica.world)
    for (const world of worlds) replica.use(world)
    return worlds
  }

  /** The mini-app is no more. */
  function drop(world: World): void {
    for (const kind of sharedKinds) {
      for (const id of world.contents.shelves.get(kind)?.entities.keys() ?? []) {
        replica.remove(directory, ownerKind(kind), id)
      }
    }
    replica.remove(directory, miniAppKind, world.name)
    replica.replace(world, emptyContents(seed))
  }

  function enter(name: string, dump: WorldDump): void {
    for (const kind of sharedKinds) {
      for (const { id } of (dump.entities[kind] ?? []) as readonly DumpedEntity[]) {
        const owner = entityOf(directory, ownerKind(kind), id)
        if (owner !== undefined) throw new Error(`${kind} ${id} of ${name} is another mini-app's (${owner})`)
        replica.put(directory, ownerKind(kind), id, name)
      }
    }
    replica.put(directory, miniAppKind, name, true)
    replica.replace(replica.world(name), contentsOf(dump))
  }

  function keep(name: keyof Notes, note: unknown): void {
    replica.put(replica.world(notesWorld), noteKind, name, note)
  }

  return {
    read(miniApp, work) {
      const world = replica.world(miniApp)
      const view = replica.viewOf(miniApp)
      return turns.call(() => {
        replica.use(world)
        return work(view)
      })
    },
    update(miniApp, work) {
      const world = replica.world(miniApp)
      const transaction = replica.transactionOf(miniApp)
      return turns.call(() => {
        replica.use(world)
        const result = work(transaction)
        replica.dropExpired(world)
        return result
      })
    },
    miniApps: () => turns.call(miniApps),
    async reset(miniApp) {
      await turns.call(() => {
        for (const world of chosen(miniApp)) drop(world)
      })
      changed()
    },
    dump: (miniApp, meanwhile) =>
      turns.call(() => {
        meanwhile?.()
        return new Map(chosen(miniApp).map(({ name, contents }) => [name, dumpContents(contents, now())]))
      }),
    async load(dumps: WorldDumps, miniApp, also) {
      await turns.call(() => {
        const leaving = new Set(chosen(miniApp))
        for (const name of dumps.keys()) for (const world of chosen(name)) leaving.add(world)
        for (const world of leaving) drop(world)
        for (const [name, dump] of dumps) enter(name, dump)
        if (also?.clock !== undefined) keep('clock', also.clock)
      })
      also?.done()
      changed()
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    keep(name, note) {
      const kept = entityOf(replica.world(notesWorld), noteKind, name)
      if (JSON.stringify(kept) !== JSON.stringify(note)) turns.now(() => keep(name, note))
    },
    async close() {
      await turns.settled()
      await engine?.close()
    },
  }
}
