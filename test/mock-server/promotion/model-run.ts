import fc from 'fast-check'
import { expect } from 'vitest'
import type { PromotionState } from '../../../mock-server/index.js'
import type { Caller } from '../partner-server.js'
import type { Runs } from '../runs.js'
import { createModel, execute, type PromotionModel, points, remaining, resultOf, stateOf } from './model.js'
import type { PromotionPartner } from './partner.js'

const hour = 3_600_000
const settings = { budget: 1_000, perGrantLimit: 400, perUserLimit: 700 }

/** What can happen. Users and keys are named by a number that is taken modulo how many there are. */
type Action =
  | { readonly do: 'get-key'; readonly user: number | undefined }
  | { readonly do: 'execute'; readonly key: number; readonly user: number | undefined; readonly amount: number }
  | { readonly do: 'burst'; readonly user: number; readonly amount: number; readonly keys: number }
  | { readonly do: 'advance'; readonly milliseconds: number }
  | { readonly do: 'delay'; readonly seconds: number | null }
  | { readonly do: 'fail-next'; readonly executions: number; readonly payouts: number }
  | { readonly do: 'settle'; readonly key: number; readonly result: 'SUCCESS' | 'FAILED' }
  | { readonly do: 'raise'; readonly by: number }
  | { readonly do: 'stop' | 'resume' | 'end' }

const user = fc.nat(2)
const someUser = fc.option(user, { nil: undefined, freq: 4 })
const amount = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 420 }) },
  fc.integer({ min: 401, max: 1_500 }),
)
const key = fc.nat(1_000)

const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('get-key'), user: someUser }) },
  { weight: 9, arbitrary: fc.record({ do: fc.constant('execute'), key, user: someUser, amount }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('burst'), user, amount, keys: fc.constantFrom(1, 5, 10, 25, 50) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('advance'),
      milliseconds: fc.oneof({ weight: 9, arbitrary: fc.nat(6_000) }, fc.constant(hour)),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('delay'), seconds: fc.constantFrom(0, 2, 5, 5, null) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('fail-next'), executions: fc.nat(1), payouts: fc.nat(2) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('settle'), key, result: fc.constantFrom('SUCCESS', 'FAILED') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('raise'), by: fc.integer({ min: 1, max: 500 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('stop', 'resume', 'stop', 'resume', 'resume', 'end') }) },
) as fc.Arbitrary<Action>

/** Does the same to the model and to a mock, whose clock stands still, in any order. */
export async function comparePromotionWithModel(partner: PromotionPartner, runs: Runs): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 10, maxLength: 40 }), async (actions) => {
      const run = await startRun(partner)
      for (const each of actions) {
        await perform(run, each)
        await compare(run)
      }
    }),
    runs,
  )
}

interface Run {
  readonly partner: PromotionPartner
  readonly model: PromotionModel
  readonly code: string
  readonly users: readonly { readonly userKey: number; readonly anonKey: string }[]
  /** What was told of a grant that was decided: it must not change. */
  readonly decided: Map<string, string>
}

async function startRun(partner: PromotionPartner): Promise<Run> {
  const { code } = await partner.mock.toss.promotions.create(settings)
  const users = [await partner.user(), await partner.user(), await partner.user()]
  return {
    partner,
    code,
    users,
    model: createModel({ ...settings, now: 0 }),
    decided: new Map(),
  }
}

async function perform(run: Run, action: Action): Promise<void> {
  const { partner, model, code } = run
  const { promotions } = partner.mock.toss
  switch (action.do) {
    case 'get-key':
      await getKey(run, action.user)
      break
    case 'execute': {
      const chosen = at(model.keys, action.key)
      if (chosen === undefined) break
      const { user, amount } = action
      const reply = await partner.execute({ key: chosen.key, promotionCode: code, amount }, caller(run, user))
      expect(reply.errorCode).toBe(execute(model, { key: chosen, user, amount }))
      break
    }
    case 'burst':
      await burst(run, action)
      break
    case 'advance':
      partner.mock.clock.advance(action.milliseconds)
      await partner.mock.clock.settled()
      model.now += action.milliseconds
      break
    case 'delay': {
      const isOpen = stateOf(model) !== 'ENDED'
      expect(await isDone(promotions.update(code, { payoutDelaySeconds: action.seconds }))).toBe(isOpen)
      if (isOpen) model.delay = action.seconds
      break
    }
    case 'fail-next':
      await promotions.failNext(code, { executions: action.executions, payouts: action.payouts })
      model.failExecutions = action.executions
      model.failPayouts = action.payouts
      break
    case 'settle': {
      const grant = at(model.grants, action.key)
      if (grant === undefined) break
      const isPending = resultOf(model, grant) === 'PENDING'
      expect(await isDone(promotions.settle(grant.key, action.result))).toBe(isPending)
      if (isPending) Object.assign(grant, { outcome: action.result, decidesAt: model.now })
      break
    }
    case 'raise': {
      const isOpen = stateOf(model) !== 'ENDED'
      expect(await isDone(promotions.update(code, { budget: model.budget + action.by }))).toBe(isOpen)
      if (isOpen) model.budget += action.by
      break
    }
    default: {
      const from = { stop: ['RUNNING'], resume: ['STOPPED'], end: ['RUNNING', 'STOPPED'] }[action.do]
      const isPossible = from.includes(stateOf(model))
      expect(await isDone(promotions[action.do](code))).toBe(isPossible)
      if (isPossible) model.stage = ({ stop: 'STOPPED', resume: 'RUNNING', end: 'ENDED' } as const)[action.do]
    }
  }
}

