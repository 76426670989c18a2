import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { checkCallback } from '../../../contracts/index.js'
import { isCodedError } from '../../../errors/index.js'
import type { MockServer, SubscriptionsSide, TossSide } from '../../../mock-server/index.js'
import { startMockServer } from '../../../mock-server/index.js'
import { subscriptionArrows } from '../../../mock-server/world/subscription-states.js'
import { type CallbackReceiver, startCallbackReceiver } from '../callbacks/callback-receiver.js'
import { runs } from '../runs.js'
import { type SentEvent, sentEvents } from './sent-events.js'

let mock: MockServer
let receiver: CallbackReceiver
let begun = 0

beforeAll(async () => {
  ;[mock, receiver] = await Promise.all([startMockServer({ controlPort: false }), startCallbackReceiver()])
  mock.clock.freeze()
})
afterAll(async () => {
  await mock.close()
  await receiver[Symbol.asyncDispose]()
})

const steps = {
  renew: (side: SubscriptionsSide, id: string) => side.renew(id),
  enterGracePeriod: (side: SubscriptionsSide, id: string) => side.enterGracePeriod(id),
  hold: (side: SubscriptionsSide, id: string) => side.hold(id),
  pause: (side: SubscriptionsSide, id: string) => side.pause(id),
  recover: (side: SubscriptionsSide, id: string) => side.recover(id),
  restart: (side: SubscriptionsSide, id: string) => side.restart(id),
  cancel: (side: SubscriptionsSide, id: string) => side.cancelAutoRenewal(id),
  enable: (side: SubscriptionsSide, id: string) => side.enableAutoRenewal(id),
  extend: (side: SubscriptionsSide, id: string) => side.extend(id, { days: 5 }),
  expire: (side: SubscriptionsSide, id: string) => side.expire(id),
  revoke: (side: SubscriptionsSide, id: string) => side.revoke(id),
  failPayments: (side: SubscriptionsSide, id: string) => side.setPaymentFails(id, true),
}
type Step = 'create' | keyof typeof steps
const names = ['create', ...Object.keys(steps)] as Step[]
const actions = fc.oneof(
  { weight: 4, arbitrary: fc.record({ step: fc.constantFrom(...names), which: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ days: fc.constantFrom(1, 6, 7, 29, 31, 60) }) },
)

it('subscriptions move only along the arrows, and each change is told once, in order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(actions, { minLength: 10, maxLength: 40, size: 'max' }), async (sequence) => {
      const toss = mock.tossSide(`run-${++begun}`)
      await toss.callbacks.setSubscription({ url: receiver.url })
      receiver.received.length = 0
      const ids: string[] = []
      for (const action of sequence) {
        if ('days' in action) mock.clock.advance(action.days * 86_400_000)
        else await take(toss, ids, action.step, action.which)
      }
      await toss.callbacks.settled()
      for (const sent of receiver.received) expect(checkCallback('callbacks.subscription', sent)).toEqual([])
      const events = sentEvents(receiver)
      for (const orderId of ids) {
        const moments = events.filter((event) => event.orderId === orderId).map(({ occurredAt }) => occurredAt)
        expect(moments).toEqual([...new Set(moments)].sort())
      }
      for (const orderId of ids) await compare(toss, orderId, events)
      // Its subscriptions go on renewing in later runs, which have their own.
      await toss.callbacks.setSubscription(null)
    }),
    runs(40),
  )
})

async function take(toss: TossSide, ids: string[], step: Step, which: number): Promise<void> {
  const known = ids[which % Math.max(1, ids.length)] ?? 'none'
  try {
    if (step !== 'create') {
      await steps[step](toss.subscriptions, known)
      return
    }
    const user = which === 0 ? {} : { userKey: (await toss.users.create()).userKey }
    ids.push((await toss.subscriptions.create(user)).orderId)
  } catch (error) {
    if (isCodedError(error, 'ERR_CONFLICT') || (known === 'none' && isCodedError(error, 'ERR_NOT_FOUND'))) return
    throw error
  }
}

/** The events of one subscription form a chain that begins with CREATED and ends in what the Toss side shows. */
async function compare(toss: TossSide, orderId: string, all: readonly SentEvent[]): Promise<void> {
  const [created, ...events] = all.filter((event) => event.orderId === orderId)
  expect(created).toMatchObject({ changeReason: 'CREATED', subscription: { current: { status: 'ACTIVE' } } })
  let last = created?.subscription.current
  for (const { changeReason, subscription } of events) {
    const { previous, current } = subscription
    expect(previous).toEqual({ ...last, expiresAt: last?.expiresAt ?? previous?.expiresAt })
    expect(subscriptionArrows[changeReason]).toContain(previous?.status)
    expect(current.accessGranted).toBe(['ACTIVE', 'IN_GRACE_PERIOD'].includes(current.status))
    last = current
  }
  const { status, autoRenew, accessGranted } = await toss.subscriptions.get(orderId)
  expect(last).toMatchObject({ status, autoRenew, accessGranted })
  const { state } = await toss.orders.get(orderId)
  expect(state === 'REFUNDED').toBe(status === 'REVOKED')
}
