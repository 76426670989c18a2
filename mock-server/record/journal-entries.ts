import type { CallbackId, OperationId, Violation } from '../../contracts/index.js'
import type { FaultTrace } from './fault-trace.js'
import type { HandshakeRefusal } from './handshake-refusal.js'

/** What every entry has. */
interface Entry {
  /** Counts up from 1; not reused. */
  readonly id: number
  /** ISO 8601, on the mock's clock. */
  readonly at: string
}

/** Over which connection an exchange came, and with which certificate: clients may mix up those of two mini-apps. */
export interface ConnectionTrace {
  /** Counts the connections of this mock, from 1. */
  readonly id: number
  /** Of the client certificate. */
  readonly serialNumber: string
}

/** One HTTP exchange. Secrets and personal data are redacted unless the mock was started with `redact: false`. */
export interface ExchangeEntry extends Entry {
  readonly kind: 'exchange'
  readonly miniApp: string
  readonly connection: ConnectionTrace
  /** Null for a path or method that is no operation. */
  readonly operation: OperationId | null
  readonly method: string
  readonly path: string
  readonly status: number
  /** `SUCCESS`, `FAIL` …; `invalid_grant` for that variant. */
  readonly resultType: string
  readonly errorCode?: string
  readonly userKey?: number
  /** Why it failed, for the developer. */
  readonly because?: string
  /** `unknown` where the database of a shared world gave no answer in time: the call was answered with 500, and may have been done. */
  readonly outcome?: 'unknown'
  /** The name of the answer that a test laid ready for this call; see `Overrides`. */
  readonly override?: string
  /** What a fault did to the exchange. Where it got no answer, `status` is 0 and `resultType` is `NO_ANSWER`. */
  readonly fault?: FaultTrace
  readonly milliseconds: number
  readonly request: { readonly headers: unknown; readonly body: unknown }
  readonly response: { readonly body: unknown }
  /** The contract rules that the request broke. */
  readonly violations: readonly Violation[]
}

/** A connection that ended before any HTTP. Equal ones are one entry, with the number and time of the last of them. */
export interface HandshakeRefusalEntry extends Entry, HandshakeRefusal {
  readonly kind: 'handshake-refusal'
  /** Of the last one. */
  readonly remotePort?: number
  /** How often it came. */
  readonly times: number
  /** When it came first; absent where it came once. */
  readonly firstAt?: string
}

/** A request that Toss sent to the partner, and the answer. The Basic value is redacted unless `redact: false`. */
export interface CallbackEntry extends Entry {
  readonly kind: 'callback'
  readonly miniApp: string
  readonly callback: CallbackId
  readonly method: string
  readonly url: string
  /** Whether the partner answered 2xx. */
  readonly delivered: boolean
  /** Null where no answer came. */
  readonly status: number | null
  readonly milliseconds: number
  /** Why it was not delivered, in words. */
  readonly error?: string
  readonly request: { readonly headers: unknown; readonly body: unknown }
  /** The beginning of the partner's answer; null where none came. */
  readonly response: { readonly body: unknown } | null
}

/** Something about a connection that works, and that its developer should know. */
export interface NoticeEntry extends Entry {
  readonly kind: 'notice'
  readonly miniApp: string
  readonly notice: 'server-certificate-not-checked' | 'malformed-http'
  /** In the language that the mock was started with, as `fix`. */
  readonly message: string
  readonly fix: string
}

/** What the journal holds. */
export type JournalEntry = ExchangeEntry | HandshakeRefusalEntry | CallbackEntry | NoticeEntry

/** What an exchange consisted of. */
export type ExchangeBodies = Pick<ExchangeEntry, 'request' | 'response'>

/** How many entries there ever were, and how many of these are gone. */
export interface JournalCounts {
  readonly recorded: number
  readonly dropped: number
}
