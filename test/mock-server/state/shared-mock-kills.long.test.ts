import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type Client, createClient } from '../../../client/index.js'
import { isCodedError } from '../../../errors/index.js'
import { openControlPort } from '../../../testing/control-port.js'
import { remoteTossSide } from '../../../testing/remote-toss-side.js'
import { preparedFolder, type RunningCommand, startJson } from '../../cli/command-line.js'
import { slice } from '../../slice.js'
import { hasTool } from '../../tools.js'
import { startRedis } from './redis-server.js'
import { startRelay } from './relay.js'

/** Milliseconds that a process is stopped: longer than a mock waits for Redis. */
const longStop = 6_000

const [kills] = slice([200, 24], (few) => few === 24) as [number]

describe.runIf(hasTool('redis-server'))('mocks with one world that are killed and stopped under load', () => {
  test(`${kills} kills: nothing answered is lost, and no money moves twice`, { timeout: 600_000 }, async () => {
    const redis = await startRedis()
    const slow = await startRelay(redis.port, 2)
    const cwd = await preparedFolder()
    const start = (url: string) =>
      startJson({ cwd }, ['--state', url, '--auto-approve', '--no-rate-limits', '--log-level', 'error'])
    const keeper = await start(redis.url)
    const port = openControlPort(keeper.info.controlUrl)
    onTestFinished(() => port.close())
    const toss = remoteTossSide(port, keeper.info.controlUrl, 'my-mini-app')
    const { userKey } = await toss.logIn()
    const promised = { executed: new Set<string>(), begun: new Set<string>(), orders: 0 }

    /** Pays until the mock is gone, and says when a payment was executed. */
    async function payer(client: Client, executed: () => void): Promise<void> {
      for (;;) {
        const order = { userKey, orderNo: `order-${promised.orders++}`, productDesc: 'T-shirt', isTestPayment: false }
        try {
          const { payToken } = await client.pay.makePayment({ ...order, ...client.pay.amounts({ total: 1_000 }) })
          promised.begun.add(payToken)
          const execute = () => client.pay.executePayment({ userKey, payToken, isTestPayment: false })
          await execute()
          promised.executed.add(payToken)
          executed()
          await expect(execute()).rejects.toThrow()
        } catch (error) {
          expect(isCodedError(error, 'ERR_NETWORK') || isCodedError(error, 'ERR_TIMEOUT')).toBe(true)
          return
        }
      }
    }

    let killed = 0
    /** One mock after the other, each killed at some moment; some are stopped before, and go on. */
    async function place(url: string): Promise<void> {
      while (killed < kills) {
        const mock: RunningCommand = await start(url)
        const { baseUrl, cert, key, ca } = mock.info
        const client = createClient({ baseUrl, cert, key, ca, timeout: 30_000 })
        // Some are killed before they have answered anything.
        let left = Math.floor(Math.random() * 6)
        let enough = () => {}
        const lived = new Promise<void>((resolve) => {
          enough = resolve
        })
        const paying = [1, 2, 3].map(() => payer(client, () => left-- <= 1 && enough()))
        if (left > 0) await Promise.race([lived, ...paying])
        await wait(Math.random() * 30)
        if (Math.random() < 0.2) {
          mock.signal('SIGSTOP')
          await wait(Math.random() * 200)
          mock.signal('SIGCONT')
          await wait(Math.random() * 20)
        }
        mock.signal('SIGKILL')
        await Promise.all([mock.ended(), ...paying])
        await client.close()
        killed++
      }
    }

    await Promise.all([place(redis.url), place(redis.url), place(slow.url)])
    expect(promised.executed.size).toBeGreaterThan(kills / 4)
    const payments = await toss.payments.list({ limit: 1_000_000 })
    const complete = new Set(payments.filter(({ status }) => status === 'PAY_COMPLETE').map((each) => each.payToken))
    const there = new Set(payments.map(({ payToken }) => payToken))
    expect([...promised.executed].filter((payToken) => !complete.has(payToken))).toEqual([])
    expect([...promised.begun].filter((payToken) => !there.has(payToken))).toEqual([])
    expect(await toss.payments.totals()).toEqual({ paid: complete.size * 1_000, refunded: 0 })
    expect(new Set(payments.map(({ orderNo }) => orderNo)).size).toBe(payments.length)
  })

  test('one that was stopped for longer than it waits for Redis goes on, and its old turn counts once or never', {
    timeout: 60_000,
  }, async () => {
    const redis = await startRedis()
    const cwd = await preparedFolder()
    const start = () =>
      startJson({ cwd }, ['--state', redis.url, '--auto-approve', '--no-rate-limits', '--log-level', 'error'])
    const mocks = [await start(), await start()] as [RunningCommand, RunningCommand]
    const clients = mocks.map(({ info: { baseUrl, cert, key, ca } }) =>
      createClient({ baseUrl, cert, key, ca, timeout: 60_000 }),
    ) as [Client, Client]
    const port = openControlPort(mocks[1].info.controlUrl)
    onTestFinished(async () => {
      for (const client of clients) await client.close()
      await port.close()
    })
    const toss = remoteTossSide(port, mocks[1].info.controlUrl, 'my-mini-app')
    const { userKey } = await toss.logIn()
    let orders = 0
    let ends = false
    const executed: string[] = []
    const failed: unknown[] = []
    const pay = async (client: Client) => {
      while (!ends) {
        const order = { userKey, orderNo: `order-${orders++}`, productDesc: 'T-shirt', isTestPayment: false }
        try {
          const { payToken } = await client.pay.makePayment({ ...order, ...client.pay.amounts({ total: 1_000 }) })
          await client.pay.executePayment({ userKey, payToken, isTestPayment: false })
          executed.push(payToken)
        } catch (error) {
          failed.push(error)
        }
      }
    }
    const paying = [clients[0], clients[0], clients[0], clients[1], clients[1]].map(pay)
    while (executed.length < 50) await wait(5)
    mocks[0].signal('SIGSTOP')
    await wait(longStop)
    const meanwhile = executed.length
    mocks[0].signal('SIGCONT')
    while (executed.length < meanwhile + 100) await wait(5)
    ends = true
    await Promise.all(paying)
    expect(meanwhile).toBeGreaterThan(60)
    // What it had sent before it stopped may be unknown; nothing else fails.
    expect(failed.length).toBeLessThanOrEqual(3)
    for (const error of failed) expect(error).toMatchObject({ httpStatus: 500 })
    const complete = (await toss.payments.list({ limit: 1_000_000 })).filter(({ status }) => status === 'PAY_COMPLETE')
    const there = new Set(complete.map(({ payToken }) => payToken))
    expect(executed.filter((payToken) => !there.has(payToken))).toEqual([])
    expect(await toss.payments.totals()).toEqual({ paid: complete.length * 1_000, refunded: 0 })
    expect(complete.length - executed.length).toBeLessThanOrEqual(failed.length)
    // It serves as before.
    const before = executed.length
    ends = false
    const again = pay(clients[0])
    while (executed.length === before) await wait(5)
    ends = true
    await again
  })
})
