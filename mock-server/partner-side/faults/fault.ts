import type { FaultKind } from '../../record/fault-trace.js'
import {
  between,
  type Fields,
  name,
  type Of,
  type OptionsShape,
  oneOf,
  options,
  saying,
  truth,
  word,
} from '../../world/shape.js'

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

const longest = 600_000

const mayTakeEffect = {
  /** Whether the operation takes effect all the same; default false. */
  effect: saying(truth, 'Whether the operation takes effect all the same; default false.'),
}
const delayed = {
  /** Real milliseconds that pass before. */
  afterMilliseconds: saying(between(0, longest), 'Real milliseconds that pass before.'),
}
const status = oneOf(...faultStatuses)

/** What happens in words, and the fields besides `kind`. */
function kind<const Given extends Fields, Required extends keyof Given & string = never>(
  text: string,
  fields: Given,
  required: readonly Required[] = [],
): OptionsShape<Given, Required> & { readonly text: string; readonly required: readonly string[] } {
  return { ...options(fields, required), text, required }
}

/** Every kind of fault. */
export const faultKinds = {
  latency: kind(
    'the operation takes effect at once, the answer comes late',
    {
      /** Real ones: they pass on the socket, whatever the mock's clock says. 1 to 600,000. */
      milliseconds: saying(between(1, longest), 'Real ones.'),
    },
    ['milliseconds'],
  ),
  hang: kind('no answer ever comes; the connection stays open until the client gives up', mayTakeEffect),
  reset: kind(
    'the connection is reset without an answer: before the operation, during it (whether it took effect is drawn from the seed), or after it took effect',
    {
      /**
       * - `before`: the operation has not begun
       * - `during`: the platform was at work; whether the operation took effect is drawn from the seed
       * - `after-commit`: the operation took effect, and its answer is lost
       */
      at: word('before', 'during', 'after-commit'),
      ...delayed,
    },
    ['at'],
  ),
  'truncated-body': kind(
    'the operation takes effect, half of the answer’s body arrives; then the connection is closed or reset, or the message is complete and only its JSON cut',
    {
      /**
       * - `closed` (default): the connection is closed where Content-Length promised more
       * - `reset`: it is reset there
       * - `complete`: Content-Length is that of the half, so that HTTP is in order and only the JSON is cut
       */
      ends: saying(word('closed', 'reset', 'complete'), 'Default closed.'),
    },
  ),
  'not-json': kind('HTTP 200, Content-Type: application/json, and a body that is not JSON', {
    ...mayTakeEffect,
    ...delayed,
  }),
  'html-gateway-page': kind(
    'the HTML error page of a gateway in front of the platform',
    { status, ...mayTakeEffect, ...delayed },
    ['status'],
  ),
  status: kind(
    'a FAIL envelope with this HTTP status and the code INTERNAL_ERROR',
    { status, ...mayTakeEffect, ...delayed },
    ['status'],
  ),
  'result-type': kind(
    'HTTP 200, and an envelope that is neither SUCCESS nor FAIL',
    { resultType: word(...faultResultTypes), ...mayTakeEffect, ...delayed },
    ['resultType'],
  ),
  fail: kind(
    'a FAIL envelope with a code of the operation’s contract; the operation does not take effect',
    {
      /** A failure code of the operation. */
      code: saying(name, 'A failure code of the operation.'),
    },
    ['code'],
  ),
  'slow-drip': kind(
    'the operation takes effect, its answer trickles in',
    {
      /** Of the body, in real time. 1 to 1,000,000. */
      bytesPerSecond: saying(between(1, 1_000_000), 'Of the body, in real time.'),
    },
    ['bytesPerSecond'],
  ),
  'refuse-handshake': kind(
    'the connection is closed right after the TLS handshake, as for a certificate that is refused',
    {},
  ),
} as const satisfies Readonly<Record<FaultKind, object>>

type Kinds = typeof faultKinds

/** Something that goes wrong with one call. */
export type Fault = { [Kind in keyof Kinds]: { readonly kind: Kind } & Of<Kinds[Kind]> }[keyof Kinds]

/** The names of the kinds. */
export const faultKindNames = Object.keys(faultKinds) as readonly FaultKind[]
