import {
  checkResponse,
  messageAsRead,
  type OperationId,
  operation,
  type SuccessOf,
  unsafeIntegers,
  unsafeInWords,
  type Violation,
} from '../contracts/index.js'
import { BusinessError, UnexpectedResponseError } from './errors.js'
import type { ExchangeReply } from './exchange.js'
import { graveOf } from './grave-violations.js'

/** How to judge an answer. */
export interface AnswerRules {
  /** Take every deviation of a successful answer for an error. */
  readonly strict: boolean
  /** Called with deviations that do no harm. */
  readonly onDeviation: (violations: readonly Violation[]) => void
}

/**
 * The payload of a SUCCESS envelope.
 *
 * @throws BusinessError for any other envelope, also with an unknown `errorCode`, and for a top-level `{"error":"invalid_grant"}`
 * @throws UnexpectedResponseError for anything else
 */
export function readAnswer<Id extends OperationId>(
  id: Id,
  reply: ExchangeReply,
  judgement: AnswerRules,
): SuccessOf<Id> {
  const { status, contentType } = reply
  const text = reply.body.toString('utf8')
  const given = parse(id, reply, text)
  const unsafe = unsafeIntegers(given, 'response.body', text).find(({ field }) => /user_?key$/i.test(field))
  const body = withPayload(given)
  const refusal = readRefusal(body)
  if (refusal !== undefined) throw new BusinessError({ operation: id, httpStatus: status, ...refusal })
  if (unsafe !== undefined) {
    const hint = unsafeInWords(unsafe)
    throw new UnexpectedResponseError({ operation: id, httpStatus: status, contentType, hint, violations: [], body })
  }

  const violations = checkResponse(id, { status, body: judgement.strict ? given : body, contentType })
  const grave = judgement.strict ? violations : graveOf(violations, body)
  const envelope = body as { resultType?: unknown; success?: unknown } | null
  const isSuccess = envelope?.resultType === 'SUCCESS' && status >= 200 && status < 300
  if (isSuccess && grave.length === 0) {
    if (violations.length === 0) return envelope.success as SuccessOf<Id>
    judgement.onDeviation(violations)
    return messageAsRead(operation(id).success.schema, envelope.success) as SuccessOf<Id>
  }
  const [first] = grave.length > 0 ? grave : violations
  throw new UnexpectedResponseError({
    operation: id,
    httpStatus: status,
    contentType,
    hint: first?.message ?? `The answer has HTTP status ${status} and is not an envelope of the partner API.`,
    violations: grave.length > 0 ? grave : violations,
    body,
  })
}

/** Older documents of the messenger name the payload `result`, and the reason in its `fail` entries `reachFailReason`. */
function withPayload(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || !('result' in body) || 'success' in body) return body
  const { result, ...rest } = body
  return { ...rest, success: withReasons(result) }
}

function withReasons(result: unknown): unknown {
  const { fail } = (result ?? {}) as { fail?: unknown }
  if (typeof fail !== 'object' || fail === null) return result
  const renamed = Object.entries(fail).map(([channel, entries]) => [
    channel,
    Array.isArray(entries) ? entries.map(withReason) : entries,
  ])
  return { ...(result as object), fail: Object.fromEntries(renamed) }
}

function withReason(entry: unknown): unknown {
  if (typeof entry !== 'object' || entry === null || !('reachFailReason' in entry)) return entry
  const { reachFailReason, ...rest } = entry
  return { reachedFailReason: reachFailReason, ...rest }
}

function parse(id: OperationId, { status, contentType }: ExchangeReply, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new UnexpectedResponseError({
      operation: id,
      httpStatus: status,
      contentType,
      hint: `HTTP ${status} with ${describe(text)} instead of JSON.`,
      body: text,
      cause,
    })
  }
}

function describe(text: string): string {
  if (text.trim() === '') return 'an empty body'
  if (!/^\s*</.test(text)) return 'a body that cannot be read'
  const title = /<title>\s*([^<]{1,100})/i.exec(text)?.[1]?.trim()
  return `an HTML page${title ? ` ("${title}")` : ''}, likely from a gateway in front of the API,`
}

type Refusal = Omit<ConstructorParameters<typeof BusinessError>[0], 'operation' | 'httpStatus'>

function readRefusal(body: unknown): Refusal | undefined {
  if (typeof body !== 'object' || body === null) return undefined
  const { resultType, error } = body as { resultType?: unknown; error?: unknown }
  if (typeof resultType === 'string' && resultType !== 'SUCCESS') return readError(resultType, error)
  if (resultType === undefined && typeof error === 'string') {
    const { error_description: reason } = body as { error_description?: unknown }
    return { resultType: 'FAIL', errorCode: error, reason: typeof reason === 'string' ? reason : '', data: {} }
  }
  return undefined
}

function readError(resultType: string, error: unknown): Refusal {
  // Some guides write code and message where production was seen to send errorCode and reason.
  const fields = (typeof error === 'object' && error !== null ? error : {}) as Record<string, unknown>
  const code = fields.errorCode ?? fields.code
  const reason = fields.reason ?? fields.message
  const { errorType, data, title } = fields
  return {
    resultType,
    errorCode: typeof code === 'string' || typeof code === 'number' ? String(code) : resultType,
    errorType: typeof errorType === 'number' ? errorType : undefined,
    reason: typeof reason === 'string' ? reason : '',
    data: typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {},
    title: typeof title === 'string' ? title : undefined,
  }
}
