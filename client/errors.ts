import type { FailureCodeOf, OperationId, Violation } from '../contracts/index.js'
import { CodedError, type CodedErrorOptions, isCodedError } from '../errors/index.js'
import type { Problem, RequestSent } from './diagnose.js'
import { type Outcome, outcomeOfRefusal, unlessHarmless } from './outcome.js'

/** What a failed exchange is known to be. */
export interface TransportErrorDetails extends CodedErrorOptions {
  operation: OperationId
  /** A stable word for what went wrong. */
  problem: Problem
  /** What went wrong, as a sentence. */
  hint: string
  /** Whether the platform may have acted on the request. */
  requestSent: RequestSent
}

/**
 * No answer came: the connection, the TLS handshake or the reply failed. `code` is `ERR_TIMEOUT` when time ran out, and
 * `ERR_NETWORK` otherwise. `problem` says which, `hint` says it in words, `fix` says what to do, `cause` is the failure underneath.
 *
 * `requestSent` is `'no'` when the platform certainly did not get to act on the request, and `'maybe'` otherwise: a payment
 * that failed with `'maybe'` has to be looked up before it is tried again.
 *
 * @example
 * ```ts
 * try {
 *   await client.login.generateToken({ authorizationCode, referrer })
 * } catch (error) {
 *   if (isTransportError(error) && error.problem === 'no-client-certificate') console.log(error.fix)
 *   throw error
 * }
 * ```
 */
export class TransportError extends CodedError<'ERR_NETWORK' | 'ERR_TIMEOUT'> {
  readonly operation: OperationId
  readonly problem: Problem
  readonly hint: string
  readonly requestSent: RequestSent
  /** Whether the operation may have taken effect: `unknown` where `requestSent` is `maybe`, unless it only reads. */
  readonly outcome: Outcome

  constructor(details: TransportErrorDetails) {
    const code = details.problem === 'timeout' ? 'ERR_TIMEOUT' : 'ERR_NETWORK'
    super(code, `${details.operation}: ${details.hint}`, details)
    this.operation = details.operation
    this.problem = details.problem
    this.hint = details.hint
    this.requestSent = details.requestSent
    this.outcome = details.requestSent === 'no' ? 'failed' : unlessHarmless(details.operation)
  }

  override get name(): string {
    return 'TransportError'
  }
}

/** An `errorCode` that the contract knows. Production may send others. */
export type BusinessErrorCode = FailureCodeOf<OperationId> | 'invalid_grant'

/** What a FAIL envelope, or a top-level `{"error":…}`, said. */
export interface BusinessErrorDetails {
  operation: OperationId
  resultType: string
  errorCode: string
  errorType?: number | undefined
  reason: string
  data: Record<string, unknown>
  title?: string | undefined
  httpStatus: number
}

/**
 * The platform answered, and the answer is no. `errorCode` is the platform's own code (`OAUTH_ISSUE_TOKEN_ERROR`, `4109` …); where
 * an answer carries none, as the result types HTTP_TIMEOUT and the like may do, it is the `resultType`.
 *
 * Result types other than FAIL, and HTTP 5xx, do not say whether the operation took effect: `outcome` is `unknown` then. A
 * payment that was answered HTTP_TIMEOUT has to be looked up before it is tried again.
 *
 * @example
 * ```ts
 * if (isBusinessError(error, '4095')) await wait(error.retryAfterSeconds ?? 60)
 * ```
 */
export class BusinessError extends CodedError<'ERR_BUSINESS_FAILURE'> {
  readonly operation: OperationId
  /** `FAIL`, or one of the other result types that are not SUCCESS. */
  readonly resultType: string
  /** Always a string, even when it is digits. */
  readonly errorCode: BusinessErrorCode | (string & {})
  readonly errorType: number | undefined
  /** The platform's text, Korean. */
  readonly reason: string
  readonly data: Record<string, unknown>
  readonly title: string | undefined
  readonly httpStatus: number
  /**
   * `failed` for a FAIL envelope with an HTTP status below 500, unless its code speaks of an earlier call that may have taken
   * effect, as `PAY_ALREADY_COMPLETED` and `4113` do; `unknown` otherwise. Always `failed` where the operation only reads.
   */
  readonly outcome: Outcome

  constructor(details: BusinessErrorDetails) {
    const { operation, errorCode, reason } = details
    super('ERR_BUSINESS_FAILURE', `${operation}: ${errorCode}${reason === '' ? '' : ` ${reason}`}`)
    this.operation = operation
    this.resultType = details.resultType
    this.errorCode = errorCode
    this.errorType = details.errorType
    this.reason = reason
    this.data = details.data
    this.title = details.title
    this.httpStatus = details.httpStatus
    this.outcome = outcomeOfRefusal(operation, details)
  }

  override get name(): string {
    return 'BusinessError'
  }

  /** Seconds to wait before the next call, where the platform says so (`4095`). */
  get retryAfterSeconds(): number | undefined {
    const seconds = this.data.retryAfterSeconds
    return typeof seconds === 'number' ? seconds : undefined
  }
}

/** What an answer was that the contract does not know. */
export interface UnexpectedResponseDetails extends CodedErrorOptions {
  operation: OperationId
  httpStatus: number
  /** What is wrong with the answer, as a sentence. */
  hint: string
  contentType?: string | undefined
  violations?: readonly Violation[]
  body: unknown
}

/**
 * An answer came, but it is none of those that the contract knows: no JSON, a gateway's HTML page, a missing field. The
 * operation may have taken effect.
 */
export class UnexpectedResponseError extends CodedError<'ERR_UNEXPECTED_RESPONSE'> {
  readonly operation: OperationId
  readonly httpStatus: number
  readonly contentType: string | undefined
  readonly hint: string
  /** Whether the operation may have taken effect: `unknown`, unless it only reads. */
  readonly outcome: Outcome
  /** Which field breaks which rule of the contract; empty where the answer is not JSON at all. */
  readonly violations: readonly Violation[]
  /** The answer as it came: parsed JSON, or text. Not enumerable, so that logs do not show it by themselves. */
  declare readonly body: unknown

  constructor(details: UnexpectedResponseDetails) {
    super('ERR_UNEXPECTED_RESPONSE', `${details.operation}: ${details.hint}`, details)
    this.operation = details.operation
    this.httpStatus = details.httpStatus
    this.contentType = details.contentType
    this.hint = details.hint
    this.violations = details.violations ?? []
    this.outcome = unlessHarmless(details.operation)
    Object.defineProperty(this, 'body', { value: details.body })
  }

  override get name(): string {
    return 'UnexpectedResponseError'
  }
}

/** Whether `error` says that no answer came; true across two copies of this package. */
export function isTransportError(error: unknown): error is TransportError {
  return isCodedError(error, 'ERR_NETWORK') || isCodedError(error, 'ERR_TIMEOUT')
}

/** Whether `error` is the platform's no, and carries `errorCode` where one is given; true across two copies of this package. */
export function isBusinessError(error: unknown, errorCode?: BusinessErrorCode | (string & {})): error is BusinessError {
  if (!isCodedError(error, 'ERR_BUSINESS_FAILURE')) return false
  return errorCode === undefined || (error as BusinessError).errorCode === errorCode
}

/** Whether `error` is an answer outside the contract; true across two copies of this package. */
export function isUnexpectedResponseError(error: unknown): error is UnexpectedResponseError {
  return isCodedError(error, 'ERR_UNEXPECTED_RESPONSE')
}