async function getKey({ partner, model, ...run }: Run, user: number | undefined) {
  const { success } = await partner.call('promotion.getKey', undefined, caller(run, user))
  const issued = { key: success.key, owner: user, expiresAt: model.now + hour }
  model.keys.push(issued)
  return issued
}

/** 50 callers at once, who share `keys` fresh keys of one user and want the same: who is first does not matter. */
async function burst(run: Run, { user, amount, keys }: Action & { do: 'burst' }): Promise<void> {
  const { partner, model, code } = run
  await partner.mock.toss.promotions.failNext(code, { executions: 0 })
  model.failExecutions = 0
  const issued = await Promise.all(Array.from({ length: keys }, () => getKey(run, user)))
  const calls = Array.from({ length: 50 }, (_, index) => issued[index % keys] as (typeof issued)[number])
  const replies = await Promise.all(
    calls.map(({ key }) => partner.execute({ key, promotionCode: code, amount }, caller(run, user))),
  )
  const got = replies.map(({ errorCode }) => errorCode)

  // The order in which the grants were executed says which of them will fail.
  const executed = await partner.mock.toss.promotions.grants({ promotionCode: code, limit: 100_000 })
  const order = executed.flatMap(({ key }) => issued.find((each) => each.key === key) ?? [])
  for (const each of order) expect(execute(model, { key: each, user, amount })).toBeUndefined()
  const repeats = 50 / keys
  const refused = issued.filter((each) => !order.includes(each))
  const expected = [
    ...order.flatMap(() => [undefined, ...Array.from({ length: repeats - 1 }, () => '4113')]),
    ...refused.flatMap((each) => Array.from({ length: repeats }, () => execute(model, { key: each, user, amount }))),
  ]
  expect(got.map(String).sort()).toEqual(expected.map(String).sort())
}

/** The mock says what the model says, no money appeared or vanished, and nothing that was decided changed. */
async function compare({ partner, model, code, decided }: Run): Promise<void> {
  const { promotions } = partner.mock.toss
  const promotion = await promotions.get(code)
  expect(promotion).toMatchObject({
    state: stateOf(model) satisfies PromotionState,
    budget: model.budget,
    remaining: remaining(model),
    pending: points(model, ['PENDING']),
    granted: points(model, ['SUCCESS']),
  })
  expect(promotion.remaining).toBeGreaterThanOrEqual(0)
  expect(promotion.remaining + promotion.pending + promotion.granted).toBe(promotion.budget)
  const grants = await promotions.grants({ promotionCode: code, limit: 100_000 })
  expect(grants.map(({ key, amount, result }) => [key, amount, result])).toEqual(
    model.grants.map((grant) => [grant.key, grant.amount, resultOf(model, grant)]),
  )
  for (const { key, result } of grants) {
    const before = decided.get(key)
    if (before !== undefined) expect(result).toBe(before)
    if (result !== 'PENDING') decided.set(key, result)
  }
  const last = model.grants.at(-1)
  if (last !== undefined) expect((await partner.result(last.key, code, {})).success).toBe(resultOf(model, last))
}

/** Now by userKey, now by anonymous key. */
function caller({ users }: Pick<Run, 'users'>, user: number | undefined): Caller {
  const known = user === undefined ? undefined : users[user]
  if (known === undefined) return {}
  return user === 1 ? { anonKey: known.anonKey } : { userKey: known.userKey }
}

function at<T>(list: readonly T[], index: number): T | undefined {
  return list.length === 0 ? undefined : list[index % list.length]
}

async function isDone(step: Promise<unknown>): Promise<boolean> {
  try {
    await step
    return true
  } catch (error) {
    expect(error).toMatchObject({ code: 'ERR_CONFLICT' })
    return false
  }
}
