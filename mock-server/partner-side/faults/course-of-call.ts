import { internalError, type Operation } from '../../../contracts/index.js'
import type { FaultTrace } from '../../record/fault-trace.js'
import { type Answer, answerFor, failureAnswer } from '../answer.js'
import { failResult } from './fail-result.js'
import type { Fault, FaultStatus } from './fault.js'
import type { Struck } from './rules-in-force.js'

/** How an answer leaves, or does not. Milliseconds are real ones. */
export type Delivery =
  | { readonly kind: 'late'; readonly milliseconds: number }
  | { readonly kind: 'drip'; readonly bytesPerSecond: number }
  | { readonly kind: 'cut'; readonly ends: 'closed' | 'reset' | 'complete' }
  | { readonly kind: 'reset'; readonly milliseconds: number }
  | { readonly kind: 'hang' }

/** How an exchange went that a fault struck. */
export interface Course {
  /** What is sent, and what the fault did; status 0 where nothing is sent. */
  readonly answer: Answer
  /** Whether the answer is one that the contract allows. */
  readonly keepsContract: boolean
  /** Set where the body is text of this type, and not JSON. */
  readonly textType?: string
  readonly delivery: Delivery
}

/** `resultType` of an exchange that got no answer, and of one whose answer is no envelope. */
export const noAnswer = 'NO_ANSWER'
const noEnvelope = 'NO_ENVELOPE'

/** What can be done about a call that was struck. */
export interface StruckOperation {
  readonly operation: Operation
  /** Whether it can change the world at all. */
  readonly mutates: boolean
  /** Lets the operation take its course, and gives the answer that it would have had. */
  run(): Promise<Answer>
}

/** Lets a fault have its way with a call: runs the operation or does not, and says what is to leave. */
export async function takeCourse(struck: Struck, { operation, mutates, run }: StruckOperation): Promise<Course> {
  const { id, fault } = struck
  const runs = doesRun(struck)
  const real = runs ? await run() : undefined
  const tookEffect = mutates && real !== undefined && real.status === 200 && real.errorCode === undefined
  const { sent, delivery, what, textType } = plan(fault, operation, real)
  const fate = real === undefined ? 'the operation did not run' : fateOf(real, mutates, tookEffect)
  const trace: FaultTrace = { id, kind: fault.kind, tookEffect, what: `${what}; ${fate}` }
  const userKey = sent.userKey ?? real?.userKey
  return {
    answer: withTrace({ ...sent, ...(userKey !== undefined && { userKey }) }, trace),
    keepsContract: sent === real || fault.kind === 'fail' || fault.kind === 'result-type',
    ...(textType !== undefined && { textType }),
    delivery,
  }
}

/** The answer, with what the fault did to it as the reason. */
export function withTrace(answer: Answer, fault: FaultTrace): Answer {
  return { ...answer, fault, because: `fault ${fault.id}: ${fault.what}` }
}

function doesRun({ fault, runs }: Struck): boolean {
  switch (fault.kind) {
    case 'latency':
    case 'truncated-body':
    case 'slow-drip':
      return true
    case 'reset':
      return fault.at === 'during' ? runs : fault.at === 'after-commit'
    case 'fail':
    case 'refuse-handshake':
      return false
    default:
      return fault.effect === true
  }
}

function fateOf({ resultType, errorCode, because }: Answer, mutates: boolean, tookEffect: boolean): string {
  if (tookEffect) return 'the operation took effect'
  if (errorCode === undefined && !mutates) return 'the operation ran, and only reads'
  return `the operation ran and was refused with ${errorCode ?? resultType}${because === undefined ? '' : ` (${because})`}`
}

interface Plan {
  readonly sent: Answer
  readonly delivery: Delivery
  readonly what: string
  readonly textType?: string
}

const nothing: Answer = { status: 0, body: null, resultType: noAnswer }

function plan(fault: Fault, operation: Operation, real: Answer | undefined): Plan {
  const milliseconds = 'afterMilliseconds' in fault ? (fault.afterMilliseconds ?? 0) : 0
  const after = milliseconds === 0 ? '' : ` after ${milliseconds} ms`
  const late = { kind: 'late', milliseconds } as const
  switch (fault.kind) {
    case 'latency': {
      const what = `the answer came ${fault.milliseconds} ms late`
      return { sent: real as Answer, delivery: { kind: 'late', milliseconds: fault.milliseconds }, what }
    }
    case 'slow-drip': {
      const { bytesPerSecond } = fault
      const what = `the answer trickled in with ${bytesPerSecond} bytes a second`
      return { sent: real as Answer, delivery: { kind: 'drip', bytesPerSecond }, what }
    }
    case 'truncated-body': {
      const { ends = 'closed' } = fault
      return { sent: real as Answer, delivery: { kind: 'cut', ends }, what: `half of the body, then ${endings[ends]}` }
    }
    case 'hang':
      return { sent: nothing, delivery: { kind: 'hang' }, what: 'no answer until the client gives up' }
    case 'reset':
    case 'refuse-handshake':
      return { sent: nothing, delivery: { kind: 'reset', milliseconds }, what: `the connection was reset${after}` }
    case 'not-json': {
      const sent = { status: 200, body: 'OK', resultType: noEnvelope }
      return { sent, delivery: late, what: `a body that is not JSON${after}`, textType: 'application/json' }
    }
    case 'html-gateway-page': {
      const { status } = fault
      const sent = { status, body: gatewayPage(status), resultType: noEnvelope, headers: retryAfter(status) }
      return { sent, delivery: late, what: `an HTML page with HTTP ${status}${after}`, textType: 'text/html' }
    }
    case 'status': {
      const { status } = fault
      const sent = { ...failureAnswer(internalError), status, headers: retryAfter(status) }
      return { sent, delivery: late, what: `HTTP ${status}${after}` }
    }
    case 'result-type': {
      const { resultType } = fault
      const sent = { status: 200, body: { resultType, success: null, error: null }, resultType }
      return { sent, delivery: late, what: `${resultType}${after}` }
    }
    case 'fail': {
      const sent = answerFor(operation, failResult(operation, fault.code, ''))
      return { sent, delivery: late, what: `FAIL ${fault.code}` }
    }
  }
}

const endings = {
  closed: 'the connection was closed',
  reset: 'the connection was reset',
  complete: 'the end of the message',
} as const

const phrases: Readonly<Record<FaultStatus, string>> = {
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Time-out',
}

/** What limiters and gateways add; seconds. */
function retryAfter(status: FaultStatus): Record<string, string> {
  return status === 429 || status === 503 ? { 'retry-after': '1' } : {}
}

/** In the manner of the common gateways. */
function gatewayPage(status: FaultStatus): string {
  const title = `${status} ${phrases[status]}`
  return `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`
}
