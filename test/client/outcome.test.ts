import { expect, test } from 'vitest'
import { createClient, isBusinessError, outcomeOf } from '../../client/index.js'
import { type Answer, fail, rejection, startMtlsServer } from './mtls-server.js'

const execution = { userKey: 1, payToken: 'token', isTestPayment: true }
const other = (resultType: string) => ({ resultType, success: null, error: null })
const withStatus =
  (status: number, body: string): Answer =>
  (_, response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(body)
const failure = JSON.stringify(fail('INTERNAL_ERROR'))

/** The outcome of an execution of a payment, and of a read, that are answered so. */
async function outcomes(answer: Answer) {
  await using api = await startMtlsServer(answer)
  await using client = createClient({ ...api.options, maxRetries: 0, timeout: 3_000 })
  const [executed, read] = [
    await rejection(client.pay.executePayment(execution)),
    await rejection(client.pay.getPaymentStatus(execution)),
  ]
  return { executed: outcomeOf(executed), read: outcomeOf(read), error: executed }
}

test.each(['HTTP_TIMEOUT', 'NETWORK_ERROR', 'EXECUTION_FAIL', 'INTERRUPTED', 'INTERNAL_ERROR'])(
  'a payment that is answered %s may have been made',
  async (resultType) => {
    const { executed, read, error } = await outcomes(() => other(resultType))
    expect(isBusinessError(error, resultType) && error.outcome).toBe('unknown')
    expect([executed, read]).toEqual(['unknown', 'failed'])
  },
)

test('a FAIL envelope is a no: nothing happened', async () => {
  expect(await outcomes(() => fail('PAY_EXPIRED'))).toMatchObject({ executed: 'failed', read: 'failed' })
  expect(await outcomes(withStatus(400, failure))).toMatchObject({ executed: 'failed' })
})

test('a refusal that speaks of an earlier call does not mean that nothing happened', async () => {
  expect(await outcomes(() => fail('PAY_ALREADY_COMPLETED'))).toMatchObject({ executed: 'unknown', read: 'failed' })
})

test.each([500, 502, 503, 504])('but not one with HTTP %i', async (status) => {
  expect(await outcomes(withStatus(status, failure))).toMatchObject({ executed: 'unknown', read: 'failed' })
})

test('an answer that cannot be read, and none at all, leave it open', async () => {
  expect(await outcomes(withStatus(200, '{"resultType":"SUC'))).toMatchObject({ executed: 'unknown', read: 'failed' })
  expect(await outcomes(withStatus(200, '{}'))).toMatchObject({ executed: 'unknown' })
  expect(await outcomes(({ connection }) => void connection.destroy())).toMatchObject({ executed: 'unknown' })
})

test('a request that was never sent did nothing', async () => {
  await using client = createClient({ baseUrl: 'https://127.0.0.1:1', maxRetries: 0 })
  expect(outcomeOf(await rejection(client.pay.executePayment(execution)))).toBe('failed')
  expect(outcomeOf(await rejection(client.pay.executePayment({ ...execution, payToken: '' })))).toBe('failed')
})

test('of an abort, and of any error that is not the client’s, nothing is known', () => {
  expect(outcomeOf(new DOMException('aborted', 'AbortError'))).toBe('unknown')
  expect(outcomeOf(undefined)).toBe('unknown')
  expect(outcomeOf({ outcome: 'failed' })).toBe('unknown')
})
