import {
  checkResponse,
  checkValue,
  failEnvelopeSchema,
  type Operation,
  type OperationId,
  operation,
  operations,
  redactResponse,
  redactText,
  type Variant,
  variants,
  visible,
} from '../contracts/index.js'
import { isAnswer, type Reply } from './connection.js'
import { type Difference, difference, differenceOf, inWords } from './difference.js'

/** What came back for one request, read and judged by the contract. */
export interface Answer {
  /** Undefined for a path or method that is not an operation. */
  readonly operation: OperationId | undefined
  /** 0 where no HTTP answer came. */
  readonly status: number
  /** Parsed; undefined where it is not JSON. */
  readonly body: unknown
  readonly resultType: string | undefined
  /** As text, even where it came as a number, or under the name `code`. */
  readonly errorCode: string | undefined
  readonly reason: string | undefined
  /** `error.data` of a failure. */
  readonly data: Readonly<Record<string, unknown>>
  /** The payload of a SUCCESS envelope, even where it is called `result`. */
  readonly success: unknown
  /** The variant whose answer it is; undefined for an answer as it is by default. */
  readonly variant: { readonly id: string; readonly option: string } | undefined
  /** How the answer breaks the contract in itself, whatever was asked. */
  readonly differences: readonly Difference[]
  /** Fields that are left out and may be null: a lenient reader takes them for null, and `seen` tells of it. */
  readonly leftOut: readonly string[]
  /** The answer in a line, redacted. */
  readonly seen: string
}

/** Reads what came back. `hide`: values that must not be shown, whatever field they are in. */
export function readAnswer(id: OperationId | undefined, reply: Reply, hide: readonly string[] = []): Answer {
  const mask = (text: string) => visible(hide.reduce((masked, secret) => masked.replaceAll(secret, '[hidden]'), text))
  if (!isAnswer(reply)) return unanswered(id, reply)
  const { status, contentType, text } = reply
  const parsed = parse(text)
  const body = parsed?.json
  const envelope = (typeof body === 'object' && body !== null ? body : {}) as Record<string, never>
  const error = (envelope.error ?? {}) as Record<string, never>
  const code: unknown = error.errorCode ?? error.code
  const { resultType } = envelope
  const read = {
    operation: id,
    status,
    body,
    resultType: typeof resultType === 'string' ? resultType : undefined,
    errorCode: code === undefined || code === null ? undefined : mask(String(code)),
    reason: textOf(error.reason ?? error.message, mask),
    data: (error.data ?? {}) as Record<string, unknown>,
    success: envelope.success ?? envelope.result,
    variant: id === undefined ? undefined : variantOf(id, status, body),
  }
  const leftOut = id === undefined ? [] : leftOutOf(id, reply, body)
  const differences = (parsed === undefined ? [notJson(contentType, text)] : breaches(id, reply, body)).map(
    (found) => ({ ...found, got: mask(found.got) }),
  )
  const without = leftOut.length === 0 ? '' : `, without ${leftOut.join(', ')} (null was expected)`
  return { ...read, differences, leftOut, seen: mask(`HTTP ${status} ${describe(read, text)}${without}`) }
}

/** A line that says what a value is, for a report. */
export function describeValue(id: OperationId | undefined, value: unknown): string {
  const redacted = redactResponse(id, { success: value }) as { success: unknown }
  return inWords(redacted.success)
}

function unanswered(id: OperationId | undefined, reply: Exclude<Reply, { status: number }>): Answer {
  const isGivenUp = reply.code === 'TIMEOUT' || reply.code === 'TOO_LONG'
  const got = isGivenUp ? reply.error.message : `no answer (${reply.code})`
  return {
    operation: id,
    status: 0,
    body: undefined,
    resultType: undefined,
    errorCode: undefined,
    reason: undefined,
    data: {},
    success: undefined,
    variant: undefined,
    leftOut: [],
    differences: [difference({ field: 'response', rule: 'answer', expected: 'an HTTP answer', got })],
    seen: got,
  }
}

function parse(text: string): { readonly json: unknown } | undefined {
  try {
    return { json: JSON.parse(text) }
  } catch {
    return undefined
  }
}

function notJson(contentType: string | undefined, text: string): Difference {
  const kind = contentType?.split(';', 1)[0] ?? 'no Content-Type'
  const got = text === '' ? 'an empty body' : `${kind}: ${redactText(text.trim().slice(0, 60))}`
  return difference({ field: 'response.body', rule: 'json', expected: 'JSON', got })
}

