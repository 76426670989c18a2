import type { OperationId } from './catalogue.js'
import type { Provenance } from './provenance.js'

/** One place where a request or a response breaks the contract. */
export interface Violation {
  readonly operation: OperationId
  /** Dotted path, for example `request.body.contextList[3].userKey`, `request.headers.x-toss-user-key`, `response.status`. */
  readonly field: string
  /** A stable keyword: that of JSON Schema (`required`, `type`, `enum` …), `contentType`, `json`, `size`, `unknownHeader`, or `unknownField`. */
  readonly rule: string
  /** One English sentence that names field, rule and fix. */
  readonly message: string
  /** What the contract allows there. */
  readonly expected: string
  /** The value that breaks it; redacted when sensitive, cut when long, absent when the field is missing. */
  readonly value?: unknown
  /** Set where a field is left out that may be null: a lenient reader takes it for null, as the client does. */
  readonly mayBeNull?: true
  /** How the broken rule is known. */
  readonly provenance: Provenance
}

/** How many violations are reported at most for one request or response. */
export const violationBound = 100
