import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Grant } from '../../../mock-server/world/shapes/promotion.js'
import type { Store, Transaction, View } from '../../../mock-server/world/store.js'
import { createMemoryStore } from '../../../mock-server/world/store-of-turns.js'
import { runs } from '../runs.js'

const key = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
const change = fc.oneof(
  fc.record({
    put: key,
    userKey: fc.integer({ min: 1, max: 2 }),
    amount: fc.nat(9),
    decidesAt: fc.option(fc.nat(3), { nil: null }),
    outcome: fc.constantFrom('SUCCESS' as const, 'FAILED' as const),
    booked: fc.boolean(),
  }),
  fc.record({ remove: key }),
)
const action = fc.oneof(
  { weight: 6, arbitrary: fc.record({ update: fc.array(change, { maxLength: 6 }), fails: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ loadBack: fc.constant(true) }) },
)
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never

function take(world: Transaction, given: Change): void {
  if ('remove' in given) world.delete('grant', given.remove)
  else
    world.put('grant', given.put, { ...given, key: given.put, promotionCode: 'P', test: false, executedAt: 0 } as Grant)
}

/** What the indexes and sums should say, by looking at every grant. */
function bySearch(view: View) {
  const grants = view.list('grant', { limit: 100 })
  const unbooked = (outcome: string) =>
    grants
      .filter((grant) => !grant.booked && grant.decidesAt !== null && grant.outcome === outcome)
      .sort((a, b) => (a.decidesAt ?? 0) - (b.decidesAt ?? 0))
  const points = (userKey: number) =>
    grants
      .filter((grant) => grant.userKey === userKey && !(grant.outcome === 'FAILED' && grant.booked))
      .reduce((sum, { amount }) => sum + amount, 0)
  return { unbooked: [unbooked('SUCCESS'), unbooked('FAILED')], points: [points(1), points(2)] }
}

function byIndex(view: View) {
  const unbooked = (outcome: string) => [...view.ranked('grant', 'unbooked', `P\n${outcome}`)]
  const points = (userKey: number) => view.total('grant', 'points', `P\n${userKey}`)
  return { unbooked: [unbooked('SUCCESS'), unbooked('FAILED')], points: [points(1), points(2)] }
}

async function expectSame(store: Store): Promise<void> {
  await store.read('app', (view) => expect(byIndex(view)).toEqual(bySearch(view)))
}

test('indexes and sums say what a search would, whatever was written, undone and loaded', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 30 }), async (actions) => {
      const store = createMemoryStore({ seed: 'lookup', now: () => 0 })
      for (const given of actions) {
        if ('loadBack' in given) await store.load(await store.dump())
        else {
          const work = store.update('app', (world) => {
            for (const each of given.update) take(world, each)
            expect(byIndex(world)).toEqual(bySearch(world))
            if (given.fails) throw new Error('undone')
          })
          await (given.fails ? expect(work).rejects.toThrow('undone') : work)
        }
        await expectSame(store)
      }
    }),
    runs(200),
  )
})

test('what comes first goes, and what comes last is added, in any number', async () => {
  const store = createMemoryStore({ seed: 'lookup', now: () => 0 })
  const grant = (number: number) =>
    ({ key: String(number), promotionCode: 'P', outcome: 'SUCCESS', booked: false, decidesAt: number }) as Grant
  await store.update('app', (world) => {
    for (let number = 0; number < 5_000; number++) world.put('grant', String(number), grant(number))
    const unbooked = world.ranked('grant', 'unbooked', 'P\nSUCCESS')
    for (let number = 0; number < 4_990; number++) {
      expect(unbooked.at(0)?.key).toBe(String(number))
      world.put('grant', String(number), { ...grant(number), booked: true })
    }
    expect([...unbooked].map(({ decidesAt }) => decidesAt)).toEqual([
      4990, 4991, 4992, 4993, 4994, 4995, 4996, 4997, 4998, 4999,
    ])
  })
})
