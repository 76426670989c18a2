// A backend with five mistakes that people really make. Each of them works often enough to be shipped.
import { serve } from './serve.mjs'
import { connectToToss } from './toss.mjs'

export async function startBackend(connection) {
  const toss = connectToToss(connection)

  const server = await serve({
    // Mistake 1: the amount is text.
    async '/payments'({ userKey, orderNo, won }) {
      const answer = await toss.call('pay/make-payment', {
        headers: { 'x-toss-user-key': String(userKey) },
        body: { orderNo, productDesc: '티셔츠', amount: String(won), amountTaxFree: 0, isTestPayment: true },
      })
      return { payToken: answer.success?.payToken }
    },

    // Mistake 2: nobody says whom the message is for.
    async '/messages'({ templateSetCode }) {
      const answer = await toss.call('messenger/send-message', { body: { templateSetCode, context: {} } })
      return { sent: answer.resultType === 'SUCCESS' }
    },

    // Mistake 3: error.code, which the API does not have; it is error.errorCode.
    async '/points'({ userKey, promotionCode, points }) {
      const headers = { 'x-toss-user-key': String(userKey) }
      const { success } = await toss.call('promotion/execute-promotion/get-key', { headers })
      if (!success) return { granted: false, because: 'no key' }
      const body = { promotionCode, key: success.key, amount: points }
      const answer = await toss.call('promotion/execute-promotion', { headers, body })
      if (answer.resultType === 'SUCCESS') return { granted: true }
      return { granted: false, because: answer.error?.code === '4112' ? 'the budget is spent' : 'something went wrong' }
    },

    // Mistake 4: an order that is not found is an exception.
    async '/orders'({ orderId }) {
      const answer = await toss.call('order/get-order-status', { body: { orderId } })
      if (answer.resultType !== 'SUCCESS') return { known: false }
      if (answer.success.status === 'NOT_FOUND') throw new Error(`order ${orderId} does not exist`)
      return { known: true, status: answer.success.status }
    },

    // Mistake 5: when the payment is not clearly done, do it again.
    async '/payments/execute'({ userKey, payToken }) {
      const headers = { 'x-toss-user-key': String(userKey) }
      for (let attempt = 0; attempt < 3; attempt++) {
        const answer = await toss.call('pay/execute-payment', { headers, body: { payToken, isTestPayment: true } })
        if (answer.resultType === 'SUCCESS') return { paid: true }
        if (answer.resultType === 'FAIL') return { paid: false, because: answer.error.errorCode }
      }
      return { paid: false, because: 'no clear answer' }
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
