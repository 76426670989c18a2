import {
  type Failure,
  internalError,
  invalidParameter,
  isSensitiveField,
  type Operation,
  type OperationId,
  resultTypes,
  type Violation,
} from '../../contracts/index.js'
import { isCodedError } from '../../errors/index.js'
import type { FaultTrace } from '../record/fault-trace.js'
import type { HandlerResult } from './operations/handler.js'

/** What goes over the wire, and what log and journal say of it. */
export interface Answer {
  readonly status: number
  readonly body: unknown
  readonly resultType: string
  readonly errorCode?: string
  readonly because?: string
  readonly userKey?: number | undefined
  readonly headers?: Readonly<Record<string, string>>
  /** Rules that the request broke, and that only the world could tell of. */
  readonly violations?: readonly Violation[]
  /** The name of the answer that a test laid ready. */
  readonly override?: string
  /** What a fault did to the exchange. */
  readonly fault?: FaultTrace
  /** Whether the caller asked for this very answer, by a magic value or a header. */
  readonly wasAsked?: boolean
  /** The mock itself failed; the log says so at level error. */
  readonly isOurFault?: boolean
  /** Set where nobody knows whether the call was done. */
  readonly outcome?: 'unknown'
}

/** The answer for what an operation's handler decided. */
export function answerFor(operation: Operation, outcome: HandlerResult): Answer {
  const { userKey, because, violations: broken, wasAsked } = outcome
  const violations = broken?.map((violation) => ({ operation: operation.id as OperationId, ...violation }))
  const told = {
    ...(userKey !== undefined && { userKey }),
    ...(because !== undefined && { because }),
    ...(violations !== undefined && { violations }),
    ...(wasAsked !== undefined && { wasAsked }),
  }
  if (outcome.kind === 'success') {
    return { status: 200, body: { resultType: 'SUCCESS', success: outcome.success }, resultType: 'SUCCESS', ...told }
  }
  if (outcome.kind === 'raw') {
    return { status: outcome.status, body: outcome.body, resultType: outcome.resultType, ...told }
  }
  const status = outcome.status !== undefined && { status: outcome.status }
  return { ...failureAnswer(failureOf(operation, outcome.code), outcome.data), ...status, ...told }
}

/** A FAIL envelope. */
export function failureAnswer(failure: Pick<Failure, 'code' | 'reason' | 'httpStatus'>, data: object = {}): Answer {
  const { code, reason, httpStatus } = failure
  const error = { errorType: 0, errorCode: code, reason, data }
  return {
    status: httpStatus,
    body: { resultType: resultTypes[1], success: null, error },
    resultType: resultTypes[1],
    errorCode: code,
  }
}

/**
 * The variant envelope.errorNames "code-message": code and text of a business failure under the names that some guides and
 * clients know. Other answers stay as they are.
 */
export function withCodeAndMessage(answer: Answer): Answer {
  const { error } = answer.body as { error?: { errorCode: string; reason: string } }
  if (answer.errorCode === undefined || error === undefined || answer.status !== 200) return answer
  const { errorCode: code, reason: message } = error
  return { ...answer, body: { resultType: answer.resultType, success: null, error: { code, message } } }
}

/** A longer rejected value is left out: characters of its JSON. */
const quotedWhole = 500

/** HTTP 400 with one entry of `errorDetails` for each field that broke a rule. */
export function invalidParameterAnswer(violations: readonly Violation[], body: unknown): Answer {
  const errorDetails = violations.map((violation) => {
    const field = violation.field.replace(/^request\.body\.?/, '')
    const sent = valueAt(body, field) ?? null
    // The caller's own value or none: never the marker that stands for it in log and journal.
    const isShown = !isSensitiveField(violation.operation, field) && (JSON.stringify(sent) ?? '').length <= quotedWhole
    return {
      field: field || 'body',
      message: koreanRule(violation),
      ...(isShown && { rejectedValue: sent }),
    }
  })
  const because = violations.map(({ message }) => message).join(' ')
  return { ...failureAnswer(invalidParameter, { errorDetails }), because }
}

/** The value at a path such as `contextList[1].context["상품 이름"]`, undefined where there is none. */
function valueAt(body: unknown, path: string): unknown {
  let value = body
  for (const [, name, index, quoted] of path.matchAll(/(?:^|\.)([\w$-]+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/g)) {
    if (typeof value !== 'object' || value === null) return undefined
    const key = name ?? index ?? (JSON.parse(quoted as string) as string)
    value = Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined
  }
  return value
}

/** HTTP 400 for a body that cannot be read at all. */
export function unreadableBodyAnswer(message: string, because: string): Answer {
  const errorDetails = [{ field: 'body', message, rejectedValue: null }]
  return { ...failureAnswer(invalidParameter, { errorDetails }), because }
}

/** HTTP 500: a fault of ours. */
export function internalErrorAnswer(because: string): Answer {
  return { ...failureAnswer(internalError), because: `a bug of this mock: ${because}`, isOurFault: true }
}

/** HTTP 500: the work threw. What has a code, such as a full disk under the state file, is no bug. */
export function thrownAnswer(error: unknown): Answer {
  if (!isCodedError(error)) return internalErrorAnswer(error instanceof Error ? String(error.stack) : String(error))
  const because = `the mock cannot do its work: ${error.message}. ${error.fix}`
  const isUnknown = error.code === 'ERR_STATE_UNKNOWN'
  return { ...failureAnswer(internalError), because, isOurFault: true, ...(isUnknown && { outcome: 'unknown' }) }
}

function failureOf(operation: Operation, code: string): Failure {
  const failure = operation.failures.find((candidate) => candidate.code === code)
  if (failure === undefined) throw new Error(`the contract of ${operation.id} has no failure ${code}`)
  return failure
}

/** The message of one `errorDetails` entry. Production's texts are unpublished; these are ours. */
function koreanRule({ rule, expected }: Violation): string {
  switch (rule) {
    case 'required':
      return '필수 값이에요.'
    case 'type':
      return `타입이 올바르지 않아요. (${expected})`
    case 'enum':
    case 'const':
      return `허용되지 않는 값이에요. (${expected})`
    default:
      return `값이 올바르지 않아요. (${expected})`
  }
}
