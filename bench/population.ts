import { payAmounts } from '../contracts/index.js'
import { orderOf } from '../mock-server/partner-side/operations/pay.js'
import { consent } from '../mock-server/toss-side/commands/login.js'
import { answerGrant, payOrder, startOrder } from '../mock-server/world/order-steps.js'
import { approvePayment, executePayment, makePayment } from '../mock-server/world/payment-steps.js'
import { openCatalogue, productBySku } from '../mock-server/world/product.js'
import type { Profile } from '../mock-server/world/shapes/login.js'
import type { Approval } from '../mock-server/world/shapes/pay.js'
import type { Transaction } from '../mock-server/world/store.js'
import { addUser, userByKey } from '../mock-server/world/user.js'
import { type BareWorld, miniApp } from './world.js'

/** Who and what is in a world: one completed payment and one granted order for each user, in the same order. */
export interface Population {
  readonly userKeys: readonly number[]
  readonly orderNos: readonly string[]
  readonly orderIds: readonly string[]
  /** Bytes of heap that each of them takes, indexes included. */
  readonly bytes: { readonly user: number; readonly payment: number; readonly order: number }
}

/** So many are made in one transaction. */
const batch = 1_000

/** Fills a world, with the same transitions that Toss side and operations use. */
export async function populate({ store, clock }: BareWorld, size: number): Promise<Population> {
  const now = clock.now()
  const price = { amount: 1_100, amountTaxFree: 0 }
  const amounts = payAmounts(price)
  if (amounts === null) throw new Error('the amounts do not add up')

  async function make<Made>(
    work: (world: Transaction, index: number) => Made,
  ): Promise<{ made: Made[]; bytes: number }> {
    const before = heapInUse()
    const made: Made[] = []
    while (made.length < size) {
      await store.update(miniApp, (world) => {
        for (const until = Math.min(size, made.length + batch); made.length < until; )
          made.push(work(world, made.length))
      })
    }
    return { made, bytes: Math.round((heapInUse() - before) / size) }
  }

  const users = await make((world) => {
    const user = addUser(world, madeUp(world), now)
    return consent(world, user, now, {}).userKey
  })
  const payments = await make((world, index) => {
    const body = { ...price, orderNo: `order-${index}`, productDesc: '코인 100개', isTestPayment: false }
    const order = orderOf(body, { userKey: users.made[index] as number, amounts, mode: 'LIVE' })
    return executePayment(world, approvePayment(world, makePayment(world, order, now), approval(index, now)), now)
      .orderNo
  })
  const orders = await make((world, index) => {
    const product = productBySku(world, openCatalogue(world).skus[0] as string)
    const userKey = users.made[index] as number
    if (product === undefined || userByKey(world, userKey) === undefined)
      throw new Error('nothing to sell, or nobody to buy')
    const order = startOrder(world, product, { userKey, now, notFoundFor: 0 })
    return answerGrant(world, payOrder(world, order, { now, inProgressFor: 0 }), true, now).orderId
  })
  return {
    userKeys: users.made,
    orderNos: payments.made,
    orderIds: orders.made,
    bytes: { user: users.bytes, payment: payments.bytes, order: orders.bytes },
  }
}

/** As large as a person of the Toss side, and made in a tenth of the time. */
function madeUp({ random }: Transaction): Profile {
  const phone = `010${random.integer(20_000_000, 99_999_999)}`
  return {
    name: random.urlSafe(3),
    phone,
    birthday: String(random.integer(19_500_101, 20_071_231)),
    gender: random.pick(['MALE', 'FEMALE'] as const),
    nationality: 'LOCAL',
    ci: random.bytes(64).toString('base64'),
    email: random.chance(0.3) ? `user${phone.slice(-4)}@example.com` : null,
  }
}

function approval(index: number, at: number): Approval {
  const accountNumber = `100******${String(index % 1_000).padStart(3, '0')}`
  const account = { bankCode: '092', bankName: '토스뱅크', accountNumber }
  return { at, means: { payMethod: 'TOSS_MONEY', account }, discount: 0, points: 0, cashReceipt: false }
}

function heapInUse(): number {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}