function breaches(
  id: OperationId | undefined,
  { status, contentType }: { status: number; contentType: string | undefined },
  body: unknown,
): Difference[] {
  if (id !== undefined) {
    const all = checkResponse(id, { status, body, contentType: contentType ?? 'none' })
    const found = all.filter(({ mayBeNull }) => !mayBeNull).map(differenceOf)
    const { resultType, success } = (body ?? {}) as { resultType?: unknown; success?: unknown }
    const hasPayload = resultType === 'SUCCESS' && success !== undefined
    return withoutEchoes(found).map((one) => (hasPayload ? { ...one, key: `${payloadOf(id, one)}${one.key}` } : one))
  }
  if (!/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(contentType ?? '')) {
    const field = 'response.headers.content-type'
    const expected = 'application/json'
    return [difference({ field, rule: 'contentType', expected, got: inWords(contentType ?? 'none') })]
  }
  const isFail = (body as { resultType?: unknown } | null)?.resultType === 'FAIL'
  return isFail ? checkValue(failEnvelopeSchema(), body, 'response.body').map(differenceOf) : []
}

function leftOutOf(id: OperationId, { status }: { status: number }, body: unknown): string[] {
  const absent = checkResponse(id, { status, body }).filter(({ mayBeNull }) => mayBeNull)
  const names = absent.map(({ field }) => field.replace(/^response\.body\.success\./, '').replace(/\[\d+\]/g, '[]'))
  return [...new Set(names)]
}

/** A value of the wrong type breaks further rules of the same field: the type says enough. */
function withoutEchoes(found: readonly Difference[]): Difference[] {
  return found.filter(
    ({ field, rule }) => rule === 'type' || !found.some((other) => other.field === field && other.rule === 'type'),
  )
}

/** Fields of a payload belong together in operations that share its schema, and to one operation otherwise. */
function payloadOf(id: OperationId, { field }: Difference): string {
  if (!field.startsWith('response.body.success')) return ''
  const { schema } = operation(id).success
  return `${operations.find(({ success }) => success.schema === schema)?.id} `
}

function variantOf(id: OperationId, status: number, body: unknown): Answer['variant'] {
  for (const variant of variants as readonly Variant[]) {
    if (!variant.operations.includes(id)) continue
    for (const [option, { response }] of Object.entries(variant.options)) {
      if (response?.status === status && checkValue(response.body, body, 'response.body').length === 0) {
        return { id: variant.id, option }
      }
    }
  }
  return undefined
}

function describe(read: Omit<Answer, 'differences' | 'leftOut' | 'seen'>, text: string): string {
  const { operation: id, body, resultType, errorCode, reason, success } = read
  if (errorCode !== undefined) {
    const data = Object.keys(read.data).length === 0 ? '' : ` ${describeData(id, read.data)}`
    return `${resultType ?? 'no resultType,'} ${errorCode}${reason ? ` ${redactText(reason)}` : ''}${data}`
  }
  if (resultType === 'SUCCESS') return `SUCCESS ${payload(id, success)}`
  if (body === undefined) return text === '' ? '(empty)' : `(not JSON) ${redactText(text.trim().slice(0, 60))}`
  return inWords(redactResponse(id, body))
}

/** An object is shown by the names of its fields: what they hold is shown where it matters. */
function payload(id: OperationId | undefined, success: unknown): string {
  if (typeof success !== 'object' || success === null) return describeValue(id, success ?? null)
  const names = Object.keys(success)
  return names.length > 8 ? `(${names.length} fields)` : `(${names.join(', ')})`
}

function describeData(id: OperationId | undefined, data: unknown): string {
  const redacted = redactResponse(id, { resultType: 'FAIL', error: { data } }) as { error: { data: unknown } }
  return inWords(redacted.error.data, 160)
}

function textOf(value: unknown, mask: (text: string) => string): string | undefined {
  return typeof value === 'string' ? mask(value) : undefined
}

/** The failure with this code in the contract of an operation. */
export function failureOf(id: OperationId, code: string): Operation['failures'][number] {
  const failure = (operation(id) as Operation).failures.find((candidate) => candidate.code === code)
  if (failure === undefined) throw new Error(`the contract of ${id} has no failure ${code}`)
  return failure
}
