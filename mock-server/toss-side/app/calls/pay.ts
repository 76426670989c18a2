import { isCodedError } from '../../../../errors/index.js'
import { name } from '../../../world/shape.js'
import type { Payment } from '../../../world/shapes/pay.js'
import type { AppWork } from '../app-work.js'
import { given } from '../arguments.js'
import { AppFailure } from '../failure.js'
import { call } from '../row.js'

/** How both end. They resolve, also where nothing was paid; the texts of `reason` are assumed. */
type Paid = { readonly success: true } | { readonly success: false; readonly reason: string }

const not = (reason: string): Paid => ({ success: false, reason })

/** Toss Pay in the app. */
export const payCalls = {
  checkoutPayment: call({
    known: 'run',
    says: 'the user authenticates: the payment is approved, or cancelled; execute-payment settles it',
    takes: given({ payToken: name }, ['payToken']),
    A: { args: 'wrapped' },
    do: (work, { payToken }) => checkout(work, payToken),
  }),
  requestTossPayPaysBilling: call({
    known: 'assumed',
    says: 'success false: recurring billing is not mocked',
    takes: given({ wrappedToken: name }, ['wrappedToken']),
    A: { args: 'wrapped' },
    async do({ warn }) {
      warn('requestTossPayPaysBilling: recurring billing is not mocked (docs/limits.md); nothing was registered')
      return not('apps-in-toss-mock: recurring billing is not mocked')
    },
  }),
}

async function checkout(work: AppWork, payToken: string): Promise<Paid> {
  const { payments, warn } = work
  const payment = await payments.get(payToken).catch(unknownIsUndefined)
  if (payment === undefined || payment.payToken !== payToken) {
    warn('checkoutPayment: this mini-app has no payment with that payToken; make-payment gives it')
    return not('결제 정보를 찾을 수 없어요.')
  }
  const { orderNo, status } = payment
  if (status !== 'PAY_STANDBY') {
    warn(`checkoutPayment: the payment of order ${orderNo} is ${status}; only PAY_STANDBY can be approved`)
    return not('이미 처리된 결제예요.')
  }
  await warnOfAnother(work, payment)
  try {
    const { decision, payment: means } = await work.decide(questionOf(payment))
    if (decision === 'cancel') {
      await payments.cancel(payToken, { by: 'USER' })
      return not('사용자가 결제를 취소했어요.')
    }
    await payments.approve(payToken, means)
    return { success: true }
  } catch (error) {
    if (error instanceof AppFailure) return not(error.message)
    if (!isCodedError(error)) throw error
    warn(`checkoutPayment: ${error.message}. ${error.fix}`)
    return not(error.message)
  }
}

/** A payment that was made for another user than the one who holds the phone: that it is paid all the same is assumed. */
async function warnOfAnother({ user, warn }: AppWork, { orderNo, userKey }: Payment): Promise<void> {
  const holder = await user()
  if (userKey === holder) return
  warn(`checkoutPayment: order ${orderNo} was made for user ${userKey}, and user ${holder} holds the phone`)
}

function questionOf({ orderNo, productDesc, amounts }: Payment) {
  const won = `${amounts.amount.toLocaleString('ko-KR')}원`
  return { kind: 'payment', title: productDesc, details: [won, orderNo], failures: [] } as const
}

function unknownIsUndefined(error: unknown): undefined {
  if (!isCodedError(error, 'ERR_NOT_FOUND')) throw error
}
