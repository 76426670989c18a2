import type { Failure, Operation, Variant } from './operation.js'
import { documented, observed } from './provenance.js'
import type { JsonSchema } from './schema.js'

const errorCodes = 'error code table (2026-07/08)'

/** Every value of `resultType`. Anything but SUCCESS is a failure. */
export const resultTypes = [
  'SUCCESS',
  'FAIL',
  'HTTP_TIMEOUT',
  'NETWORK_ERROR',
  'EXECUTION_FAIL',
  'INTERRUPTED',
  'INTERNAL_ERROR',
] as const

/** What became of a call, as the envelope says it. */
export type ResultType = (typeof resultTypes)[number]

/** The `error` of a FAIL envelope. */
export interface EnvelopeError<Code extends string = string, Data = Record<string, unknown>> {
  /** Internal to the platform; 0 was seen. */
  errorType: number
  /** Always a string, even when it is digits: `"4109"`. */
  errorCode: Code
  /** Korean. */
  reason: string
  data: Data
  title?: string | null
}

/** The call did what it should. */
export interface SuccessEnvelope<Success> {
  resultType: 'SUCCESS'
  success: Success
  error?: null
}

/** The operation said no. */
export interface FailEnvelope<Code extends string = string> {
  resultType: 'FAIL'
  success: null
  error: EnvelopeError<Code>
}

/** The platform could not find out, or gave up: `HTTP_TIMEOUT`, `NETWORK_ERROR` and so on. */
export interface OtherEnvelope {
  resultType: Exclude<ResultType, 'SUCCESS' | 'FAIL'>
  success?: null
  error?: EnvelopeError | null
}

/**
 * The body of every response of the partner API.
 *
 * @example
 * ```ts
 * type Answer = Envelope<SuccessOf<'login.loginMe'>, FailureCodeOf<'login.loginMe'>>
 * ```
 */
export type Envelope<Success, Code extends string = string> =
  | SuccessEnvelope<Success>
  | FailEnvelope<Code>
  | OtherEnvelope

const resultTypeProvenance = documented('response format')

/** `error.data` where a failure does not say more. */
const anyData = {
  type: 'object',
  'x-provenance': documented(`${errorCodes}: an object, {} when there is nothing`),
} as const

/** The schema of `error`, with the given codes (any code where none are given) and the given `error.data`. */
function errorSchema(codes?: readonly string[], data: JsonSchema = anyData): JsonSchema {
  return {
    type: 'object',
    properties: {
      errorType: { type: 'integer', description: 'Internal; 0 was seen.', 'x-provenance': observed('captures show 0') },
      errorCode: {
        type: 'string',
        ...(codes === undefined ? {} : { enum: [...codes] }),
        'x-provenance': observed('captures show a string, even when it is digits'),
      },
      reason: { type: 'string', description: 'Korean.', 'x-provenance': observed('captures') },
      data: { 'x-provenance': anyData['x-provenance'], ...data },
      title: { type: ['string', 'null'], 'x-provenance': documented(errorCodes) },
    },
    required: ['errorType', 'errorCode', 'reason', 'data'],
    'x-provenance': documented(errorCodes),
  }
}

function envelopeSchema(
  types: readonly ResultType[],
  rest: Record<string, JsonSchema>,
  required: string[],
): JsonSchema {
  return {
    type: 'object',
    properties: { resultType: { type: 'string', enum: types, 'x-provenance': resultTypeProvenance }, ...rest },
    required: ['resultType', ...required],
    'x-provenance': resultTypeProvenance,
  }
}

/** The envelope around `success`, or around anything where no schema is given. */
export function successEnvelopeSchema(success: JsonSchema = {}): JsonSchema {
  const error = {
    type: 'null',
    description: 'Absent or null on success.',
    'x-provenance': documented('response format'),
  } as const
  return envelopeSchema(['SUCCESS'], { success, error }, ['success'])
}

/** The FAIL envelope with one of `codes` (any code where none are given) and the given shape of `error.data`. */
export function failEnvelopeSchema(codes?: readonly string[], data?: JsonSchema): JsonSchema {
  const success = { type: 'null', 'x-provenance': observed('captures show success: null on failure') } as const
  return envelopeSchema(['FAIL'], { success, error: errorSchema(codes, data) }, ['success', 'error'])
}

/** The envelope of the other result types. What they carry besides the type is unpublished. */
export function otherEnvelopeSchema(): JsonSchema {
  const error = { anyOf: [{ type: 'null' }, errorSchema()], 'x-provenance': resultTypeProvenance } as const
  const types = resultTypes.filter((type) => type !== 'SUCCESS' && type !== 'FAIL')
  return envelopeSchema(types, { success: { type: 'null', 'x-provenance': resultTypeProvenance }, error }, [])
}

/** What every body has in common: one of the result types. */
export function anyEnvelopeSchema(): JsonSchema {
  return envelopeSchema(resultTypes, {}, [])
}

/** One body that an operation can answer with. */
export interface ResponseShape {
  readonly status: number
  readonly kind: 'success' | 'fail' | 'other' | 'variant'
  readonly schema: JsonSchema
  /** For `fail`: the failures that have this shape. */
  readonly failures?: readonly Failure[]
  /** For `variant`: where it comes from. */
  readonly variant?: { readonly id: string; readonly option: string }
}

/**
 * Every body that an operation can answer with: success, the failures grouped by HTTP status and shape of `error.data`,
 * the other result types, and the answers of variants. No two of them allow the same body.
 *
 * @param success - the schema to use in place of the operation's own, for example a `$ref` to it
 */
export function responseShapes(
  operation: Operation,
  variants: readonly Variant[],
  success: JsonSchema = operation.success.schema,
): ResponseShape[] {
  const shapes: ResponseShape[] = [{ status: 200, kind: 'success', schema: successEnvelopeSchema(success) }]
  for (const failures of groupByShape(operation.failures)) {
    const [{ httpStatus, data }] = failures
    const codes = failures.map((failure) => failure.code)
    shapes.push({ status: httpStatus, kind: 'fail', schema: failEnvelopeSchema(codes, data), failures })
  }
  for (const status of [200, 500]) shapes.push({ status, kind: 'other', schema: otherEnvelopeSchema() })
  for (const variant of variants) {
    if (!variant.operations.includes(operation.id)) continue
    for (const [option, { response }] of Object.entries(variant.options)) {
      if (response === undefined) continue
      const { status, body } = response
      shapes.push({ status, kind: 'variant', schema: body, variant: { id: variant.id, option } })
    }
  }
  return shapes
}

function groupByShape(failures: readonly Failure[]): Iterable<[Failure, ...Failure[]]> {
  const groups = new Map<string, [Failure, ...Failure[]]>()
  for (const failure of failures) {
    const shape = `${failure.httpStatus} ${JSON.stringify(failure.data)}`
    const group = groups.get(shape)
    if (group === undefined) groups.set(shape, [failure])
    else group.push(failure)
  }
  return groups.values()
}
