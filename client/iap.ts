import type { OrderStatus, SuccessOf } from '../contracts/index.js'
import { startWait, type WaitOptions, WaitTimeoutError } from './polling.js'
import { type OptionalUserIdentity, type RequestOf, splitUser } from './request.js'
import type { CallOptions, Transport } from './transport.js'

/** An order as it stands. `NOT_FOUND`, `MINIAPP_MISMATCH` and `ERROR` are statuses, not errors. */
export type Order = SuccessOf<'iap.getOrderStatus'>

/** What to wait for. */
export interface OrderWaitOptions extends WaitOptions {
  /** Statuses to wait for; default: every one but `ORDER_IN_PROGRESS`, `NOT_FOUND` and `ERROR`. */
  until?: readonly OrderStatus[] | undefined
}

/** In-app purchase. The user may be named by `userKey` or `anonKey` in the argument. */
export interface IapClient {
  /** Reads an order. */
  getOrderStatus(request: OptionalUserIdentity & RequestOf<'iap.getOrderStatus'>, options?: CallOptions): Promise<Order>
  /**
   * Reads an order until it has one of the awaited statuses. Just after a purchase `ORDER_IN_PROGRESS` or `NOT_FOUND` may
   * show for a moment. Also returns as soon as the status is one that never changes (`FAILED`, `REFUNDED`,
   * `MINIAPP_MISMATCH`), whatever was waited for: look at `status`.
   *
   * @example
   * ```ts
   * const order = await client.iap.waitForStatus({ orderId }, { timeout: 10_000 })
   * if (order.status === 'PAYMENT_COMPLETED') await grant(order)
   * ```
   * @throws WaitTimeoutError `ERR_WAIT_TIMEOUT`, with the last answer in `last`
   */
  waitForStatus(
    request: OptionalUserIdentity & RequestOf<'iap.getOrderStatus'>,
    options?: OrderWaitOptions,
  ): Promise<Order>
}

const passing: ReadonlySet<OrderStatus> = new Set(['ORDER_IN_PROGRESS', 'NOT_FOUND', 'ERROR'])
const final: ReadonlySet<OrderStatus> = new Set(['FAILED', 'REFUNDED', 'MINIAPP_MISMATCH'])

/** The methods of in-app purchase over `transport`. */
export function createIapClient(transport: Transport): IapClient {
  const getOrderStatus: IapClient['getOrderStatus'] = (request, options) =>
    transport.call('iap.getOrderStatus', splitUser(request), options)
  return {
    getOrderStatus,
    async waitForStatus(request, { until, ...options } = {}) {
      const wait = startWait(transport, options, 1.5)
      const isAwaited = ({ status }: Order) =>
        until === undefined ? !passing.has(status) : until.includes(status) || final.has(status)
      let order: Order
      do {
        const timeout = Math.min(wait.remaining(), transport.settings.timeout)
        order = await getOrderStatus(request, { timeout, signal: options.signal })
        if (isAwaited(order)) return order
      } while (await wait.next())
      throw new WaitTimeoutError(`iap.waitForStatus: order ${order.orderId} is still ${order.status}.`, order)
    },
  }
}
