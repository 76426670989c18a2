/** Where a world stands in its log, in the engine's own words. An engine without rivals needs none. */
export type Position = string

/** What became of one entity. */
export interface Change {
  readonly kind: string
  readonly id: string
  /** JSON of `[place, keepUntil or null, entity]`; null where it is no more. */
  readonly text: string | null
}

/** The randomness of a world: its seed, and how often it was drawn from. */
export interface Head {
  readonly seed: string
  readonly draws: number
}

/** What became of one world. */
export interface WorldChanges {
  readonly world: string
  /** Whether all that was there before is no more. */
  readonly afresh: boolean
  /** Where it changed. */
  readonly head?: Head | undefined
  readonly changes: readonly Change[]
}

/** What an item has to do with one world. */
export interface Part {
  readonly world: string
  /** Where the world stood for those who used it; undefined where nothing is known of it yet. */
  readonly seen: Position | undefined
  /** Undefined where it was only read. */
  readonly changes: WorldChanges | undefined
}

/** What is accepted as a whole or not at all: the calls of one mini-app, or of several that used the same things. */
export type Item = readonly Part[]

/** What the engine tells of a world: changes that were kept, with the entities parsed. */
export interface Told {
  readonly world: string
  readonly afresh: boolean
  readonly head?: Head | undefined
  readonly entities: readonly (readonly [kind: string, id: string, kept: Kept | null])[]
}

/** An entity as it is kept. */
export type Kept = readonly [place: number, keepUntil: number | null, entity: never]

/** What a process does not know of a world yet. */
export interface Missed {
  readonly world: string
  readonly position: Position
  readonly told: readonly Told[]
}

/** Every world as it is now. */
export interface Everything {
  /** How many entities there are, about. */
  size(): number
  worlds(): Iterable<WorldChanges>
}

/** What became of an item: where its worlds stand now, in the order of its parts; or what it did not know. */
export type Verdict = { readonly accepted: readonly (Position | undefined)[] } | NotAccepted

/** What an item did not know. Nothing, where it has only to wait. */
export interface NotAccepted {
  readonly missed: readonly Missed[]
  /** Milliseconds before the next try: it is somebody else's turn first. */
  readonly wait?: number
}

/**
 * Keeps the log of every world. A process is the log replayed; its calls run in turns, and a turn is one question to the
 * engine. Nobody learns of what a call did before the engine has accepted it.
 */
export interface Engine {
  /** Whether other processes use it as well: then worlds that are only read are looked after, too. */
  readonly isShared: boolean
  /** Everything that was kept, in the order in which it came to be. */
  load(): Iterable<Told>
  /**
   * Judges each item by itself. Throws where nothing of all that was kept.
   *
   * @param items - each has at least one part
   */
  turn(items: readonly Item[]): readonly Verdict[] | Promise<readonly Verdict[]>
  /** Is called between turns: the engine may write down every world afresh where its log has grown too long. */
  compact?(all: Everything): void
  close(): Promise<void>
}
