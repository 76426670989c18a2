import type { OperationId, OrderStatus, SuccessOf } from '../../contracts/index.js'
import { koreanTime } from '../world/korean-time.js'
import { grantOf, orderById, statusOfOrder } from '../world/order.js'
import type { Handlers } from './handler.js'

type IapId = Extract<OperationId, `iap.${string}`>
type OrderAnswer = SuccessOf<'iap.getOrderStatus'>

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
  'iap.getOrderStatus': {
    kind: 'query',
    handle({ world, miniApp, body: { orderId }, now, surroundings }) {
      const order = orderById(world, orderId)
      if (order === undefined) return unknownOrder(orderId, world.ownerOf('order', orderId), miniApp)
      const { status, since } = statusOfOrder(order, now)
      if (status === 'NOT_FOUND') {
        return {
          ...unknownOrder(orderId, undefined, miniApp),
          because: 'the order does not show yet, as it was told to',
        }
      }
      const shown = surroundings.variant('iap.paidStatusMeaning') === '2025' ? statusOf2025(status) : status
      const grant = grantOf(order, now)
      return {
        kind: 'success',
        success: {
          orderId,
          sku: order.sku,
          status: shown,
          statusDeterminedAt: koreanTime(since),
          reason: reasons[shown],
        },
        ...(grant !== null && { because: `the order is ${order.state}, its grant ${grant}` }),
      }
    },
  },
}

/** Until some time between the autumn of 2025 and the spring of 2026 the two names stood for each other's meaning. */
function statusOf2025(status: OrderStatus): OrderStatus {
  if (status === 'PURCHASED') return 'PAYMENT_COMPLETED'
  return status === 'PAYMENT_COMPLETED' ? 'PURCHASED' : status
}

function unknownOrder(orderId: string, owner: string | undefined, miniApp: string) {
  const status = owner === undefined ? 'NOT_FOUND' : 'MINIAPP_MISMATCH'
  const success: OrderAnswer = { orderId, sku: '', status, statusDeterminedAt: '', reason: reasons[status] }
  const because =
    owner === undefined
      ? 'there is no such order'
      : `the order is of the mini-app ${owner}, and the client certificate of ${miniApp}`
  return { kind: 'success', success, because } as const
}
