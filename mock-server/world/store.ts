import type { ClockNote } from './clock.js'
import type { Entities, EntityKind } from './entities.js'
import type { IndexedKind, IndexOf, SummedKind, SumOf } from './indexes.js'
import type { Random } from './random.js'

/** A page of entities in the order of their creation. */
export interface Page {
  /** At most this many; 100 by default. */
  readonly limit?: number
  /** Only those that come after the entity with this id. */
  readonly after?: string
  /** Which come first; `oldest` by default. */
  readonly first?: 'oldest' | 'newest'
}

/** Kinds whose ids are unique across mini-apps: any of them can learn that an id is another's, and nothing more. */
export type SharedKind = 'order'

/** Entities in the order of an index. */
export interface Ranked<Entity> extends Iterable<Entity> {
  readonly size: number
  /** The one at a position, from 0 on. */
  at(position: number): Entity | undefined
}

/** What can be read of one mini-app's world. */
export interface View {
  /** Whose world it is. */
  readonly miniApp: string
  get<Kind extends EntityKind>(kind: Kind, id: string): Entities[Kind] | undefined
  list<Kind extends EntityKind>(kind: Kind, page?: Page): Entities[Kind][]
  count(kind: EntityKind): number
  /** The entity that an index has under a key; the last one, where there are several. */
  find<Kind extends IndexedKind>(kind: Kind, index: IndexOf<Kind>, key: string | number): Entities[Kind] | undefined
  /** The entities that an index has under a key, in its order; it follows what is written meanwhile. */
  ranked<Kind extends IndexedKind>(kind: Kind, index: IndexOf<Kind>, key?: string | number): Ranked<Entities[Kind]>
  /** The sum that is kept under a key. */
  total<Kind extends SummedKind>(kind: Kind, sum: SumOf<Kind>, key?: string): number
  /** The mini-app that has the entity. Kept by the store, so that it holds whenever the entity does. */
  ownerOf(kind: SharedKind, id: string): string | undefined
  /** Does something where the work does not count after all: it threw, or will be done again. For what is counted outside of the world. */
  undone(step: () => void): void
  /** Repeatable randomness of a name, each time from its beginning: for what is made up alike until it is kept. */
  randomOf(name: string): Random
  /** Another mini-app that has an entity with this id, or under this key of an index. Looks into every world: for explaining, not for deciding. */
  elsewhere(kind: EntityKind, id: string, index?: string): string | undefined
}

/** What can be done to one mini-app's world. Entities are replaced, never changed in place. */
export interface Transaction extends View {
  /**
   * `keepUntil`: an instant (milliseconds, mock clock) after which the store may drop the entity; not for shared kinds.
   * Throws for the id of a shared kind that another mini-app has: ask `ownerOf` first.
   */
  put<Kind extends EntityKind>(kind: Kind, id: string, entity: Entities[Kind], keepUntil?: number): void
  delete(kind: EntityKind, id: string): void
  /** The mini-app's own repeatable randomness; its position is part of the world. */
  readonly random: Random
}

/** One entity as it is dumped. */
export interface DumpedEntity<Kind extends EntityKind = EntityKind> {
  readonly id: string
  readonly entity: Entities[Kind]
  /** See `put`; absent where it is kept for good. */
  readonly keepUntil?: number
}

/** Everything that one mini-app has, as plain JSON. */
export interface WorldDump {
  /** The seed of its randomness, and how often that was drawn from. */
  readonly seed: string
  readonly draws: number
  /** By kind, each in the order of creation. */
  readonly entities: { readonly [Kind in EntityKind]?: readonly DumpedEntity<Kind>[] }
}

/** The worlds of several mini-apps, by name. */
export type WorldDumps = ReadonlyMap<string, WorldDump>

/** What goes with the loading of worlds, at the same moment. */
export interface WithLoad {
  /** Where the clock stands then: it is kept with the worlds, or neither is. */
  readonly clock?: ClockNote
  /** Equips the mock for these worlds. */
  readonly equip?: () => void
  /** Does nothing where worlds were loaded with a clock before: somebody else was first. */
  readonly unlessBegun?: boolean
  /** Is called when all of it is kept. It must not throw. */
  done(): void
}

/**
 * The state of all mini-apps. Work is a synchronous function, so that it is atomic: all that it wrote is kept, or nothing
 * when it throws. It may be done several times before it counts, so it has no effect but on the world: it logs nothing,
 * sends nothing, counts nothing. Everything around it is asynchronous, so that an engine may do I/O.
 */
export interface Store {
  read<Result>(miniApp: string, work: (view: View) => Result): Promise<Result>
  update<Result>(miniApp: string, work: (transaction: Transaction) => Result): Promise<Result>
  /** The mini-apps that have a world. */
  miniApps(): Promise<string[]>
  /** Drops the world of one mini-app, or of all. */
  reset(miniApp?: string): Promise<void>
  /**
   * The world of one mini-app, or of all, at one moment, without what need not be kept any longer. Entities are shared with
   * the store: nobody changes them.
   *
   * @param meanwhile - is called in that moment
   */
  dump(miniApp?: string, meanwhile?: () => void): Promise<WorldDumps>
  /**
   * Puts these worlds in the place of one mini-app's, or of all: what is not among them is dropped. All of it or nothing.
   * Throws for the id of a shared kind that another mini-app has.
   */
  load(worlds: WorldDumps, miniApp?: string, also?: WithLoad): Promise<void>
  /**
   * Calls `listener` when something was written: in which world, and of which kinds. Without a mini-app: whole worlds came or
   * went. Returns the function that stops that.
   */
  onChange(listener: (miniApp?: string, kinds?: ReadonlySet<EntityKind>) => void): () => void
  close(): Promise<void>
}
