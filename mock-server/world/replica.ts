import type { Everything, Told } from './engine.js'
import type { EntityKind } from './entities.js'
import { type Equipment, isEquipment } from './equipment.js'
import { createRandom, type Random } from './random.js'
import { forgetLastPlace, inOrder, notePlace, type Stored, takeExpired, tidyShelf } from './shelf.js'
import type { SharedKind, Transaction, View } from './store.js'
import {
  apply,
  type Contents,
  emptyContents,
  everythingIn,
  readingOf,
  shelfOf,
  sortEveryExpiry,
  type World,
} from './world.js'

/** What one call does, noted while it runs. */
export interface Trace {
  /** What takes it back, the last first. */
  readonly undo: (() => void)[]
  readonly used: World[]
  readonly wrote: World[]
  readonly touched: { readonly world: World; readonly kind: string; readonly id: string }[]
  /** Whose randomness was drawn from, or who are new. */
  readonly heads: World[]
  /** Who were replaced as a whole. */
  readonly afresh: World[]
  /** Whether nothing is known yet of one that it used: the call has to wait for it. */
  isBlind: boolean
}

/** Every world that this process knows, and the only place where one is changed. */
export interface Replica {
  /** What concerns several mini-apps: which there are, and who has which id of a shared kind. */
  readonly directory: World
  /** What concerns all mini-apps and is none's: the clock, and what steers the mock for all of them. */
  readonly notes: World
  /** Within a call: what steers the mock. */
  readonly equipment: Equipment
  /** Within a call: the mini-apps that have a world or equipment. */
  owners(): string[]
  world(name: string): World
  /** All that is known, as if it had just come to be. */
  readonly everything: Everything
  viewOf(name: string): View
  transactionOf(name: string): Transaction
  /** Lets a call run. Where it throws, what it did is taken back. */
  run<Result>(trace: Trace, work: () => Result): Result
  /** Within a call: writes to any world, without a thought of owners. */
  put(world: World, kind: string, id: string, entity: unknown, keepUntil?: number): void
  remove(world: World, kind: string, id: string): void
  /** Within a call: puts other contents in the place of a world's. */
  replace(world: World, contents: Contents): void
  /** Within a call: the worlds are read. */
  use(...worlds: readonly World[]): void
  /** Within a call: does something where the call is taken back. */
  undone(step: () => void): void
  /** Within a call: drops some of what need not be kept any longer. */
  dropExpired(world: World): void
  /** Outside of calls, when nothing of it may have to be taken back any more: keeps no world of a mini-app in which there is nothing. */
  forget(world: World): void
  /** Outside of calls: takes in what other calls did. */
  apply(told: Iterable<Told>): void
}

/** The kinds of {@link SharedKind}. */
export const sharedKinds: readonly SharedKind[] = ['order']

/** Under what the directory has the mini-apps, and the owners of the ids of a shared kind. */
export const miniAppKind = 'mini-app'
/** Under what it has those that have only equipment. */
export const equippedKind = '.equipped'
/** The world of the notes. */
export const notesWorld = ':notes'
export const ownerKind = (kind: SharedKind) => `owner of ${kind}`

/** A trace of a call that has done nothing. */
export function emptyTrace(): Trace {
  return { undo: [], used: [], wrote: [], touched: [], heads: [], afresh: [], isBlind: false }
}

/** Takes back what a call did. Those after it were taken back before. */
export function takeBack({ undo }: Trace): void {
  for (let step = undo.pop(); step !== undefined; step = undo.pop()) step()
}

/** Forgets in a world what is gone; nothing in it may have to be taken back any more. */
export function tidy({ contents }: World): void {
  for (const shelf of contents.shelves.values()) tidyShelf(shelf)
}

