import type { PayStatus } from '../../contracts/index.js'
import type { Path } from '../world/checks/issue.js'
import type { Maker } from './maker.js'
import type { Names, PastEvent } from './past-event.js'
import type { PaymentSeed } from './past-seed.js'
import { at, refusal } from './task.js'

const refunds: readonly PayStatus[] = ['REFUND_PROGRESS', 'REFUND_SUCCESS', 'SETTLEMENT_REFUND_COMPLETE']

/** A payment: the partner server and the user bring it to its status on the shortest way, all at one instant. */
export function paymentEvent(maker: Maker, { users }: Names, seed: PaymentSeed, path: Path): PastEvent {
  const { payments } = maker.side
  const { user: _user, userKey: _userKey, at: _at, secondsAgo: _secondsAgo, ...ofPayment } = seed
  const { status, approve, cancelledBy = 'USER', refundReason = '단순 변심', ...given } = ofPayment
  const body = { productDesc: '테스트 상품', amountTaxFree: 0, isTestPayment: true, ...given }
  const { orderNo, isTestPayment } = body
  const inProgress = { path, expected: 'HTTP_TIMEOUT' }

  async function happen(): Promise<void> {
    const user = await users.userOf(seed)
    const { payToken } = (await maker.call('pay.makePayment', body, { user, path })) as { payToken: string }
    if (status === 'PAY_STANDBY') return
    if (approve !== undefined || status !== 'PAY_CANCEL') {
      const chosen = approve === undefined ? path : [...path, 'approve']
      await at(chosen, () => payments.approve(payToken, approve))
    }
    if (status === 'PAY_CANCEL' && cancelledBy !== 'EXPIRY') await payments.cancel(payToken, { by: cancelledBy })
    if (status === 'PAY_CANCEL' || status === 'PAY_APPROVED') return
    if (status === 'PAY_PROGRESS') await payments.hold(payToken)
    const execution = status === 'PAY_PROGRESS' ? inProgress : { path }
    await maker.call('pay.executePayment', { payToken, isTestPayment }, { user, ...execution })
    if (refunds.includes(status)) {
      if (status === 'REFUND_PROGRESS') await payments.hold(payToken)
      const refund = status === 'REFUND_PROGRESS' ? inProgress : { path }
      await maker.call('pay.refundPayment', { payToken, isTestPayment, reason: refundReason }, { user, ...refund })
    }
    if (status.startsWith('SETTLEMENT')) await payments.settle(payToken)
  }

  async function check(): Promise<void> {
    const { status: reached } = await payments.get(orderNo)
    if (reached === status) return
    const fix =
      status === 'PAY_CANCEL'
        ? 'It expires 15 minutes after it was made: give an earlier at, or a larger secondsAgo.'
        : 'It waits 15 minutes for its execution: give a later at, or a smaller secondsAgo.'
    throw refusal([...path, 'status'], `it is ${reached} at ${new Date(maker.now).toISOString()}, not ${status}`, fix)
  }

  return { path, happen, check }
}
