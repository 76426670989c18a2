import type { Path } from '../world/checks/issue.js'
import { subscriptionArrows } from '../world/subscription-states.js'
import type { ProductSeed } from './console-seed.js'
import type { Maker } from './maker.js'
import type { Names, PastEvent, SkuOf } from './past-event.js'
import type { OrderSeed, SubscriptionSeed } from './past-seed.js'
import { at, refusal } from './task.js'

/** The products of the seed, once they are there. */
export async function skusOf({ side }: Maker, products: readonly ProductSeed[]): Promise<SkuOf> {
  const skus = new Map<string, string>()
  const made = products.length === 0 ? [] : await side.products.list()
  for (const [place, { id }] of products.entries()) if (id !== undefined) skus.set(id, made[place]?.sku as string)
  return ({ product, sku }) => {
    const chosen = product === undefined ? sku : skus.get(product)
    return chosen === undefined ? {} : { sku: chosen }
  }
}

/** A one-off order, brought to its status on the shortest way, all at one instant. */
export function orderEvent(maker: Maker, { users, skuOf }: Names, seed: OrderSeed, path: Path): PastEvent {
  const { orders } = maker.side
  const { status, grant, error, providerFault = false, inProgressForSeconds, notFoundForSeconds } = seed
  let orderId = ''

  async function happen(): Promise<void> {
    const given = { ...(seed.orderId !== undefined && { orderId: seed.orderId }), notFoundForSeconds }
    const started = await orders.start({ ...users.keyOf(seed), ...skuOf(seed), ...given })
    orderId = started.orderId
    if (status === 'FAILED') await orders.fail(orderId, { error })
    else if (status !== 'ORDER_IN_PROGRESS') {
      await orders.pay(orderId, { inProgressForSeconds })
      if (status !== 'PAYMENT_COMPLETED') await orders.answerGrant(orderId, true)
      else if (grant === 'REFUSED') await orders.answerGrant(orderId, false)
      if (status === 'REFUNDED') await orders.refund(orderId)
    }
    if (providerFault) await at([...path, 'providerFault'], () => orders.setProviderFault(orderId, true))
  }

  async function check(): Promise<void> {
    const { grant: reached } = await orders.get(orderId)
    if (grant === undefined || reached === grant) return
    const fix =
      grant === 'TIMED_OUT'
        ? 'processProductGrant has 30 seconds: give an earlier at, or secondsAgo: 30.'
        : 'processProductGrant has 30 seconds: give a later at, or a smaller secondsAgo.'
    throw refusal([...path, 'grant'], `it is ${reached} at ${new Date(maker.now).toISOString()}, not ${grant}`, fix)
  }

  return { path, happen, check }
}

/**
 * A subscription begins at its instant; what it is now it becomes now, when the time in between has passed. One that has
 * expired was cancelled at once, so that it ended with the paid period where that is over.
 */
export function subscriptionEvent(
  maker: Maker,
  { users, skuOf }: Names,
  seed: SubscriptionSeed,
  path: Path,
): PastEvent {
  const { subscriptions } = maker.side
  const { status, autoRenew, paymentFails } = seed
  let orderId = ''

  async function happen(): Promise<void> {
    const given = seed.orderId !== undefined && { orderId: seed.orderId }
    const created = await subscriptions.create({ ...users.keyOf(seed), ...skuOf(seed), ...given })
    orderId = created.orderId
    if (status === 'REVOKED') await subscriptions.revoke(orderId)
    if (status === 'EXPIRED') await subscriptions.cancelAutoRenewal(orderId)
  }

  async function finish(): Promise<void> {
    const before = await subscriptions.get(orderId)
    if (before.status !== status && status !== 'ACTIVE') {
      const step = {
        EXPIRED: 'expire',
        IN_GRACE_PERIOD: 'enterGracePeriod',
        ON_HOLD: 'hold',
        PAUSED: 'pause',
        REVOKED: 'revoke',
      } as const
      await subscriptions[step[status]](orderId)
    }
    if (paymentFails === true) await subscriptions.setPaymentFails(orderId, true)
    if (autoRenew === false && subscriptionArrows.AUTO_RENEW_DISABLED.includes(status)) {
      await subscriptions.cancelAutoRenewal(orderId)
    }
  }

  async function check(): Promise<void> {
    const { status: reached } = await subscriptions.get(orderId)
    if (reached === status) return
    throw refusal([...path, 'status'], `it is ${reached} at ${new Date(maker.now).toISOString()}, not ${status}`)
  }

  return { path, happen, finish, check }
}
