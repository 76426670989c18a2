import type { JsonSchema } from '../../../contracts/index.js'
import type { FaultKind } from '../../record/fault-trace.js'

/** The operation takes effect at once, and the answer comes late. */
export interface LatencyFault {
  readonly kind: 'latency'
  /** Real ones: they pass on the socket, whatever the mock's clock says. 1 to 600,000. */
  readonly milliseconds: number
}

/** No answer ever comes: the connection stays open until the client gives up. */
export interface HangFault extends MayTakeEffect {
  readonly kind: 'hang'
}

/** The connection is reset, and no byte of an answer is sent. */
export interface ResetFault extends Delayed {
  readonly kind: 'reset'
  /**
   * - `before`: the operation has not begun
   * - `during`: the platform was at work; whether the operation took effect is drawn from the seed
   * - `after-commit`: the operation took effect, and its answer is lost
   */
  readonly at: 'before' | 'during' | 'after-commit'
}

/** The operation takes effect, and half of the answer's body arrives. */
export interface TruncatedBodyFault {
  readonly kind: 'truncated-body'
  /**
   * - `closed` (default): the connection is closed where Content-Length promised more
   * - `reset`: it is reset there
   * - `complete`: Content-Length is that of the half, so that HTTP is in order and only the JSON is cut
   */
  readonly ends?: 'closed' | 'reset' | 'complete'
}

/** HTTP 200 with `Content-Type: application/json`, and a body that is no JSON. */
export interface NotJsonFault extends MayTakeEffect, Delayed {
  readonly kind: 'not-json'
}

/** The HTML error page of a gateway in front of the platform. */
export interface HtmlGatewayPageFault extends MayTakeEffect, Delayed {
  readonly kind: 'html-gateway-page'
  readonly status: FaultStatus
}

/** A FAIL envelope with this HTTP status and the code INTERNAL_ERROR. */
export interface StatusFault extends MayTakeEffect, Delayed {
  readonly kind: 'status'
  readonly status: FaultStatus
}

/** HTTP 200 with an envelope that is neither SUCCESS nor FAIL. */
export interface ResultTypeFault extends MayTakeEffect, Delayed {
  readonly kind: 'result-type'
  readonly resultType: FaultResultType
}

/** A FAIL envelope with a code of the operation's contract; the operation does not take effect. */
export interface FailFault {
  readonly kind: 'fail'
  readonly code: string
}

/** The operation takes effect, and its answer trickles in. */
export interface SlowDripFault {
  readonly kind: 'slow-drip'
  /** Of the body, in real time. 1 to 1,000,000. */
  readonly bytesPerSecond: number
}

/** The connection is closed right after the TLS handshake, as it is for a certificate that is refused. */
export interface RefuseHandshakeFault {
  readonly kind: 'refuse-handshake'
}

interface MayTakeEffect {
  /** Whether the operation takes effect all the same; default false. */
  readonly effect?: boolean
}

interface Delayed {
  /** Real milliseconds that pass before. */
  readonly afterMilliseconds?: number
}

/** Something that goes wrong with one call. */
export type Fault =
  | LatencyFault
  | HangFault
  | ResetFault
  | TruncatedBodyFault
  | NotJsonFault
  | HtmlGatewayPageFault
  | StatusFault
  | ResultTypeFault
  | FailFault
  | SlowDripFault
  | RefuseHandshakeFault

/** The HTTP statuses of a fault. */
export const faultStatuses = [429, 500, 502, 503, 504] as const

/** The HTTP status of a fault. */
export type FaultStatus = (typeof faultStatuses)[number]

/** The result types of a fault: every one of the contract but SUCCESS and FAIL. */
export const faultResultTypes = [
  'HTTP_TIMEOUT',
  'NETWORK_ERROR',
  'EXECUTION_FAIL',
  'INTERRUPTED',
  'INTERNAL_ERROR',
] as const

/** The result type of a fault. */
export type FaultResultType = (typeof faultResultTypes)[number]

const longest = 600_000

const effect = {
  type: 'boolean',
  description: 'Whether the operation takes effect all the same; default false.',
} as const satisfies JsonSchema
const afterMilliseconds = {
  type: 'integer',
  minimum: 0,
  maximum: longest,
  description: 'Real milliseconds that pass before.',
} as const satisfies JsonSchema
const status = { type: 'integer', enum: faultStatuses } as const satisfies JsonSchema

/** What is said of a kind of fault: in words, and as the JSON Schema of its fields besides `kind`. */
export interface FaultDescription {
  readonly text: string
  readonly properties: Readonly<Record<string, JsonSchema>>
  readonly required: readonly string[]
}

/** Every kind of fault. */
export const faultKinds: Readonly<Record<FaultKind, FaultDescription>> = {
  latency: {
    text: 'the operation takes effect at once, the answer comes late',
    properties: { milliseconds: { type: 'integer', minimum: 1, maximum: longest, description: 'Real ones.' } },
    required: ['milliseconds'],
  },
  hang: {
    text: 'no answer ever comes; the connection stays open until the client gives up',
    properties: { effect },
    required: [],
  },
  reset: {
    text: 'the connection is reset without an answer: before the operation, during it (whether it took effect is drawn from the seed), or after it took effect',
    properties: { at: { type: 'string', enum: ['before', 'during', 'after-commit'] }, afterMilliseconds },
    required: ['at'],
  },
  'truncated-body': {
    text: 'the operation takes effect, half of the answer’s body arrives; then the connection is closed or reset, or the message is complete and only its JSON cut',
    properties: {
      ends: { type: 'string', enum: ['closed', 'reset', 'complete'], description: 'Default closed.' },
    },
    required: [],
  },
  'not-json': {
    text: 'HTTP 200, Content-Type: application/json, and a body that is no JSON',
    properties: { effect, afterMilliseconds },
    required: [],
  },
  'html-gateway-page': {
    text: 'the HTML error page of a gateway in front of the platform',
    properties: { status, effect, afterMilliseconds },
    required: ['status'],
  },
  status: {
    text: 'a FAIL envelope with this HTTP status and the code INTERNAL_ERROR',
    properties: { status, effect, afterMilliseconds },
    required: ['status'],
  },
  'result-type': {
    text: 'HTTP 200, and an envelope that is neither SUCCESS nor FAIL',
    properties: { resultType: { type: 'string', enum: faultResultTypes }, effect, afterMilliseconds },
    required: ['resultType'],
  },
  fail: {
    text: 'a FAIL envelope with a code of the operation’s contract; the operation does not take effect',
    properties: { code: { type: 'string', minLength: 1, description: 'A failure code of the operation.' } },
    required: ['code'],
  },
  'slow-drip': {
    text: 'the operation takes effect, its answer trickles in',
    properties: {
      bytesPerSecond: { type: 'integer', minimum: 1, maximum: 1_000_000, description: 'Of the body, in real time.' },
    },
    required: ['bytesPerSecond'],
  },
  'refuse-handshake': {
    text: 'the connection is closed right after the TLS handshake, as for a certificate that is refused',
    properties: {},
    required: [],
  },
}

/** The names of the kinds. */
export const faultKindNames = Object.keys(faultKinds) as readonly FaultKind[]
