import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isCodedError } from '../../../errors/index.js'
import { runs } from '../runs.js'
import { type Partner, startPartner } from './busy-world.js'

/** Something that can be done in any world; `pick` chooses among what there is. */
type Act = (partner: Partner, pick: number) => Promise<unknown>

const nth = <Item>(items: readonly Item[], pick: number) => items[pick % Math.max(items.length, 1)] as Item

const acts: readonly Act[] = [
  ({ mock }, pick) => mock.toss.logIn(pick % 2 === 0 ? {} : { profile: { name: `사람${pick}` } }),
  async ({ mock, client }) => client.login.generateToken(await mock.toss.logIn()),
  async ({ mock }, pick) => {
    const referrer = nth(['UNLINK', 'WITHDRAWAL_TERMS', 'WITHDRAWAL_TOSS'] as const, pick)
    return mock.toss.unlink(nth(await mock.toss.users.list(), pick).userKey, { referrer })
  },
  async ({ mock, client }, pick) => {
    const { userKey } = nth(await mock.toss.users.list(), pick)
    const order = { orderNo: `order-${pick}`, productDesc: '책', amount: pick, amountTaxFree: 0, isTestPayment: true }
    return client.pay.makePayment({ userKey, ...order })
  },
  async ({ mock }, pick) => mock.toss.payments.approve(nth(await mock.toss.payments.list(), pick).payToken),
  async ({ mock, client }, pick) => {
    const { payToken, userKey } = nth(await mock.toss.payments.list(), pick)
    return client.pay.executePayment({ userKey, payToken, isTestPayment: true })
  },
  async ({ mock, client }, pick) => {
    const { payToken, userKey } = nth(await mock.toss.payments.list(), pick)
    return client.pay.refundPayment({ userKey, payToken, reason: '변심', isTestPayment: true })
  },
  ({ mock }, pick) =>
    mock.toss.orders.purchase({ processProductGrant: nth([true, false, 'no-answer'] as const, pick) }),
  async ({ mock }, pick) => mock.toss.orders.refund(nth(await mock.toss.orders.list(), pick).orderId),
  ({ mock }) => mock.toss.subscriptions.create(),
  async ({ mock }, pick) => mock.toss.subscriptions.hold(nth(await mock.toss.subscriptions.list(), pick).orderId),
  async ({ mock, client }, pick) => {
    const { userKey } = nth(await mock.toss.users.list(), pick)
    const { key } = await client.promotion.getKey({ userKey })
    return client.promotion.executePromotion({ userKey, promotionCode: 'WELCOME_POINT', key, amount: pick })
  },
  async ({ mock }, pick) =>
    mock.toss.promotions.update('WELCOME_POINT', { payoutDelaySeconds: nth([0, 30, null], pick) }),
  async ({ mock, client }, pick) => {
    const { anonKey } = nth(await mock.toss.users.list(), pick)
    return client.messenger.sendMessage({ anonKey, templateSetCode: 'WELCOME_MESSAGE', context: {} })
  },
  async ({ mock }, pick) => mock.clock.advance(pick * 1_000),
]

const history = fc.array(fc.tuple(fc.nat(acts.length - 1), fc.integer({ min: 1, max: 2_000 })), { maxLength: 25 })

/** What each came to; a refusal is a result like any other. */
async function act(partner: Partner, steps: readonly (readonly [number, number])[]): Promise<unknown[]> {
  const results: unknown[] = []
  for (const [index, pick] of steps) {
    try {
      results.push(await (acts[index] as Act)(partner, pick))
    } catch (error) {
      if (!isCodedError(error) && !(error instanceof TypeError)) throw error
      results.push((error as Error).message)
    }
  }
  return results
}

test('whatever happened, an exported and restored world is the same, and the same comes of whatever happens next', async () => {
  await fc.assert(
    fc.asyncProperty(history, history, async (past, future) => {
      await using first = await startPartner()
      first.mock.clock.freeze()
      await act(first, past)
      const exported = await first.mock.exportWorld()
      await using second = await startPartner({ world: exported })
      expect(await second.mock.exportWorld()).toEqual(exported)
      expect(await act(second, future)).toEqual(await act(first, future))
      expect(await second.mock.exportWorld()).toEqual(await first.mock.exportWorld())
    }),
    runs(8),
  )
})
