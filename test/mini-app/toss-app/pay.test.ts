import { expect, test } from 'vitest'
import { type Client, createClient } from '../../../client/index.js'
import type { MockServer, Protocol, TossApp } from '../../../mock-server/index.js'
import { openApp } from './opened.js'

const argsOf = (protocol: Protocol, payToken: string) =>
  protocol === 'A' ? [{ params: { payToken } }] : [{ payToken }]

async function openShop() {
  const mock = await openApp()
  const client = createClient({ ...mock.clientTls, baseUrl: mock.baseUrl })
  const { userKey } = await mock.toss.logIn()
  return {
    mock,
    app: mock.app,
    userKey,
    order: (orderNo: string) => order(client, userKey, orderNo),
    execute: (payToken: string) => client.pay.executePayment({ userKey, payToken, isTestPayment: true }),
    async [Symbol.asyncDispose]() {
      await client.close()
      await mock.close()
    },
  }
}

async function order(client: Client, userKey: number, orderNo: string): Promise<string> {
  const amounts = client.pay.amounts({ total: 25_000 })
  const made = await client.pay.makePayment({
    userKey,
    orderNo,
    productDesc: '토스 티셔츠',
    ...amounts,
    isTestPayment: true,
  })
  return made.payToken
}

const statusOf = async (mock: MockServer, payToken: string) => (await mock.toss.payments.get(payToken)).status
const pay = (app: TossApp, payToken: string) => app.call('B', 'checkoutPayment', [{ payToken }])

test.each(['A', 'B'] as const)(
  'protocol %s: checkoutPayment moves the payment that execute-payment settles',
  async (protocol) => {
    await using shop = await openShop()
    const payToken = await shop.order('1')
    const checkedOut = await shop.app.call(protocol, 'checkoutPayment', argsOf(protocol, payToken))
    expect(checkedOut).toEqual({ value: { success: true } })
    expect(await statusOf(shop.mock, payToken)).toBe('PAY_APPROVED')
    expect(await shop.execute(payToken)).toMatchObject({ orderNo: '1', amount: 25_000 })
  },
)

test('a user who cancels: it resolves, success is false, and the payment is cancelled', async () => {
  await using shop = await openShop()
  const payToken = await shop.order('1')
  await shop.app.set({ answers: { payment: 'cancel' } })
  expect(await pay(shop.app, payToken)).toEqual({ value: { success: false, reason: expect.any(String) } })
  expect(await statusOf(shop.mock, payToken)).toBe('PAY_CANCEL')
})

test('a failure of the app: the reason is the code, and the payment still waits', async () => {
  await using shop = await openShop()
  const payToken = await shop.order('1')
  await shop.app.set({ answers: { payment: 'fail:NOT_AUTHENTICATED' } })
  expect(await pay(shop.app, payToken)).toEqual({ value: { success: false, reason: 'NOT_AUTHENTICATED' } })
  expect(await statusOf(shop.mock, payToken)).toBe('PAY_STANDBY')
})

test('asked, the user sees what is paid for, and chooses how', async () => {
  await using shop = await openShop()
  const payToken = await shop.order('order-7')
  await shop.app.set({ answers: 'ask' })
  const paying = pay(shop.app, payToken)
  await expect.poll(() => shop.app.prompts()).toHaveLength(1)
  const [prompt] = await shop.app.prompts()
  expect(prompt).toMatchObject({ kind: 'payment', title: '토스 티셔츠', details: ['25,000원', 'order-7'] })
  await shop.app.answer(prompt?.id as string, { decision: 'approve', payment: { payMethod: 'CARD' } })
  expect(await paying).toEqual({ value: { success: true } })
  expect(await shop.execute(payToken)).toMatchObject({ payMethod: 'CARD' })
})

test('a choice that the Toss app would not offer is refused, and explained', async () => {
  await using shop = await openShop()
  const payToken = await shop.order('1')
  await shop.app.set({ answers: 'ask' })
  const paying = pay(shop.app, payToken)
  await expect.poll(() => shop.app.prompts()).toHaveLength(1)
  const [prompt] = await shop.app.prompts()
  await shop.app.answer(prompt?.id as string, { decision: 'approve', payment: { discount: 30_000 } })
  const { value, warning } = await paying
  expect(value).toMatchObject({ success: false })
  expect(warning).toContain('discount')
})

test('a payToken that there is not, and one that was used, are no success, and the warning says why', async () => {
  await using shop = await openShop()
  const unknown = await pay(shop.app, 'nothing')
  expect(unknown).toMatchObject({ value: { success: false }, warning: expect.stringContaining('no payment') })
  const payToken = await shop.order('1')
  await pay(shop.app, payToken)
  const again = await pay(shop.app, payToken)
  expect(again).toMatchObject({ value: { success: false }, warning: expect.stringContaining('PAY_APPROVED') })
  // An orderNo names a payment on the Toss side, and none to the SDK.
  await shop.order('2')
  expect(await pay(shop.app, '2')).toMatchObject({ value: { success: false } })
})

test('a payment that was made for somebody else is paid, with a warning that names both', async () => {
  await using shop = await openShop()
  const payToken = await shop.order('1')
  const { userKey } = await shop.mock.toss.users.create()
  await shop.app.set({ userKey })
  const { value, warning } = await pay(shop.app, payToken)
  expect(value).toEqual({ success: true })
  expect(warning).toContain(String(userKey))
  expect(warning).toContain(String(shop.userKey))
})