/** A replica of nothing yet. `isShared`: whether a world may be unknown here and there all the same. */
export function createReplica(given: { seed: string; now: () => number; isShared: boolean }): Replica {
  const { seed, now, isShared } = given
  const worlds = new Map<string, World>()
  const desks = new Map<string, { readonly view: View; readonly transaction: Transaction }>()
  let trace: Trace | undefined
  const directory = worldOf(':directory')
  const notes = worldOf(notesWorld)

  function worldOf(name: string): World {
    let world = worlds.get(name)
    if (world === undefined) {
      world = { name, contents: emptyContents(seed), position: undefined, item: undefined }
      worlds.set(name, world)
    }
    return world
  }

  function running(): Trace {
    if (trace === undefined) throw new Error('a transaction ends with its work')
    return trace
  }

  function use(...all: readonly World[]): void {
    if (trace === undefined) return
    let unknown: World | undefined
    for (const world of all) {
      if (trace.used.includes(world)) continue
      trace.used.push(world)
      if (isShared && world.position === undefined) unknown = world
    }
    if (unknown === undefined) return
    trace.isBlind = true
    throw new Error(`nothing is known of ${unknown.name} yet`)
  }

  function undone(step: () => void): void {
    running().undo.push(step)
  }

  function write(world: World): Trace {
    const writing = running()
    use(world)
    if (!writing.wrote.includes(world)) writing.wrote.push(world)
    return writing
  }

  /** What steers the mock is kept where others share it, and nowhere else. */
  function change(world: World, kind: string): Trace {
    if (isShared || !isEquipment(kind)) return write(world)
    use(world)
    return { ...running(), touched: [] }
  }

  function put(world: World, kind: string, id: string, entity: unknown, keepUntil?: number): void {
    const { undo, touched } = change(world, kind)
    const { contents } = world
    const shelf = shelfOf(contents, kind)
    const before = shelf.entities.get(id)
    const place = before?.place ?? ++contents.lastPlace
    const stored: Stored = { place, entity: entity as Stored['entity'], keepUntil }
    if (before === undefined) notePlace(shelf, id, place)
    shelf.entities.set(id, stored)
    contents.lookup.note(kind as EntityKind, id, before, stored)
    if (keepUntil !== undefined) shelf.expiries.push({ keepUntil, id })
    touched.push({ world, kind, id })
    undo.push(() => {
      if (keepUntil !== undefined) shelf.expiries.pop()
      contents.lookup.note(kind as EntityKind, id, stored, before)
      if (before !== undefined) {
        shelf.entities.set(id, before)
        return
      }
      shelf.entities.delete(id)
      forgetLastPlace(shelf)
      contents.lastPlace--
    })
  }

  function remove(world: World, kind: string, id: string): void {
    const { contents } = world
    const shelf = shelfOf(contents, kind)
    const before = shelf.entities.get(id)
    if (before === undefined) return
    const { undo, touched } = change(world, kind)
    shelf.entities.delete(id)
    contents.lookup.note(kind as EntityKind, id, before, undefined)
    touched.push({ world, kind, id })
    undo.push(() => {
      shelf.entities.set(id, before)
      contents.lookup.note(kind as EntityKind, id, undefined, before)
    })
  }

  function owners(): string[] {
    use(directory)
    const named = [miniAppKind, equippedKind].flatMap((kind) => [
      ...(directory.contents.shelves.get(kind)?.entities.keys() ?? []),
    ])
    return [...new Set(named)]
  }

  const equipped = (owner: string | null) => {
    const world = owner === null ? notes : worldOf(owner)
    use(world)
    return world
  }
  const equipment: Equipment = {
    get: (owner, kind, id) => entityOf(equipped(owner), kind, id),
    all: (owner, kind) => {
      const shelf = equipped(owner).contents.shelves.get(kind)
      return shelf === undefined ? [] : [...inOrder(shelf)].map(([id, { entity }]) => [id, entity] as const)
    },
    put(owner, kind, id, value) {
      const world = equipped(owner)
      if (owner !== null && !world.contents.isThere) {
        use(directory)
        if (!has(directory, equippedKind, owner)) put(directory, equippedKind, owner, true)
      }
      put(world, kind, id, value)
    },
    remove: (owner, kind, id) => remove(equipped(owner), kind, id),
    owners() {
      const all = owners()
      // Whoever asks looks into each of them: all that are unknown are asked for at once.
      use(...all.map(worldOf))
      return all
    },
  }

  /** The mini-app is one that there is, from its first change on. */
  function enter(world: World): void {
    const { contents } = world
    if (contents.isThere) return
    put(directory, miniAppKind, world.name, true)
    noteHead(world)
    contents.isThere = true
    undone(() => {
      contents.isThere = false
    })
  }

  function noteHead(world: World): void {
    const { heads, undo } = write(world)
    if (heads.includes(world)) return
    heads.push(world)
    const { contents } = world
    const { draws } = contents
    undo.push(() => {
      contents.draws = draws
    })
  }

  function deskOf(name: string) {
    let desk = desks.get(name)
    if (desk === undefined) {
      desk = makeDesk(worldOf(name))
      desks.set(name, desk)
    }
    return desk
  }

  function makeDesk(world: World): { view: View; transaction: Transaction } {
    const { name } = world
    const ownerOf = (kind: SharedKind, id: string): string | undefined => {
      use(directory)
      return entityOf(directory, ownerKind(kind), id) as string | undefined
    }
    const view: View = {
      miniApp: name,
      ...readingOf(world),
      ownerOf,
      undone,
      randomOf(what) {
        let draws = 0
        return createRandom(world.contents.seed, `${name}\n${what}`, () => draws++)
      },
      elsewhere(kind, id, index) {
        for (const other of worlds.values()) {
          const { shelves, lookup } = other.contents
          const isThere = index === undefined ? shelves.get(kind)?.entities.has(id) : lookup.ranking(kind, index, id)
          if (isThere && other !== world) return other.name
        }
        return undefined
      },
    }
    // What a world has held is let go with it when it is dropped.
    const randoms = new WeakMap<Contents, Random>()
    const transaction: Transaction = {
      ...view,
      put(kind, id, entity, keepUntil) {
        enter(world)
        if (isSharedKind(kind) && !has(world, kind, id)) {
          const owner = ownerOf(kind, id)
          if (owner !== undefined) throw new Error(`${kind} ${id} is another mini-app's (${owner})`)
          put(directory, ownerKind(kind), id, name)
        }
        put(world, kind, id, entity, keepUntil)
      },
      delete(kind, id) {
        if (!has(world, kind, id)) return
        remove(world, kind, id)
        if (isSharedKind(kind)) remove(directory, ownerKind(kind), id)
      },
      get random() {
        const { contents } = world
        const known = randoms.get(contents)
        if (known !== undefined) return known
        const next = () => {
          enter(world)
          noteHead(world)
          return contents.draws++
        }
        const random = createRandom(contents.seed, name, next)
        randoms.set(contents, random)
        return random
      },
    }
    return { view, transaction }
  }

  return {
    directory,
    notes,
    equipment,
    owners,
    world: worldOf,
    everything: {
      size() {
        let size = 0
        for (const { contents } of worlds.values())
          for (const { entities } of contents.shelves.values()) size += entities.size
        return size
      },
      *worlds() {
        for (const world of worlds.values()) yield everythingIn(world)
      },
    },
    viewOf: (name) => deskOf(name).view,
    transactionOf: (name) => deskOf(name).transaction,
    run(own, work) {
      trace = own
      try {
        return work()
      } catch (error) {
        takeBack(own)
        own.wrote.length = own.touched.length = own.heads.length = own.afresh.length = 0
        throw error
      } finally {
        trace = undefined
      }
    },
    put,
    remove,
    use,
    undone,
    replace(world, contents) {
      const { undo, afresh } = write(world)
      const before = world.contents
      world.contents = contents
      afresh.push(world)
      undo.push(() => {
        world.contents = before
      })
    },
    dropExpired(world) {
      const at = now()
      for (const [kind, shelf] of world.contents.shelves) {
        const { dropped } = shelf
        const expired = takeExpired(shelf, at)
        if (shelf.dropped === dropped) continue
        running().undo.push(() => {
          shelf.dropped = dropped
        })
        for (const id of expired) remove(world, kind, id)
      }
    },
    forget(world) {
      // Of one that others may change it is kept that there is nothing: that was asked for.
      if (world.contents.isThere || isShared || world === directory || world === notes) return
      for (const { entities } of world.contents.shelves.values()) if (entities.size > 0) return
      worlds.delete(world.name)
      desks.delete(world.name)
    },
    apply(told) {
      const afresh = new Set<World>()
      for (const each of told) {
        const world = worldOf(each.world)
        apply(world, each, seed)
        if (each.afresh || world.position === undefined) afresh.add(world)
      }
      for (const world of afresh) sortEveryExpiry(world)
    },
  }
}

function isSharedKind(kind: EntityKind): kind is SharedKind {
  return (sharedKinds as readonly string[]).includes(kind)
}

function has({ contents }: World, kind: string, id: string): boolean {
  return contents.shelves.get(kind)?.entities.has(id) === true
}

/** An entity of any kind of any world. */
export function entityOf({ contents }: World, kind: string, id: string): unknown {
  return contents.shelves.get(kind)?.entities.get(id)?.entity
}
