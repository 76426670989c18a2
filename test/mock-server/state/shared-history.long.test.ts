import { describe, expect, test } from 'vitest'
import { hasTool } from '../../tools.js'
import { partnerOf } from '../pay/partner.js'
import { isLinearizable, type Operation } from './linearizable.js'
import { onProcesses } from './shared-processes.js'

/** How often each caller asks. */
const rounds = 14

describe.runIf(hasTool('redis-server'))('what callers of four processes were told', () => {
  test('is linearizable, two of which reach Redis late and lose answers', { timeout: 90_000 }, () =>
    onProcesses(4, async ({ mock }) => {
      await using partner = await partnerOf(mock)
      const tokens: string[] = []
      for (let made = 0; made < 3 * rounds; made++) {
        const payToken = await partner.make({ amount: 1 })
        await mock.toss.payments.approve(payToken)
        tokens.push(payToken)
      }
      const history: Operation[] = []
      /** `work` gives the sum where it was told one. */
      async function ask(kind: Operation['kind'], work: () => Promise<number | undefined>): Promise<void> {
        const asked = performance.now()
        const sum = await work()
        history.push({ kind, asked, told: performance.now(), ...(sum !== undefined && { sum }) })
      }
      async function pay(): Promise<undefined> {
        const { resultType } = await partner.execute(tokens.pop() as string)
        expect(resultType).toBe('SUCCESS')
      }
      const caller = async (place: number) => {
        for (let round = 0; round < rounds; round++) {
          if ((round + place) % 2 === 0) await ask('read', async () => (await mock.toss.payments.totals()).paid)
          else await ask('add', pay)
        }
      }
      await Promise.all([0, 1, 2, 3, 4, 5].map(caller))
      expect(isLinearizable(history)).toBe(true)
      // It is one that would show a stale read, and a payment that was lost.
      const last = history.filter(({ kind }) => kind === 'read').at(-1) as Operation
      const told = (sum: number) => history.map((each) => (each === last ? { ...each, sum } : each))
      expect(isLinearizable(told(0))).toBe(false)
      const adds = history.filter(({ kind }) => kind === 'add').length
      const end = { kind: 'read' as const, asked: performance.now(), told: performance.now() + 1 }
      const sum = (await mock.toss.payments.totals()).paid
      expect(isLinearizable([...history, { ...end, sum }])).toBe(true)
      expect(sum).toBe(adds)
      expect(isLinearizable([...history, { ...end, sum: sum - 1 }])).toBe(false)
    }),
  )
})
