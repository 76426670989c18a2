import {
  type Operation,
  type OperationId,
  type OrderStatus,
  operation,
  orderStatuses,
} from '../../../contracts/index.js'
import { promotionByCode } from '../../world/promotion.js'
import type { View } from '../../world/store.js'
import type { Call, Handler, HandlerResult } from '../operations/handler.js'
import { answerOfOrder, answerWithoutOrder, isWithoutOrder } from '../operations/iap.js'
import { failResult } from './fail-result.js'

type Fields = Readonly<Record<string, unknown>>

/** What an answer may need of the call besides its body. */
type Surrounded = Pick<Call<OperationId>, 'now' | 'surroundings'>

/** A field of a request whose value can ask for an answer: `TEST_` and the name of that answer. */
export interface MagicField {
  readonly operation: OperationId
  /** A field of the body, or `accessToken` for that of the Authorization header. */
  readonly field: string
  /** The answers that can be asked for besides the failure codes of the operation. */
  readonly others?: Readonly<Record<string, (body: Fields, call: Surrounded) => HandlerResult>>
  /** Whether the mini-app has something of its own that goes by this name: that counts then. */
  readonly isTaken?: (world: View, name: string) => boolean
}

/** What every magic value begins with. */
export const magicPrefix = 'TEST_'

/** A key of get-key: Base64 of 32 bytes. */
const grantKey = /^[A-Za-z0-9+/]{43}=$/

const accepted = ({ key }: Fields): HandlerResult =>
  typeof key === 'string' && grantKey.test(key)
    ? { kind: 'success', success: { key } }
    : failResult(operation('promotion.executePromotion'), '4110', 'the key is none of get-key')

const madeUpSku = 'ait.0000010000.af647449.3bd55cfd00.0000000475'

const inStatus =
  (status: OrderStatus) =>
  ({ orderId }: Fields, { now, surroundings }: Surrounded): HandlerResult => {
    const success = isWithoutOrder(status)
      ? answerWithoutOrder(String(orderId), status, surroundings)
      : answerOfOrder(String(orderId), status, { sku: madeUpSku, since: now })
    return { kind: 'success', success }
  }

const hasPromotion = (world: View, name: string) => promotionByCode(world, name) !== undefined

/** Every field that takes magic values. They reach the failures of the contract without any set-up, and change nothing. */
export const magicFields: readonly MagicField[] = [
  { operation: 'login.generateToken', field: 'authorizationCode' },
  { operation: 'login.refreshToken', field: 'refreshToken' },
  { operation: 'login.loginMe', field: 'accessToken' },
  { operation: 'login.removeByAccessToken', field: 'accessToken' },
  { operation: 'anonymousKey.exchange', field: 'code' },
  { operation: 'pay.makePayment', field: 'orderNo' },
  { operation: 'pay.executePayment', field: 'payToken' },
  { operation: 'pay.refundPayment', field: 'payToken' },
  { operation: 'pay.getPaymentStatus', field: 'payToken' },
  {
    operation: 'iap.getOrderStatus',
    field: 'orderId',
    others: Object.fromEntries(orderStatuses.map((status) => [status, inStatus(status)])),
    isTaken: (world, name) => world.get('order', magicPrefix + name) !== undefined,
  },
  { operation: 'messenger.sendMessage', field: 'templateSetCode' },
  { operation: 'messenger.sendTestMessage', field: 'templateSetCode' },
  { operation: 'messenger.sendBulkMessage', field: 'templateSetCode' },
  {
    operation: 'promotion.executePromotion',
    field: 'promotionCode',
    others: { PENDING: accepted, FAILED: accepted },
    isTaken: hasPromotion,
  },
  {
    operation: 'promotion.executionResult',
    field: 'promotionCode',
    others: {
      PENDING: () => ({ kind: 'success', success: 'PENDING' }),
      FAILED: () => ({ kind: 'success', success: 'FAILED' }),
    },
    isTaken: hasPromotion,
  },
]

const byOperation = new Map<string, MagicField>(magicFields.map((magic) => [magic.operation, magic]))

/**
 * What serves the call in the handler's place where it carries a magic value, and the handler itself everywhere else. What
 * comes before the handler stays as it is: the checks of the request, of the feature and of the user.
 */
export function magicHandler(
  called: Operation,
  call: { readonly headers: Readonly<Record<string, string | undefined>>; readonly body: unknown },
  handler: Handler,
): Handler {
  const magic = byOperation.get(called.id)
  const value = magic && magicValueOf(magic, call)
  if (magic === undefined || value === undefined || !value.startsWith(magicPrefix)) return handler
  const name = value.slice(magicPrefix.length)
  const answer = answerOf(magic, name, called)
  if (answer === undefined) return handler
  return (given) => (magic.isTaken?.(given.world, name) ? handler(given) : answer((given.body ?? {}) as Fields, given))
}

function magicValueOf(
  { field }: MagicField,
  { headers, body }: Parameters<typeof magicHandler>[1],
): string | undefined {
  if (field === 'accessToken') return headers.authorization?.replace(/^bearer\s+/i, '')
  const value = (body as Fields | null | undefined)?.[field]
  return typeof value === 'string' ? value : undefined
}

function answerOf(
  { others = {} }: MagicField,
  name: string,
  called: Operation,
): ((body: Fields, call: Surrounded) => HandlerResult) | undefined {
  const because = `${magicPrefix}${name} is a magic value of this mock`
  if (called.failures.some(({ code }) => code === name))
    return () => ({ ...failResult(called, name, because), wasAsked: true })
  const other = Object.hasOwn(others, name) ? others[name] : undefined
  return other && ((body, call) => ({ because, wasAsked: true, ...other(body, call) }))
}
