import {
  type OperationId,
  type OrderStatus,
  type StatusOfOrder,
  type SuccessOf,
  statusesWithoutOrder,
} from '../../../contracts/index.js'
import { koreanTime } from '../../world/korean-time.js'
import { grantOf, orderById, statusOfOrder } from '../../world/order-states.js'
import type { Order } from '../../world/shapes/purchase.js'
import type { Call, HandlerResult, Handlers, Surroundings } from './handler.js'

type IapId = Extract<OperationId, `iap.${string}`>
type OrderAnswer = SuccessOf<'iap.getOrderStatus'>
type StatusWithoutOrder = (typeof statusesWithoutOrder)[number]

/** The status in words. That of PAYMENT_COMPLETED is documented, the others are ours. */
const reasons: Readonly<Record<OrderStatus, string>> = {
  PURCHASED: '구매가 완료되었어요.',
  PAYMENT_COMPLETED: '결제가 완료되었어요.',
  ORDER_IN_PROGRESS: '주문이 진행 중이에요.',
  FAILED: '주문에 실패했어요.',
  REFUNDED: '환불되었어요.',
  NOT_FOUND: '',
  MINIAPP_MISMATCH: '다른 미니앱의 주문이에요.',
  ERROR: '',
}

export const iapHandlers: Handlers<IapId> = {
  'iap.getOrderStatus'({ world, miniApp, headers, user, body: { orderId }, now, surroundings }) {
    const without = (status: StatusWithoutOrder, because: string): HandlerResult<'iap.getOrderStatus'> => ({
      kind: 'success',
      success: answerWithoutOrder(orderId, status, surroundings),
      because,
    })
    const order = orderById(world, orderId)
    if (order === undefined) {
      const owner = world.ownerOf('order', orderId)
      return owner === undefined
        ? without('NOT_FOUND', 'there is no such order')
        : without('MINIAPP_MISMATCH', `the order is of the mini-app ${owner}, and the client certificate of ${miniApp}`)
    }
    if (surroundings.variant('iap.orderOwner') === 'user' && user !== undefined && user.userKey !== order.userKey) {
      return without('NOT_FOUND', anothersOrder(order, user, headers))
    }
    const { status, since } = statusOfOrder(order, now)
    if (status === 'NOT_FOUND') return without(status, 'the order does not show yet, as it was told to')
    if (status === 'ERROR') {
      return without(status, `the store's side cannot be asked about the order, as it was told to: a provider fault`)
    }
    const shown = surroundings.variant('iap.paidStatusMeaning') === '2025' ? statusOf2025(status) : status
    const grant = grantOf(order, now)
    return {
      kind: 'success',
      success: answerOfOrder(orderId, shown, { sku: order.sku, since }),
      ...(grant !== null && { because: `the order is ${order.state}, its grant ${grant}` }),
    }
  },
}

/** What is answered of an order that was found. */
export function answerOfOrder(
  orderId: string,
  status: StatusOfOrder,
  { sku, since }: { readonly sku: string; readonly since: number },
): OrderAnswer {
  return { orderId, sku, status, statusDeterminedAt: koreanTime(since), reason: reasons[status] }
}

/** What is answered where nothing can be said of the order. */
export function answerWithoutOrder(
  orderId: string,
  status: StatusWithoutOrder,
  { variant }: Surroundings,
): OrderAnswer {
  const fields = { orderId, status, reason: reasons[status] }
  switch (variant('iap.unknownFields')) {
    case 'empty':
      return { ...fields, sku: '', statusDeterminedAt: '' }
    case 'null':
      return { ...fields, sku: null, statusDeterminedAt: null }
    default:
      return fields
  }
}

/** Whether the status says nothing of the order itself. */
export function isWithoutOrder(status: OrderStatus): status is StatusWithoutOrder {
  return (statusesWithoutOrder as readonly OrderStatus[]).includes(status)
}

function anothersOrder(
  { userKey }: Order,
  user: { readonly userKey: number },
  headers: Call<'iap.getOrderStatus'>['headers'],
): string {
  const header = headers['x-toss-user-key'] === undefined ? 'x-anon-key' : 'x-toss-user-key'
  return `the order is of the user ${userKey}, and ${header} names the user ${user.userKey}`
}

/** Until some time between the autumn of 2025 and the spring of 2026 the two names stood for each other's meaning. */
function statusOf2025(status: StatusOfOrder): StatusOfOrder {
  if (status === 'PURCHASED') return 'PAYMENT_COMPLETED'
  return status === 'PAYMENT_COMPLETED' ? 'PURCHASED' : status
}
