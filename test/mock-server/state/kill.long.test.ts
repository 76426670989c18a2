import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { type Client, createClient } from '../../../client/index.js'
import type { ConnectionInfo } from '../../../mock-server/index.js'
import { preparedFolder, startJson } from '../../cli/command-line.js'
import { numbers, openStore, statePath, texts } from '../world/engines.js'

const writer = fileURLToPath(new URL('writer.ts', import.meta.url))
const options = { seed: 'writer', now: () => 0 }

/** Lets the writer run on the file, kills it so many milliseconds after its first word, and gives back the last one. */
async function killWriter(path: string, after: number): Promise<number> {
  const child = spawn(process.execPath, ['--import', 'tsx', writer, path], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', (chunk) => {
    said += chunk
  })
  await once(child.stdout, 'data')
  await wait(after)
  child.kill('SIGKILL')
  await once(child, 'close')
  return Number(said.trimEnd().split('\n').at(-1))
}

test('kill -9 in the middle of writing loses no answered update, and leaves none half done', async () => {
  const path = statePath()
  let before = 0
  for (const after of [0, 41, 8]) {
    const answered = await killWriter(path, after)
    expect(answered).toBeGreaterThan(before)
    const store = await openStore(path, options)
    const [made, from, to] = await store.read('shop', (world) =>
      ['made', 'from', 'to'].map((id) => world.get(numbers, id) as number),
    )
    expect(made).toBeGreaterThanOrEqual(answered)
    expect(made).toBeLessThanOrEqual(answered + 1)
    expect(to).toBe(((made as number) * ((made as number) + 1)) / 2)
    expect(from).toBe(-(to as number))
    const transfers = await store.read('shop', (world) => world.list(texts).map(([number]) => Number(number)))
    const last = Array.from({ length: Math.min(100, made as number) }, (_, back) => (made as number) - back)
    expect(transfers).toEqual(last.reverse())
    expect((await store.dump()).get('shop')?.draws).toBe(made)
    await store.close()
    before = made as number
  }
})

/** What the mock has answered as done. */
interface Promised {
  readonly codes: { authorizationCode: string; referrer: 'DEFAULT' | 'SANDBOX' }[]
  readonly accessTokens: { accessToken: string; userKey: number }[]
  readonly payments: Map<string, { userKey: number; status: 'PAY_COMPLETE' | 'REFUND_SUCCESS'; certain: boolean }>
  readonly orders: string[]
}

async function toss<Result>(info: ConnectionInfo, method: string, ...args: unknown[]): Promise<Result> {
  const response = await fetch(`${info.controlUrl}/mini-apps/my-mini-app/toss-side`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ method, arguments: args }),
  })
  const answer = (await response.json()) as { result: Result }
  if (!response.ok) throw new Error(`${method}: ${JSON.stringify(answer)}`)
  return answer.result
}

/** A customer who logs in, pays, buys and gives back, one after the other, until the mock is gone. */
async function customer(info: ConnectionInfo, client: Client, promised: Promised, name: string): Promise<void> {
  for (let round = 0; ; round++) {
    const { authorizationCode, referrer } = await toss<Promised['codes'][number]>(info, 'logIn')
    const { accessToken } = await client.login.generateToken({ authorizationCode, referrer })
    promised.codes.push({ authorizationCode, referrer })
    const { userKey } = await client.login.loginMe({ accessToken })
    promised.accessTokens.push({ accessToken, userKey })
    const { payToken } = await client.pay.makePayment({
      userKey,
      orderNo: `${name}-${round}`,
      productDesc: 'T-shirt',
      ...client.pay.amounts({ total: 1_000 + round }),
      isTestPayment: false,
    })
    const payment = { userKey, payToken, isTestPayment: false }
    await client.pay.executePayment(payment)
    promised.payments.set(payToken, { userKey, status: 'PAY_COMPLETE', certain: true })
    const { order } = await toss<{ order: { orderId: string } }>(info, 'orders.purchase', { userKey })
    promised.orders.push(order.orderId)
    if (round % 2 === 0) continue
    promised.payments.set(payToken, { userKey, status: 'PAY_COMPLETE', certain: false })
    await client.pay.refundPayment({ ...payment, reason: 'too small' })
    promised.payments.set(payToken, { userKey, status: 'REFUND_SUCCESS', certain: true })
  }
}

interface PaymentView {
  readonly payToken: string
  readonly status: string
  readonly amounts: { readonly amount: number }
  readonly execution: object | null
  readonly refund: object | null
}

async function checkPromises(info: ConnectionInfo, client: Client, promised: Promised): Promise<void> {
  const payments: PaymentView[] = await toss(info, 'payments.list', { limit: 100_000 })
  const byToken = new Map(payments.map((payment) => [payment.payToken, payment]))
  for (const [payToken, { status, certain }] of promised.payments) {
    const found = byToken.get(payToken)
    if (certain) expect(found?.status).toBe(status)
    else expect(['PAY_COMPLETE', 'REFUND_SUCCESS']).toContain(found?.status)
  }
  const sum = (moved: PaymentView[]) => moved.reduce((total, { amounts }) => total + amounts.amount, 0)
  expect(await toss(info, 'payments.totals')).toEqual({
    paid: sum(payments.filter(({ execution }) => execution !== null)),
    refunded: sum(payments.filter(({ refund }) => refund !== null)),
  })
  const orders: { orderId: string }[] = await toss(info, 'orders.list', { limit: 100_000 })
  expect(orders.map(({ orderId }) => orderId)).toEqual(expect.arrayContaining(promised.orders))
  // The last ones are those that a lost write would have hit.
  for (const code of promised.codes.slice(-3)) {
    await expect(client.login.generateToken(code)).rejects.toMatchObject({ code: 'ERR_BUSINESS_FAILURE' })
  }
  for (const { accessToken, userKey } of promised.accessTokens.slice(-3)) {
    expect(await client.login.loginMe({ accessToken })).toMatchObject({ userKey })
  }
  for (const [payToken, { userKey }] of [...promised.payments].slice(-3)) {
    const again = client.pay.executePayment({ payToken, userKey, isTestPayment: false })
    await expect(again).rejects.toMatchObject({ code: 'ERR_BUSINESS_FAILURE' })
  }
}

test('a mock under load that is killed keeps all that it answered, and no money moves twice', async () => {
  const cwd = await preparedFolder()
  const promised: Promised = { codes: [], accessTokens: [], payments: new Map(), orders: [] }
  const flags = ['--state', 'world.state', '--auto-approve', '--no-rate-limits', '--log-level', 'error']
  for (const [round, after] of [110, 25, undefined].entries()) {
    const mock = await startJson({ cwd }, flags)
    const { info } = mock
    const client = createClient({ baseUrl: info.baseUrl, cert: info.cert, key: info.key, ca: info.ca, timeout: 2_000 })
    await checkPromises(info, client, promised)
    if (after === undefined) {
      await client.close()
      break
    }
    const before = promised.payments.size
    const customers = [1, 2, 3].map((number) => customer(info, client, promised, `${round}-${number}`))
    const ended = Promise.allSettled(customers)
    while (promised.payments.size < before + 3) await wait(5)
    await wait(after)
    mock.signal('SIGKILL')
    for (const outcome of await ended) {
      const { reason } = outcome as PromiseRejectedResult
      expect(reason.code === 'ERR_NETWORK' || reason.message === 'fetch failed', String(reason)).toBe(true)
    }
    await client.close()
  }
  expect(promised.payments.size).toBeGreaterThan(5)
})
