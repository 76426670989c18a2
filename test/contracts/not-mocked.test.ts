import { describe, expect, it } from 'vitest'
import { notMockedOperations, openApiDocument, operations, suggestOperation } from '../../contracts/index.js'
import { startMockServer } from '../../mock-server/index.js'
import { send } from '../mock-server/login/requests.js'

const base = '/api-partner/v1/apps-in-toss'

describe('an operation that is known and not mocked', () => {
  it('is none that is mocked, and says how it is known', () => {
    const mocked = new Set<string>(operations.flatMap(({ id, path }) => [id, path]))
    expect(notMockedOperations.map(({ path }) => path)).toEqual(
      ['create-billing-key', 'execute-billing', 'get-billing-key-status', 'remove-billing-key'].map(
        (verb) => `${base}/pay/${verb}`,
      ),
    )
    for (const { id, path, known, unlike, provenance } of notMockedOperations) {
      expect([id, path].filter((name) => mocked.has(name))).toEqual([])
      if (unlike !== undefined) expect(mocked).toContain(unlike)
      expect(known).not.toBe('')
      expect(provenance).toMatchObject({ known: 'documented', source: expect.stringContaining('second hand') })
    }
  })

  it.each(['POST', 'GET'])('is named where it is called with %s, and never taken for another', (method) => {
    for (const path of [`${base}/pay/execute-billing`, '/pay/execute-billing/', '/v1/billing/execute-billing']) {
      expect(suggestOperation(method, path)).toMatchObject({
        meant: null,
        certain: false,
        notMocked: { id: 'pay.executeBilling' },
        text: 'pay.executeBilling (자동결제 실행하기) is known and not mocked: what it answers is unpublished; it is not pay.executePayment',
      })
    }
  })

  it.each([
    ['/pay/executeBilling', /did you mean POST \S+\/pay\/execute-billing\? pay\.executeBilling \(/],
    ['/pay/billing-key/create', /did you mean POST \S+\/pay\/create-billing-key\? pay\.createBillingKey \(/],
  ])('is what %s was meant for', (path, text) => {
    expect(suggestOperation('POST', `${base}${path}`)).toMatchObject({ meant: null, text: expect.stringMatching(text) })
  })

  it('takes no call from those that are mocked', () => {
    expect(suggestOperation('POST', `${base}/pay/execute`)).toMatchObject({ meant: 'pay.executePayment' })
    expect(suggestOperation('POST', `${base}/pay/payment-status`)).toMatchObject({ meant: 'pay.getPaymentStatus' })
  })

  it('is answered 404, and log, journal, OpenAPI document and reference page say what it is', async () => {
    await using mock = await startMockServer()
    const path = `${base}/pay/create-billing-key`
    expect(await send(mock, path, { body: {} })).toMatchObject({ status: 404, body: { resultType: 'FAIL' } })
    expect(mock.journal.exchanges()).toMatchObject([
      { operation: null, because: expect.stringContaining('pay.createBillingKey (자동결제 빌링키 생성하기) is known') },
    ])
    const document = openApiDocument() as unknown as Record<string, unknown>
    expect(document['x-known-not-described']).toHaveLength(notMockedOperations.length)
    expect(document['x-known-not-described']).toContainEqual(
      expect.objectContaining({ operationId: 'pay.createBillingKey', url: `https://apps-in-toss-api.toss.im${path}` }),
    )
    const page = await (await fetch(`${mock.controlUrl}/reference`)).text()
    for (const { id } of notMockedOperations) expect(page).toContain(`<code>${id}</code>`)
  })
})
