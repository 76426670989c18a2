import { expect, test } from 'vitest'
import { createClient, type Order, type WaitTimeoutError } from '../../client/index.js'
import { type Answer, rejection, startMtlsServer, success } from './mtls-server.js'

const orderId = '13c9a1ff-2baa-4495-bbfa-a0826ba8c7c0'

function order(status: string): Order {
  const sku = 'ait.0000010000.af647449.3bd55cfd00.0000000475'
  return { orderId, sku, status, statusDeterminedAt: '2025-09-12T16:57:12', reason: '' } as Order
}

/** Answers the statuses one after another, the last one for ever. */
function statuses(...all: string[]): Answer {
  let calls = 0
  return () => success(order(all[Math.min(calls++, all.length - 1)] ?? ''))
}

const soon = { interval: 1, timeout: 5_000 }

test('getOrderStatus gives the status as it is, and sends the user only when there is one', async () => {
  await using api = await startMtlsServer(statuses('NOT_FOUND', 'MINIAPP_MISMATCH'))
  await using client = createClient(api.options)
  expect(await client.iap.getOrderStatus({ orderId })).toEqual(order('NOT_FOUND'))
  expect(await client.iap.getOrderStatus({ orderId, userKey: 1 })).toEqual(order('MINIAPP_MISMATCH'))
  expect(api.requests.map(({ headers, body }) => [headers['x-toss-user-key'], body])).toEqual([
    [undefined, JSON.stringify({ orderId })],
    ['1', JSON.stringify({ orderId })],
  ])
})

test.each([{}, { sku: null, statusDeterminedAt: null }, { sku: '', statusDeterminedAt: '' }])(
  'an order that is not found comes through with %j',
  async (unknown) => {
    const answers = (['NOT_FOUND', 'MINIAPP_MISMATCH', 'ERROR'] as const).map((status) => {
      return { orderId, status, reason: '', ...unknown }
    })
    let calls = 0
    await using api = await startMtlsServer(() => success(answers[calls++]))
    await using client = createClient({ ...api.options, strict: true })
    for (const answer of answers) expect(await client.iap.getOrderStatus({ orderId })).toEqual(answer)
  },
)

test('an order that is found has its sku: an answer without it cannot be used', async () => {
  const { sku: _sku, ...rest } = order('PURCHASED')
  await using api = await startMtlsServer(() => success(rest))
  await using client = createClient(api.options)
  const error = await rejection(client.iap.getOrderStatus({ orderId }))
  expect(error).toMatchObject({ code: 'ERR_UNEXPECTED_RESPONSE' })
  expect(error.message).toContain('response.body.success.sku is required')
})

test('waitForStatus waits until the order is decided', async () => {
  await using api = await startMtlsServer(statuses('NOT_FOUND', 'ORDER_IN_PROGRESS', 'ERROR', 'PAYMENT_COMPLETED'))
  await using client = createClient(api.options)
  expect(await client.iap.waitForStatus({ orderId }, soon)).toEqual(order('PAYMENT_COMPLETED'))
  expect(api.requests).toHaveLength(4)
})

test('waitForStatus waits for the named status, and no longer than it can still come', async () => {
  await using granted = await startMtlsServer(statuses('PAYMENT_COMPLETED', 'PURCHASED'))
  await using client = createClient(granted.options)
  const until = ['PURCHASED'] as const
  expect(await client.iap.waitForStatus({ orderId }, { ...soon, until })).toEqual(order('PURCHASED'))
  await using failed = await startMtlsServer(statuses('PAYMENT_COMPLETED', 'REFUNDED'))
  await using other = createClient(failed.options)
  expect(await other.iap.waitForStatus({ orderId }, { ...soon, until })).toEqual(order('REFUNDED'))
})

test('waitForStatus gives up in time, with the last answer', async () => {
  await using api = await startMtlsServer(statuses('ORDER_IN_PROGRESS'))
  await using client = createClient(api.options)
  const error = await rejection<WaitTimeoutError<Order>>(
    client.iap.waitForStatus({ orderId }, { interval: 100, timeout: 1_000 }),
  )
  expect(error).toMatchObject({ name: 'WaitTimeoutError', code: 'ERR_WAIT_TIMEOUT', last: order('ORDER_IN_PROGRESS') })
  expect(error.message).toBe(`iap.waitForStatus: order ${orderId} is still ORDER_IN_PROGRESS.`)
})

test('waitForStatus ends at once on an abort, and when the client is closed', async () => {
  await using api = await startMtlsServer(statuses('ORDER_IN_PROGRESS'))
  const client = createClient(api.options)
  const long = { interval: 60_000, timeout: 120_000 }
  const signal = AbortSignal.timeout(200)
  const aborted = rejection(client.iap.waitForStatus({ orderId }, { ...long, signal }))
  const closed = rejection(client.iap.waitForStatus({ orderId }, long))
  const { signal: other } = new AbortController()
  const closedToo = rejection(client.iap.waitForStatus({ orderId }, { ...long, signal: other }))
  expect((await aborted).name).toBe('TimeoutError')
  await client.close()
  expect(await closed).toMatchObject({ code: 'ERR_CLIENT_CLOSED' })
  expect(await closedToo).toMatchObject({ code: 'ERR_CLIENT_CLOSED' })
})
