import type { FromSchema, JSONSchema } from 'json-schema-to-ts'
import { anonymousKeyOperations, anonymousKeyVariants } from './anonymous-key.js'
import { callbackVariants } from './callbacks.js'
import { iapOperations, iapVariants } from './iap.js'
import { loginOperations, loginVariants } from './login.js'
import { messengerOperations, messengerVariants } from './messenger.js'
import type { Operation } from './operation.js'
import { payOperations, payVariants } from './pay.js'
import { promotionOperations, promotionVariants } from './promotion.js'
import { requestVariantsOf } from './request-variants.js'
import { statusVariantsOf } from './status-variants.js'

/** Every operation of the partner API that the contract knows. Said by name: the declarations would repeat every feature's else. */
export const operations: readonly [
  ...typeof loginOperations,
  ...typeof anonymousKeyOperations,
  ...typeof payOperations,
  ...typeof iapOperations,
  ...typeof messengerOperations,
  ...typeof promotionOperations,
] = [
  ...loginOperations,
  ...anonymousKeyOperations,
  ...payOperations,
  ...iapOperations,
  ...messengerOperations,
  ...promotionOperations,
]

/** Every place where sources conflict, with its named options. */
export const variants: readonly [
  ...typeof loginVariants,
  ...typeof anonymousKeyVariants,
  ...typeof payVariants,
  ...typeof iapVariants,
  ...typeof messengerVariants,
  ...typeof promotionVariants,
  ...typeof callbackVariants,
  ...ReturnType<typeof requestVariantsOf<typeof operations>>,
  ...ReturnType<typeof statusVariantsOf<typeof operations>>,
] = [
  ...loginVariants,
  ...anonymousKeyVariants,
  ...payVariants,
  ...iapVariants,
  ...messengerVariants,
  ...promotionVariants,
  ...callbackVariants,
  ...requestVariantsOf(operations),
  ...statusVariantsOf(operations),
]

type KnownOperation = (typeof operations)[number]

/** The id of an operation, `feature.verb`. */
export type OperationId = KnownOperation['id']

/** The operation with this id, as its literal type. */
export type OperationOf<Id extends OperationId> = Extract<KnownOperation, { id: Id }>

type RequestSchema<Id extends OperationId> = OperationOf<Id>['request'] extends { readonly schema: infer Schema }
  ? Schema
  : undefined

/**
 * What the schemas say, as TypeScript. The compiler writes it out into the declarations, so that users have neither to install
 * json-schema-to-ts nor to wait for it.
 */
const payloads =
  writtenOut<{
    [Id in OperationId]: {
      request: RequestSchema<Id> extends undefined ? undefined : FromSchema<Extract<RequestSchema<Id>, JSONSchema>>
      success: FromSchema<OperationOf<Id>['success']['schema'], { parseIfThenElseKeywords: true }>
    }
  }>()

type WrittenOut<Type> = Type extends object ? { [Key in keyof Type]: WrittenOut<Type[Key]> } : Type

/** There is nothing at run time. */
function writtenOut<Type>(): WrittenOut<Type> {
  return {} as WrittenOut<Type>
}

/** The JSON body that the operation takes; `undefined` where it takes none. */
export type RequestBodyOf<Id extends OperationId> = (typeof payloads)[Id]['request']

/** The payload of a SUCCESS envelope. */
export type SuccessOf<Id extends OperationId> = (typeof payloads)[Id]['success']

/** The error codes that the operation's FAIL envelope can carry. */
export type FailureCodeOf<Id extends OperationId> = OperationOf<Id>['failures'][number]['code']

type KnownVariant = (typeof variants)[number]

/** The id of a variant, for example `login.invalidGrant`. */
export type VariantId = KnownVariant['id']

/** A choice of variants by name; those left out keep their default. */
export type VariantChoices = {
  [Id in VariantId]?: keyof Extract<KnownVariant, { id: Id }>['options'] & string
}

const byId = new Map<string, Operation>(operations.map((operation) => [operation.id, operation]))

/** The operation with this id. */
export function operation<Id extends OperationId>(id: Id): OperationOf<Id> {
  return byId.get(id) as OperationOf<Id>
}
