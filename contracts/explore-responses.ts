import { type OperationId, operation, type SuccessOf, variants } from './catalogue.js'
import { resultTypes } from './envelope.js'
import type { Failure, Operation, Variant } from './operation.js'
import { type Encrypt, encryptedSample, failBody, sampleOf } from './sample.js'
import type { JsonSchema } from './schema.js'
import type { SuccessExample } from './success-examples.js'
import { type Variation, variationsOf } from './variations.js'

/** One answer that the contract allows an operation to give. */
export interface ExploredResponse {
  readonly operation: OperationId
  /** What is special about it: `success without policy`, `FAIL 4010`, `HTTP_TIMEOUT`. Unique for its operation. */
  readonly name: string
  readonly kind: 'success' | 'fail' | 'other' | 'variant'
  readonly status: number
  /** The whole body, envelope included. */
  readonly body: unknown
  /** The code of a `fail`. */
  readonly errorCode?: string
}

/** What the answers are made of. */
export interface ExploreOptions<Id extends OperationId = OperationId> {
  /** Fields that every success has as given, for example the order number of the test; the whole payload where it is not an object. */
  readonly success?: Partial<SuccessOf<Id>>
  /** Payloads to start from; by default one is made from the schema. The first is the one that is varied. */
  readonly examples?: readonly SuccessExample<Id>[]
  /** Encrypts the personal fields of login-me; by default they cannot be decrypted. */
  readonly encrypt?: Encrypt
}

type Shape = Omit<ExploredResponse, 'operation'>

/**
 * Every shape of answer that the contract allows an operation to give: each optional field absent, each nullable one null,
 * each value of an enumeration, each empty text or list that is allowed, each failure, each other result type, each answer of
 * a variant. One thing differs at a time. All of them are valid by `checkResponse`.
 *
 * @example
 * ```ts
 * exploreResponses('iap.getOrderStatus').map(({ name }) => name)
 * // ['success', 'success with error null', 'success, sku empty', 'success, status NOT_FOUND', …, 'FAIL 4010', …]
 * ```
 */
export function exploreResponses<Id extends OperationId>(id: Id, options: ExploreOptions<Id> = {}): ExploredResponse[] {
  const { success, failures }: Operation = operation(id)
  const shapes = [
    ...successShapes(success.schema, options as ExploreOptions),
    ...failShapes(failures),
    ...otherShapes(),
    ...variantShapes(id, success.schema, options.encrypt),
  ]
  const seen = new Set<string>()
  const distinct = shapes.filter(({ status, body }) => {
    const text = JSON.stringify([status, body])
    return !seen.has(text) && seen.add(text)
  })
  return distinct.map((shape) => ({ operation: id, ...shape }))
}

function successShapes(schema: JsonSchema, { success: given, examples = [], encrypt }: ExploreOptions): Shape[] {
  const pinned = isObject(given) ? Object.keys(given) : []
  const found = examples.length === 0 ? [{ name: '', success: sampleOf(schema, encrypt) }] : examples
  const payloads = found.map((example) => ({
    name: example.name,
    success: settle(schema, example.success, given, encrypt),
  }))
  const [base] = payloads as [{ name: string; success: unknown }]
  const varied = given !== undefined && !isObject(given) ? [] : variationsOf(schema, base.success, { encrypt, pinned })
  return [
    ...payloads.map(({ name, success }) => successShape(name === '' ? 'success' : `success (${name})`, success)),
    { ...successShape('success with error null', base.success), body: { ...bodyOf(base.success), error: null } },
    ...varied.map(({ label, value }) => successShape(`success${separator(label)}${label}`, value)),
  ]
}

const bodyOf = (success: unknown) => ({ resultType: 'SUCCESS', success })

function successShape(name: string, success: unknown): Shape {
  return { name, kind: 'success', status: 200, body: bodyOf(success) }
}

/** An example with the given fields, and with personal fields that can be decrypted. */
function settle(schema: JsonSchema, example: unknown, given: unknown, encrypt: Encrypt | undefined): unknown {
  if (given !== undefined && !isObject(given)) return given
  if (!isObject(example)) return example
  const fields = Object.entries(example).map(([name, value]) => {
    const encrypted = schema.properties?.[name]?.['x-encrypted'] === true && value !== null
    return [name, encrypted ? encryptedSample(name, encrypt) : value]
  })
  return { ...Object.fromEntries(fields), ...(given as object | undefined) }
}

/** Each failure, and each further shape of `error` once. */
function failShapes(failures: readonly Failure[]): Shape[] {
  const shapes = failures.map((failure) => failShape(`FAIL ${failure.code}`, failure))
  const [first] = failures
  const titles =
    first === undefined
      ? []
      : [
          failShape(`FAIL ${first.code} with title`, first, { title: '잠시 후 다시 시도해 주세요.' }),
          failShape(`FAIL ${first.code}, title null`, first, { title: null }),
        ]
  const withData = new Map(failures.filter(({ data }) => data !== undefined).map((failure) => [failure.data, failure]))
  const data = [...withData].flatMap(([schema, failure]) =>
    variationsOf(schema as JsonSchema, sampleOf(schema as JsonSchema)).map(({ label, value }) => {
      const at = label.startsWith('with') ? ` ${label.replace(' ', ' data.')}` : `, data.${label}`
      return failShape(`FAIL ${failure.code}${at}`, failure, { data: value })
    }),
  )
  return [...shapes, ...titles, ...data]
}

function failShape(name: string, failure: Failure, rest: object = {}): Shape {
  const { httpStatus: status, code: errorCode } = failure
  return { name, kind: 'fail', status, body: failBody(failure, rest), errorCode }
}

/** What the other result types carry is unpublished; the contract allows these forms of it. */
function otherShapes(): Shape[] {
  return resultTypes
    .filter((type) => type !== 'SUCCESS' && type !== 'FAIL')
    .flatMap((resultType): Shape[] => {
      const error = { errorType: 0, errorCode: resultType, reason: '잠시 후 다시 시도해 주세요.', data: {} }
      const shape = { kind: 'other', status: 200 } as const
      return [
        { ...shape, name: resultType, body: { resultType, success: null, error: null } },
        { ...shape, name: `${resultType} with error`, body: { resultType, success: null, error } },
        { ...shape, name: `${resultType} and nothing else`, body: { resultType } },
        { ...shape, name: `${resultType}, HTTP 500`, status: 500, body: { resultType, success: null, error } },
      ]
    })
}

function variantShapes(id: OperationId, success: JsonSchema, encrypt: Encrypt | undefined): Shape[] {
  const concerned = (variants as readonly Variant[]).filter(({ operations }) => operations.includes(id))
  return concerned.flatMap(({ id: variant, options }) =>
    Object.entries(options).flatMap(([option, { response }]): Shape[] => {
      if (response === undefined) return []
      const { status, body: schema } = response
      const base = sampleOf(schema, encrypt)
      // The payload itself is varied above.
      const holdsPayload = Object.values(schema.properties ?? {}).includes(success)
      const others: Variation[] = holdsPayload ? [] : variationsOf(schema, base, { encrypt })
      const name = `variant ${variant}=${option}`
      return [{ label: '', value: base }, ...others].map(({ label, value }) => ({
        name: label === '' ? name : `${name}${separator(label)}${label}`,
        kind: 'variant',
        status,
        body: value,
      }))
    }),
  )
}

function separator(label: string): string {
  return label.startsWith('with') ? ' ' : ', '
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
