import type { PurchaseErrorCode } from '../../../contracts/index.js'
import { isCodedError } from '../../../errors/index.js'
import type { OrderView } from '../../world/order-states.js'
import { displayAmount } from '../../world/product.js'
import { subscriptionByOrder } from '../../world/subscription-states.js'
import { type FailError, failErrors } from '../commands/orders.js'
import { knownProduct } from '../commands/products.js'
import { PurchaseRefusal } from '../purchase-refusal.js'
import { passed } from '../until-clock-reaches.js'
import type { AppWork } from './app-work.js'
import { AppFailure } from './failure.js'
import { icon } from './icons.js'
import { failureIn } from './prompts.js'
import type { StreamWork } from './row.js'

/** What is bought. */
interface Wanted {
  readonly sku: string
  /** Of a subscription; null: none was chosen. */
  readonly offerId?: string | null
}

/** Refused before there is an order. */
const refusedAtOnce: readonly string[] = [
  'INVALID_PRODUCT_ID',
  'PAYMENT_PENDING',
  'ITEM_ALREADY_OWNED',
] satisfies PurchaseErrorCode[]

/** The user closes the screen. */
const canceled = 'USER_CANCELED' satisfies PurchaseErrorCode

/** Told although the page has granted. */
const notGranted = 'PRODUCT_NOT_GRANTED_BY_PARTNER' satisfies PurchaseErrorCode

const thrown = (orderId: string) =>
  `if this came out of processProductGrant, the Toss app hears nothing of it: the SDK sends no answer, and neither onEvent nor onError is called until the 30 seconds are over. Catch it there and return false; order ${orderId} is paid and waits`

/** A purchase from the page's call to its last event. What becomes of the order does not depend on whether the page listens. */
export async function buyFrom(work: StreamWork, wanted: Wanted): Promise<void> {
  const { orders, emit, phone, context } = work
  const paid = await pay(work, wanted)
  const { orderId } = paid
  const began = await context.read((world) => subscriptionByOrder(world, orderId))
  const grant = grantOf(work, paid)
  emit(
    { type: 'purchased', data: { orderId, ...(began && { subscriptionId: began.subscriptionId }) } },
    { unhandled: thrown(orderId) },
  )
  const { granted, callId, settled } = await grant
  const isRefusedAnyway = failureIn(phone.settings.answers.purchase) === notGranted
  if (granted !== undefined) {
    await orders.answerGrant(orderId, granted && !isRefusedAnyway).catch((error: unknown) => {
      // It was granted or refunded meanwhile, by another tab or by hand: the order says which.
      if (!isCodedError(error, 'ERR_CONFLICT')) throw error
    })
  }
  settled?.()
  // The page has its answer to processProductGrant before it hears how the purchase ended.
  await new Promise((resolve) => setImmediate(resolve))
  const order = await orders.get(orderId)
  if (order.state !== 'PURCHASED') {
    work.warn(whyNotGranted(order, granted))
    throw new GrantFailure(callId)
  }
  emit({ type: 'success', data: await successOf(work, order) }, { after: callId })
}

/** The purchase of apps before 5.232.0, which know no processProductGrant: that its order is PURCHASED when it is paid is assumed. */
export async function legacyPurchase(work: AppWork, sku: string): Promise<unknown> {
  const { orderId } = await pay(work, { sku })
  return successOf(work, await work.orders.answerGrant(orderId, true))
}

/**
 * The order that the user pays for; or it fails, with the code that the page is told. That a product which is no subscription
 * is INVALID_PRODUCT_ID to requestSubscriptionPurchase, and that an unknown offer is bought without, is assumed.
 */
async function pay(work: AppWork, { sku, offerId }: Wanted): Promise<OrderView> {
  const { orders, user, context, phone, warn } = work
  const preset = failureIn(phone.settings.answers.purchase)
  if (preset !== undefined && refusedAtOnce.includes(preset)) throw new AppFailure(preset)
  const product = await context.read((world) => knownProduct(world, sku))
  if (offerId !== undefined && product.type !== 'SUBSCRIPTION') {
    const fix = 'Buy it with createOneTimePurchaseOrder, or choose a subscription.'
    throw new PurchaseRefusal('ERR_CONFLICT', 'INVALID_PRODUCT_ID', `${sku} is no subscription (assumed)`, fix)
  }
  if (offerId != null && !product.offers.some((offer) => offer.offerId === offerId)) {
    warn(`${work.name}: ${sku} has no offer ${JSON.stringify(offerId.slice(0, 60))}; it is bought without (assumed)`)
  }
  const { orderId } = await orders.start({ sku, userKey: await user() })
  try {
    const { decision } = await decide(work, product.displayName, displayAmount(product.amount))
    if (decision === 'cancel') throw new AppFailure(canceled)
  } catch (error) {
    const code = error instanceof AppFailure ? error.code : undefined
    if (code === undefined || code === notGranted) throw error
    await orders.fail(orderId, {
      error: (failErrors as readonly string[]).includes(code) ? (code as FailError) : 'INTERNAL_ERROR',
    })
    throw error
  }
  return orders.pay(orderId)
}

async function decide(work: AppWork, title: string, amount: string) {
  if (failureIn(work.phone.settings.answers.purchase) === notGranted) return { decision: 'approve' } as const
  return work.decide({ kind: 'purchase', title, details: [amount], failures: [...failErrors], closing: canceled })
}

/** What processProductGrant of the page answered. */
interface Grant {
  /** Undefined where nothing came before the 30 seconds were over. */
  readonly granted?: boolean
  readonly callId?: string | undefined
  /** Lets the call of processProductGrant be answered. */
  settled?(): void
}

async function grantOf({ phone, context }: AppWork, { orderId, grantDeadline }: OrderView): Promise<Grant> {
  const { clock } = context
  const passing = passed({ clock, deadline: grantDeadline ?? 0 })
  const { life } = phone
  let giveUp = () => {}
  try {
    return await new Promise<Grant>((resolve, reject) => {
      phone.grants.set(
        orderId,
        (granted, callId) => new Promise((settled) => resolve({ granted, callId, settled: () => settled() })),
      )
      void passing.promise.then(() => resolve({}))
      giveUp = () => reject(life.reason)
      life.addEventListener('abort', giveUp)
    })
  } finally {
    passing.stop()
    life.removeEventListener('abort', giveUp)
    phone.grants.delete(orderId)
  }
}

/**
 * The page's answer was no, or none: what its `onError` is given, after its own call is answered. That it comes as soon as the
 * 30 seconds are over is assumed.
 */
export class GrantFailure extends AppFailure {
  readonly after: string | undefined

  constructor(after: string | undefined) {
    super(notGranted)
    this.after = after
  }
}

function whyNotGranted({ orderId, state }: OrderView, granted: boolean | undefined): string {
  const order = `order ${orderId} is ${state}, and waits for completeProductGrant`
  if (granted === undefined) {
    return `processProductGrant did not answer within 30 seconds (${order}). Where it throws, the SDK sends nothing at all, and neither onEvent nor onError hears of it until now: catch errors in it, and return false`
  }
  return granted
    ? `processProductGrant answered true, and the app did not take it (${order})`
    : `processProductGrant did not answer true (${order})`
}

async function successOf({ context }: AppWork, { orderId, sku, amount }: OrderView) {
  const { displayName } = await context.read((world) => knownProduct(world, sku))
  return {
    orderId,
    displayName,
    displayAmount: displayAmount(amount),
    amount,
    currency: 'KRW',
    fraction: 0,
    miniAppIconUrl: icon,
  }
}
