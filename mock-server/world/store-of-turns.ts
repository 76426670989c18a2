import type { ClockKeeper, ClockNote } from './clock.js'
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
  /** Keeps a note, at once. Throws where it cannot be kept. Not where other processes share the worlds. */
  keep<Name extends keyof Notes>(name: Name, note: Notes[Name]): void
  /** Takes the name of a mini-app that there is not, for whoever wants to make one; false where it is taken. */
  claim(name: string): Promise<boolean>
  /** Gives such a name back. */
  giveBack(name: string): Promise<void>
  /** Asks for what all worlds have in common. */
  ready(): Promise<void>
  /** Where the mock's clock stands. */
  readonly clock: ClockKeeper
}

/** Under what the directory has the names that somebody has taken. */
const claimedKind = 'claimed'

/** Where the notes are: a world of their own, under this kind. */
export const notesWorld = ':notes'
export const noteKind = 'note'

/** A store that lives and dies with the process. */
export function createMemoryStore(options: StoreOptions): Store {
  return createStore({ ...options, engine: memoryEngine() })
}

/** A store that begins with what the engine has, and does nothing that the engine has not accepted. */
export function createStore({ seed, now, engine }: StoreOptions & { readonly engine: Engine | undefined }): KeptStore {
  const isShared = engine?.isShared === true
  const replica = createReplica({ seed, now, isShared })
  const turns = createTurns(replica, engine, { changed: tell, told })
  const listeners = new Set<Parameters<Store['onChange']>[0]>()
  const { directory } = replica
  const notes = replica.world(notesWorld)
  /** Moves of the clock that no turn has done yet. */
  let moves: ((before: ClockNote) => ClockNote)[] = []
  let moving: Promise<void> = Promise.resolve()
  const clockListeners = new Set<() => void>()
  /** Names that were taken, where they end with the process. */
  const claimed = new Set<string>()
  if (engine !== undefined) {
    replica.apply(engine.load())
    engine.compact?.(replica.everything)
  }

  function changed(miniApp?: string, kinds?: ReadonlySet<EntityKind>): void {
    for (const listener of listeners) listener(miniApp, kinds)
  }

  /** Others have changed a world: nobody knows of which kinds. */
  function told(name: string): void {
    if (name === notesWorld) for (const listener of clockListeners) listener()
    else if (!name.startsWith(':'))
      changed(name, new Set(replica.world(name).contents.shelves.keys() as Iterable<EntityKind>))
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
    replica.use(...worlds)
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
    replica.put(notes, noteKind, name, note)
  }

  const keptClock = () => (entityOf(notes, noteKind, 'clock') ?? { aheadBy: 0 }) as ClockNote
  const clock: ClockKeeper = {
    note: () => moves.reduce((note, move) => move(note), keptClock()),
    change(move) {
      if (!isShared) {
        turns.now(() => keep('clock', move(keptClock())))
        return
      }
      moves.push(move)
      const drop = () => {
        moves = moves.filter((other) => other !== move)
      }
      const moved = turns.call(() => {
        replica.use(notes)
        drop()
        replica.undone(() => moves.unshift(move))
        keep('clock', move(keptClock()))
      })
      moving = Promise.all([moving, moved]).then(() => {})
      // Whoever waits for it is told.
      moving.catch(drop)
    },
    async settled() {
      const all = moving
      moving = Promise.resolve()
      await all
    },
    onChange: (listener) => clockListeners.add(listener),
  }
  /** Everything that happens in a mini-app's world depends on the clock. */
  const around = isShared ? [notes] : []

  return {
    read(miniApp, work) {
      const world = replica.world(miniApp)
      const view = replica.viewOf(miniApp)
      return turns.call(() => {
        replica.use(world, ...around)
        return work(view)
      }, miniApp)
    },
    update(miniApp, work) {
      const world = replica.world(miniApp)
      const transaction = replica.transactionOf(miniApp)
      return turns.call(() => {
        replica.use(world, ...around)
        const result = work(transaction)
        replica.dropExpired(world)
        return result
      }, miniApp)
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
      const loaded = await turns.call(() => {
        replica.use(notes)
        if (also?.unlessBegun === true && entityOf(notes, noteKind, 'clock') !== undefined) return false
        const leaving = new Set(chosen(miniApp))
        for (const name of dumps.keys()) for (const world of chosen(name)) leaving.add(world)
        replica.use(...[...dumps.keys()].map(replica.world))
        for (const world of leaving) drop(world)
        for (const [name, dump] of dumps) enter(name, dump)
        if (also?.clock !== undefined) keep('clock', also.clock)
        return true
      })
      if (!loaded) return
      also?.done()
      changed()
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    clock,
    claim: (name) =>
      turns.call(() => {
        replica.use(directory)
        const isTaken = [miniAppKind, claimedKind].some((kind) => entityOf(directory, kind, name) !== undefined)
        if (isTaken || claimed.has(name)) return false
        if (isShared) replica.put(directory, claimedKind, name, true)
        else claimed.add(name)
        return true
      }),
    giveBack: (name) =>
      turns.call(() => {
        replica.use(directory)
        claimed.delete(name)
        replica.remove(directory, claimedKind, name)
      }),
    ready: () => turns.call(() => replica.use(directory, notes)),
    keep(name, note) {
      const kept = entityOf(notes, noteKind, name)
      if (JSON.stringify(kept) !== JSON.stringify(note)) turns.now(() => keep(name, note))
    },
    async close() {
      await turns.settled()
      await engine?.close()
    },
  }
}
