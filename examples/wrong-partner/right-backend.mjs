// The same backend without the five mistakes.
import { serve } from './serve.mjs'
import { connectToToss } from './toss.mjs'

const reasons = new Map([
  ['4109', 'the promotion is not running'],
  ['4112', 'the budget is spent'],
  ['4113', 'granted already'],
])

export async function startBackend(connection) {
  const toss = connectToToss(connection)

  const server = await serve({
    async '/payments'({ userKey, orderNo, won }) {
      const answer = await toss.call('pay/make-payment', {
        headers: { 'x-toss-user-key': String(userKey) },
        body: { orderNo, productDesc: '티셔츠', amount: Number(won), amountTaxFree: 0, isTestPayment: true },
      })
      return { payToken: answer.success?.payToken }
    },

    async '/messages'({ userKey, templateSetCode }) {
      const answer = await toss.call('messenger/send-message', {
        headers: { 'x-toss-user-key': String(userKey) },
        body: { templateSetCode, context: {} },
      })
      return { sent: answer.resultType === 'SUCCESS' }
    },

    async '/points'({ userKey, promotionCode, points }) {
      const headers = { 'x-toss-user-key': String(userKey) }
      const { success } = await toss.call('promotion/execute-promotion/get-key', { headers })
      if (!success) return { granted: false, because: 'no key' }
      const body = { promotionCode, key: success.key, amount: points }
      const answer = await toss.call('promotion/execute-promotion', { headers, body })
      if (answer.resultType === 'SUCCESS') return { granted: true }
      return { granted: false, because: reasons.get(answer.error?.errorCode) ?? 'something went wrong' }
    },

    async '/orders'({ orderId }) {
      const answer = await toss.call('order/get-order-status', { body: { orderId } })
      if (answer.resultType !== 'SUCCESS') return { known: false }
      return { known: answer.success.status !== 'NOT_FOUND', status: answer.success.status }
    },

    async '/payments/execute'({ userKey, payToken }) {
      const headers = { 'x-toss-user-key': String(userKey) }
      const body = { payToken, isTestPayment: true }
      const answer = await toss.call('pay/execute-payment', { headers, body })
      if (answer.resultType === 'SUCCESS') return { paid: true }
      if (answer.resultType === 'FAIL') return { paid: false, because: answer.error.errorCode }
      // It may have been executed: look before doing anything else.
      const looked = await toss.call('pay/get-payment-status', { headers, body })
      return { paid: looked.success?.payStatus === 'PAY_COMPLETE', because: looked.success?.payStatus ?? 'unknown' }
    },
  })

  return {
    url: server.url,
    async close() {
      toss.close()
      await server.close()
    },
  }
}
