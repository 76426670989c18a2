import type { ClockNote } from './clock.js'
import type { Entities, EntityKind } from './entities.js'

/** A mini-app's world as it is kept, without its entities. */
export interface KeptWorld {
  /** Its number among all worlds and entities; a later one has a greater number. */
  readonly place: number
  readonly miniApp: string
  /** Of its randomness, and how often that was drawn from. */
  readonly seed: string
  readonly draws: number
}

/** An entity as it is kept. */
export interface KeptEntity {
  readonly place: number
  /** The place of its world, which is smaller. */
  readonly world: number
  readonly kind: EntityKind
  readonly id: string
  readonly entity: Entities[EntityKind]
  readonly keepUntil?: number | undefined
}

/** One record: whoever has `miniApp` is a world. */
export type Kept = KeptWorld | KeptEntity

/** What one transaction changed. */
export interface Changes {
  /** New, or in the place of what has the same place. */
  readonly kept: readonly Kept[]
  /** The places of what is no more. */
  readonly gone: readonly number[]
  /** Where the clock stands from now on; given where the worlds of all mini-apps were replaced. */
  readonly clock?: ClockNote | undefined
}

/** Keeps a store's worlds beyond the process. */
export interface Keeper {
  /** What was kept before, in the order of the places. */
  readonly records: Iterable<Kept>
  /** Keeps all of it, or throws and keeps nothing. Nobody learns of a change before this has returned. */
  commit(changes: Changes): void
  close(): Promise<void>
}
