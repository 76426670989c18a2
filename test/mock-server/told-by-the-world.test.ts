import { describe, expect, it } from 'vitest'
import { breaksTheContract, summaryInWords } from '../../cli/run/summary.js'
import { createTally } from '../../cli/run/tally.js'
import type { MockServer } from '../../mock-server/index.js'
import { startPartnerServer } from './partner-server.js'
import { startPartner } from './pay/partner.js'

const plain = { paint: (_style: unknown, text: string) => text, columns: 200 }

/** What a strict run says of what the mock saw. */
function told({ journal }: MockServer) {
  const tally = createTally()
  for (const entry of journal.exchanges()) tally.count(entry)
  return { isStrictFailure: breaksTheContract(tally), summary: summaryInWords(tally, plain) }
}

describe('a rule that only the world can tell of is in journal and summary, and fails a strict run', () => {
  it.each(['execute', 'refund', 'status'] as const)(
    'isTestPayment in %s that is not that of make-payment',
    async (verb) => {
      await using partner = await startPartner()
      const payToken = await partner.bring(verb === 'refund' ? 'PAY_COMPLETE' : 'PAY_APPROVED')
      expect(told(partner.mock).isStrictFailure).toBe(false)
      const body = { payToken, isTestPayment: false, ...(verb === 'refund' && { reason: '환불' }) }
      const id = (
        { execute: 'pay.executePayment', refund: 'pay.refundPayment', status: 'pay.getPaymentStatus' } as const
      )[verb]
      expect((await partner.call(id, body)).errorCode).toBe('COMMON_INVALID_API_KEY')
      expect(partner.mock.journal.exchanges().at(-1)?.violations).toMatchObject([
        { operation: id, field: 'request.body.isTestPayment', rule: 'const', expected: 'true', value: false },
      ])
      const { isStrictFailure, summary } = told(partner.mock)
      expect(isStrictFailure).toBe(true)
      expect(summary).toContain('send true in every later call for this payment.')
    },
  )

  it('a template variable without a value', async () => {
    await using partner = await startPartnerServer()
    const { userKey } = await partner.user()
    const template = { templateSetCode: 'SHIPPED', title: '{{productName}}', body: '{{userName}}님, {{store}}' }
    await partner.mock.toss.templates.create(template)
    const { templateSetCode } = template
    const one = await partner.call(
      'messenger.sendMessage',
      { templateSetCode, context: { store: '가게' } },
      { userKey },
    )
    expect(one.errorCode).toBe('INVALID_PARAMETER')
    const contextList = [
      { userKey, context: { store: '가게', productName: '사과' } },
      { userKey, context: {} },
    ]
    expect((await partner.call('messenger.sendBulkMessage', { templateSetCode, contextList })).errorCode).toBe(
      'INVALID_PARAMETER',
    )
    const fields = partner.mock.journal
      .exchanges()
      .flatMap(({ violations }) => violations.map(({ field, rule }) => `${field} ${rule}`))
    expect(fields).toEqual([
      'request.body.context.productName required',
      'request.body.contextList[1].context.productName required',
      'request.body.contextList[1].context.store required',
    ])
    const { isStrictFailure, summary } = told(partner.mock)
    expect(isStrictFailure).toBe(true)
    expect(summary).toContain('the text of template set SHIPPED has {{productName}}.')
  })
})

describe('a field of another payment API', () => {
  it('is named, with the name that it has here', async () => {
    await using partner = await startPartner()
    const body = { orderNo: 'o-1', productDescription: '사과', amount: 10, amountTaxFree: 0, isTestPayment: true }
    expect((await partner.call('pay.makePayment', body)).status).toBe(400)
    const messages = partner.mock.journal
      .exchanges()
      .at(-1)
      ?.violations.map(({ message }) => message)
    expect(messages).toContain(
      'request.body.productDescription is not a field of this operation (unknownField): it is called productDesc here.',
    )
    expect(told(partner.mock).summary).toContain('it is called productDesc here.')
  })

  it('changes no answer by itself: a refund with an amount is a refund of the whole payment, and is told', async () => {
    await using partner = await startPartner()
    const payToken = await partner.paid()
    expect((await partner.refund(payToken, { amount: 1_000 })).success).toMatchObject({ refundedAmount: 25_000 })
    expect(partner.mock.journal.exchanges().at(-1)?.violations).toMatchObject([
      { field: 'request.body.amount', rule: 'unknownField', value: '[redacted number]' },
    ])
    expect(told(partner.mock).isStrictFailure).toBe(true)
  })
})
