import type { Knowledge, Provenance } from '../../contracts/index.js'

/** How many facts are known in which way. One that is known in part, and assumed for the rest, counts by itself. */
export type KnownCounts = Readonly<Record<Knowledge | 'in part assumed', number>>

/** What there is for one outcome of an operation, or one request of a callback. */
export interface EvidenceRow {
  /** `SUCCESS`, or an error code; of a callback the event type, or the method. */
  readonly outcome: string
  readonly known: Provenance
  /** Whether a schema of its own says what it carries; `envelope` where only the common envelope does. */
  readonly schema: 'own' | 'envelope'
  /** The fixtures that show it, by their ids; for a callback the example in the contract. */
  readonly fixtures: readonly string[]
  /** The test files that drove it over a socket, three of each kind at most. */
  readonly socketTests: { readonly world: readonly string[]; readonly asked: readonly string[] }
  /** The client libraries that received it, by the test that drove them. */
  readonly clients: Readonly<Record<string, readonly string[]>>
  /** For an outcome that nothing in the mock's world leads to: why, and how it can be had all the same. */
  readonly onlyAsked?: string
}

/** What there is for an operation or callback. */
export interface EvidenceSubject {
  readonly known: Provenance
  /** Operation, headers, fields, failures, behaviours and limits, by how they are known. */
  readonly facts: KnownCounts
  readonly schemas: {
    readonly request: boolean
    readonly headers: readonly string[]
    readonly success: boolean
  }
  /** Requests of the fixtures: those that the contract accepts, and how many it must refuse; the same of answers. */
  readonly fixtures: {
    readonly requests: readonly string[]
    readonly refusedRequests: number
    readonly answers: number
    readonly refusedAnswers: number
  }
  /** What serves it in the mock: `query`, `mutation`; `sender` for a callback. */
  readonly handler: string | null
  /** The method of the bundled client; what takes it in, for a callback. */
  readonly clientMethod: string | null
  /** The programs of `examples/` in other languages that called it; see `evidence/languages.json`. */
  readonly examples: readonly string[]
  /** Success, then every error code. For a callback: the requests that it consists of. */
  readonly outcomes: readonly EvidenceRow[]
}

/** `evidence/evidence.json`. */
export interface Evidence {
  readonly about: string
  readonly operations: Readonly<Record<string, EvidenceSubject>>
  readonly callbacks: Readonly<Record<string, EvidenceSubject>>
  readonly safelyVerified: SafelyVerified
}

/** The behaviours that `verify` shows, against any server. */
export interface SafelyVerified {
  readonly withoutUser: readonly string[]
  /** What `--user-key` adds, which names a user who exists. */
  readonly withUserKey: readonly string[]
}

/** The clients that have to drive every outcome of every operation. */
export const requiredClients = [
  'axios-fetch',
  'axios-http',
  'bundled-client',
  'curl',
  'node-https',
  'python-http',
  'undici',
] as const
