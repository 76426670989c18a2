import type { ClockKeeper, ClockNote } from './clock.js'
import type { Engine } from './engine.js'
import type { EntityKind } from './entities.js'
import { type Equipment, isEquipment } from './equipment.js'
import { memoryEngine } from './memory-engine.js'
import {
  createReplica,
  entityOf,
  equippedKind,
  miniAppKind,
  notesWorld,
  ownerKind,
  sharedKinds,
  type Trace,
} from './replica.js'
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
  /** Takes the first of these names that no mini-app has, and nobody has taken, but this one; `nameOf` counts from 1. */
  claim(nameOf: (count: number) => string, except?: string): Promise<string>
  /** Changes what is noted of such a name, in one step for all; undefined: it is free. Gives back what was noted before. */
  changeClaim(name: string, change: (before: Claim | undefined) => Claim | undefined): Promise<Claim | undefined>
  /** What steers the mock; within a call. Outside of one it may be looked at, and is what this process knows. */
  readonly equipment: Equipment
  /** Does something about it. */
  equip<Result>(work: () => Result): Promise<Result>
  /** The same at once; where other processes share it, before everything that is asked of this one later. */
  equipSoon(work: () => void): void
  /** Answers at once; where other processes share the worlds, when they were asked. `otherwise` where they cannot be. */
  asked<Result>(work: () => Result, otherwise: () => Result): Result | Promise<Result>
  /** Resolves when what was done soon is there for everybody; rejects where it could not be kept. */
  settled(): Promise<void>
  /** Asks for what all worlds have in common. */
  ready(): Promise<void>
  /** Where the mock's clock stands. */
  readonly clock: ClockKeeper
}

/** Of a name that somebody has: until when it is being left, in real time; 0 while it is not. */
export type Claim = number

/** Under what the directory has the names that somebody has taken. */
const claimedKind = '.claimed'

/** Under what the notes are in their world. */
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
  const { directory, notes, equipment } = replica
  /** Moves of the clock that no turn has done yet. */
  let moves: ((before: ClockNote) => ClockNote)[] = []
  /** What is done soon and is not there yet; what could not be done stays until somebody is told. */
  const pending = new Set<Promise<void>>()
  const clockListeners = new Set<() => void>()
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
      changed(name, new Set([...replica.world(name).contents.shelves.keys()].filter(isNoEquipment)))
  }

  /** Of whole worlds that came or went those are told who have let them. */
  function tell({ touched, afresh }: Trace): void {
    if (afresh.length > 0 || listeners.size === 0) return
    const kinds = new Map<string, Set<EntityKind>>()
    for (const { world, kind } of touched) {
      if (isEquipment(kind)) continue
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

  /** Those that have nothing but equipment as well. */
  function chosen(miniApp: string | undefined): World[] {
    const names = replica.owners().filter((name) => miniApp === undefined || name === miniApp)
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
    replica.remove(directory, equippedKind, world.name)
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

  /** Whoever waits until it is settled is told where it cannot be done. */
  function soon(work: () => void): Promise<void> {
    const doing = turns.call(work)
    pending.add(doing)
    doing.then(
      () => pending.delete(doing),
      () => {},
    )
    return doing
  }

  async function settled(): Promise<void> {
    const all = [...pending]
    const outcomes = await Promise.allSettled(all)
    for (const doing of all) pending.delete(doing)
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
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
      soon(() => {
        replica.use(notes)
        drop()
        replica.undone(() => moves.unshift(move))
        keep('clock', move(keptClock()))
      }).catch(drop)
    },
    settled,
    onChange: (listener) => clockListeners.add(listener),
  }
  /** Everything that happens in a mini-app's world depends on the clock. */
  const around = isShared ? [notes] : []

  return {
    // Which world has the name is looked up when the call runs: one in which there was nothing may have been forgotten meanwhile.
    read: (miniApp, work) =>
      turns.call(() => {
        replica.use(replica.world(miniApp), ...around)
        return work(replica.viewOf(miniApp))
      }, miniApp),
    update: (miniApp, work) =>
      turns.call(() => {
        const world = replica.world(miniApp)
        replica.use(world, ...around)
        const result = work(replica.transactionOf(miniApp))
        replica.dropExpired(world)
        return result
      }, miniApp),
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
        const worlds = miniApps().filter((name) => miniApp === undefined || name === miniApp)
        replica.use(...worlds.map(replica.world))
        return new Map(worlds.map((name) => [name, dumpContents(replica.world(name).contents, now())]))
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
        also?.equip?.()
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
    equipment,
    equip: (work) => turns.call(work),
    equipSoon(work) {
      if (isShared) soon(work)
      else turns.now(work)
    },
    asked: (work, otherwise) => (isShared ? turns.call(work).catch(otherwise) : turns.now(work)),
    settled,
    claim: (nameOf, except) =>
      turns.call(() => {
        replica.use(directory)
        const isTaken = (name: string) =>
          name === except || [miniAppKind, claimedKind].some((kind) => entityOf(directory, kind, name) !== undefined)
        let count = 1
        while (isTaken(nameOf(count))) count++
        replica.put(directory, claimedKind, nameOf(count), 0 satisfies Claim)
        return nameOf(count)
      }),
    changeClaim: (name, change) =>
      turns.call(() => {
        replica.use(directory)
        const before = entityOf(directory, claimedKind, name) as Claim | undefined
        const after = change(before)
        if (after === undefined) replica.remove(directory, claimedKind, name)
        else if (after !== before) replica.put(directory, claimedKind, name, after)
        return before
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

const isNoEquipment = (kind: string): kind is EntityKind => !isEquipment(kind)
