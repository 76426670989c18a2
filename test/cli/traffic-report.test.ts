import { expect, test } from 'vitest'
import { trafficInWords } from '../../cli/traffic-report.js'
import { checkTraffic } from '../../traffic/index.js'
import { har, harEntry, pay, recording, success } from '../traffic/recordings.js'

const payToken = 'O1NZck9XME8ureeVJVJP67'
const refunded = {
  refundNo: 'refund-1',
  approvalTime: '2025-04-17 12:40:00',
  cashReceiptMgtKey: null,
  refundableAmount: 0,
  discountedAmount: 0,
  paidAmount: 0,
  refundedAmount: 10,
  refundedDiscountAmount: 0,
  refundedPaidAmount: 10,
  payToken,
  transactionId: '0e0c2c2e-6b1c-4b86-9b6e-0c7a4c1f2b12',
  cardMethodType: null,
  cardNumber: null,
  cardUserType: null,
  cardNum4Print: null,
  accountBankCode: '092',
  accountBankName: '토스뱅크',
  accountNumber: '100******094',
}

test('a field that is left out where null was expected is told, and breaks nothing', async () => {
  const refund = {
    url: `${pay}/pay/refund-payment`,
    headers: { 'x-toss-user-key': '1' },
    body: { payToken, reason: '단순 변심', isTestPayment: true },
    answer: success(refunded),
  }
  const report = await checkTraffic([await recording(har([refund, refund].map(harEntry)))])
  expect(report).toMatchObject({
    ok: true,
    broken: [],
    leftOut: [{ operation: 'pay.refundPayment', field: 'response.body.success.cardBinNumber', exchanges: 2 }],
  })
  const text = trafficInWords(report, { paint: (_style, words) => words, columns: 80 })
  expect(text.replaceAll(/\s+/g, ' ')).toContain(
    'Left out: response.body.success.cardBinNumber of pay.refundPayment, in 2 exchanges; null was expected, and a lenient reader takes it for null. All 2 exchanges keep the contract.',
  )
})
