import { beforeAll, expect, test } from 'vitest'
import { type AssaultResult, assault, heapGrowthAllowed } from '../../bench/attack/assault.js'

// The small version of `npm run attack`: a few hundred of everything. docs/attack.md has the figures of the large one.
let outcome: AssaultResult
beforeAll(async () => {
  outcome = await assault({ version: 'small', idle: 30, halfOpen: 20, slow: 10, parts: 1, calm: 100 })
}, 60_000)

test('a well-behaved client is answered rightly all the while', () => {
  expect(outcome.wrong).toEqual([])
  for (const { calls } of [outcome.before, outcome.during, outcome.after]) expect(calls).toBeGreaterThan(0)
})

test('the mock stays up, handles every rejection and finds no fault of its own', () => {
  expect(outcome.crash).toBeUndefined()
  expect(outcome.unhandled).toEqual([])
  expect(outcome.bugs).toEqual([])
})

test('idle and slow connections are kept, and all connections are given up when their clients are gone', () => {
  // Those that never finish their handshake are given up by the mock after a while, which a slow machine may reach.
  expect(outcome.left).toMatchObject({ idle: 30, slow: 10 })
  expect(outcome.memoryAfter.sockets).toBeLessThanOrEqual(outcome.memoryBefore.sockets + 2)
})

test('memory returns', () => {
  expect(outcome.memoryAfter.heapMb - outcome.memoryBefore.heapMb).toBeLessThan(heapGrowthAllowed)
})

test('neither log nor journal holds a key, a token or anything personal', () => {
  expect(outcome.logBytes).toBeGreaterThan(10_000)
  expect(outcome.leaks).toEqual([])
})
