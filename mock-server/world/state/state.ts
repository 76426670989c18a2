import type { JournalExchange } from '../../record/shared-journal.js'
import type { ClockNote } from '../clock.js'
import type { Engine } from '../engine.js'

/** What a mock has besides its worlds, and has to have again for what it gave out to stay valid. */
export interface Identity {
  readonly seed: string
  readonly decryptionKey: string
  readonly aad: string
  /** PEM. */
  readonly tokenSigningKey: string
}

/** PEM. */
export interface Pair {
  readonly cert: string
  readonly key: string
}

/** An open place for the worlds, and what was in it. */
export interface State {
  /** Absent where it is new. */
  readonly identity: Identity | undefined
  /** Where the clock stood; undefined where there is no world yet. */
  readonly clock: ClockNote | undefined
  /** How many bytes of a frame that was not written to its end were cut off. */
  readonly torn: number
  /** Keeps the worlds. Whoever closes it closes the place. */
  readonly engine: Engine
  /** Where others share the place: their journal, of so many entries. */
  journal?(size: number): JournalExchange
  /** Real time as everybody who shares the place has it; absent where nobody does. */
  readonly realNow?: () => number
  /** Where others share the place: what all of them are, which the first one decides. */
  claim?(identity: Identity): Promise<Identity>
  /** The same for their certificate authority. */
  claimAuthority?(own: Pair): Promise<Pair>
  /** Theirs, where one was claimed. */
  readonly authority?: Pair | undefined
}
