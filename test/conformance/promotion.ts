import type { OperationId } from '../../contracts/index.js'
import { type Person, type Stage, take } from './stage.js'

const getKey = 'promotion.getKey'
const execute = 'promotion.executePromotion'
const result = 'promotion.executionResult'
const hour = 3_600_000

/** Calls of the three operations; the user header may be left out. */
function caller({ app }: Stage) {
  const headersOf = (user: Person | undefined) => (user === undefined ? {} : { headers: user.by })
  const call = (operation: OperationId, json: object, user?: Person) =>
    app.call(operation, { ...headersOf(user), json })
  return {
    getKey: (user?: Person) => app.call(getKey, headersOf(user)),
    key: async (user?: Person) => take(await app.call(getKey, headersOf(user)), 'key'),
    execute: (promotionCode: string, key: string, amount: number, user?: Person) =>
      call(execute, { promotionCode, key, amount }, user),
    result: (promotionCode: string, key: string, user?: Person) => call(result, { promotionCode, key }, user),
    promotion: (code: string) => app.toss.get(`/promotions/${code}`),
    create: (code: string, options: object) => app.toss.post('/promotions', { code, budget: 1_000_000, ...options }),
  }
}

/** One grant from its key to its result. */
export async function grantLife(stage: Stage): Promise<void> {
  const { app, notebook } = stage
  const by = caller(stage)
  const [user, somebody] = [await app.user(), await app.user()]
  await by.create('verify-grant', { payoutDelaySeconds: null })

  const issued = await by.getKey(user)
  notebook.success(issued, [`${getKey}/key.userHeader`])
  const key = take(issued, 'key')
  notebook.failure(await by.execute('verify-grant', key, 100, somebody), '4110', [`${getKey}/key.owner`])
  notebook.failure(await by.result('verify-grant', key, user), '4111')
  const before = (await by.promotion('verify-grant')).remaining
  notebook.success(await by.execute('verify-grant', key, 100, user), [`${getKey}/key.owner`])
  const { remaining } = await by.promotion('verify-grant')
  const deducted = [`${execute}/budget.deducted`]
  notebook.holds(deducted, `${before - remaining} points left the budget at execution`, {
    field: 'the budget',
    expected: '100 points less',
    holds: before - remaining === 100,
  })
  const arrows = [`${result}/result.arrows`]
  await reads('PENDING', key)
  notebook.failure(await by.execute('verify-grant', key, 100, user), '4113', [`${execute}/key.once`])
  await app.toss.post('/grants/settle', { key, result: 'SUCCESS' })
  await reads('SUCCESS', key)

  const failing = await by.key(user)
  await by.execute('verify-grant', failing, 100, user)
  await app.toss.post('/grants/settle', { key: failing, result: 'FAILED' })
  await reads('FAILED', failing)
  const { remaining: after } = await by.promotion('verify-grant')
  notebook.holds(deducted, 'the points of a grant that failed went back', {
    field: 'the budget',
    expected: 'the points of a grant that failed go back',
    holds: after === remaining,
  })

  const withoutHeader = await by.getKey()
  notebook.success(withoutHeader, [`${getKey}/key.userHeader`])
  notebook.success(await app.call(getKey, { json: {} }), ['http/empty-body'])
  const ownKey = await by.key(user)
  const executed = await by.execute('verify-grant', ownKey, 100)
  const answered = await by.result('verify-grant', ownKey)
  for (const [operation, answer] of [
    [execute, executed],
    [result, answered],
  ] as const) {
    const isRequired = answer.errorCode === '4010'
    notebook.shows('promotion.userHeader', isRequired ? 'required' : 'optional', operation)
    const says = [`${operation}/promotion.userHeader`]
    if (isRequired) notebook.failure(answer, '4010', says)
    else notebook.success(answer, says)
  }
  const { grants } = await app.toss.get(`/grants?userKey=${user.userKey}`)
  if (executed.resultType === 'SUCCESS') {
    const isTheirs = grants.some((grant: { key: string }) => grant.key === ownKey)
    const rule = { field: 'the grant', expected: 'it is that of the user of the key', holds: isTheirs }
    notebook.holds(`${execute}/promotion.userHeader`, 'granted to the user of the key', rule)
  }
  notebook.failure(await by.execute('verify-grant', take(withoutHeader, 'key'), 100), '4010')

  const unlinked = await app.user()
  await app.toss.post(`/users/${unlinked.userKey}/unlink`, {})
  notebook.failure(await by.getKey(unlinked), '4010')
  notebook.failure(await by.execute('verify-grant', await by.key(), 100, unlinked), '4010')
  notebook.failure(await by.result('verify-grant', key, unlinked), '4010')

  async function reads(expected: string, of: string) {
    const answer = await by.result('verify-grant', of, user)
    if (!notebook.success(answer, arrows) || answer.differences.length > 0) return
    const seen = String(answer.success)
    notebook.holds(arrows, seen, { field: 'response.body.success', expected, holds: seen === expected })
  }
}

/** What a promotion refuses, and in which order. */
export async function refusalsLife(stage: Stage): Promise<void> {
  const { app, control, notebook } = stage
  const by = caller(stage)
  const order = [`${execute}/grant.order`]
  const usual = await by.execute('verify-unknown', await by.key(), 1, await app.user())
  notebook.failure(usual, '4100', order)
  if (usual.errorCode !== undefined && usual.variant === undefined) {
    for (const operation of [execute, result]) notebook.shows('envelope.errorNames', 'errorCode-reason', operation)
  }
  notebook.failure(await by.result('verify-unknown', 'verify', await app.user()), '4100')

  /** Executes once, for a user of its own: the calls of one user are limited. */
  const refuses = async (code: string, promotion: string, amount: number, ids: readonly string[] = []) => {
    const user = await app.user()
    notebook.failure(await by.execute(promotion, await by.key(user), amount, user), code, ids)
  }
  const { now } = await control.get('/clock')
  await by.create('verify-waiting', { approved: false })
  await by.create('verify-later', { startsAt: new Date(Date.parse(now) + 24 * hour).toISOString() })
  for (const code of ['verify-stopped', 'verify-ended']) await by.create(code, {})
  await app.toss.post('/promotions/verify-stopped/stop', {})
  await app.toss.post('/promotions/verify-ended/end', {})
  await refuses('4109', 'verify-later', 1)
  const first = await by.execute('verify-stopped', await by.key(), 1, await app.user())
  const isSdk = first.errorCode === '4104'
  notebook.shows('promotion.stateCodes', isSdk ? 'sdk' : 'http-api', execute)
  const codes = isSdk
    ? { stopped: '4104', ended: '4105', waiting: '4108' }
    : { stopped: '4109', ended: '4109', waiting: '4109' }
  await refuses(codes.stopped, 'verify-stopped', 1)
  await refuses(codes.ended, 'verify-ended', 1)
  await refuses(codes.waiting, 'verify-waiting', 1)
  if (!isSdk) {
    const why = 'only with the variant promotion.stateCodes=sdk, and this server shows http-api'
    notebook.cannot(
      ['4104', '4105', '4108'].map((code) => `${execute}/${code}`),
      why,
    )
  }

  await by.create('verify-limits', { budget: 3_000, perGrantLimit: 2_000, perUserLimit: 2_500 })
  await refuses('4116', 'verify-limits', 3_001, order)
  await refuses('4114', 'verify-limits', 2_001, order)
  const rich = await app.user()
  notebook.success(await by.execute('verify-limits', await by.key(rich), 1_500, rich))
  notebook.failure(await by.execute('verify-limits', await by.key(rich), 1_001, rich), '4114')
  await refuses('4112', 'verify-limits', 1_501, order)
  await by.create('verify-person', { budget: 20_000 })
  const person = await app.user()
  const points = [`${execute}/user.points`]
  notebook.success(await by.execute('verify-person', await by.key(person), 5_000, person), points)
  notebook.failure(await by.execute('verify-person', await by.key(person), 1, person), '4114', points)

  await by.create('verify-faulty', {})
  await app.toss.post('/promotions/verify-faulty/fail-next', { executions: 1 })
  await refuses('4110', 'verify-faulty', 1)
  const badKey = await by.execute('verify-stopped', 'never-issued', 1, await app.user())
  notebook.failure(badKey, '4110', order)

  await by.create('verify-budget', { budget: 1_000 })
  const spender = await app.user()
  notebook.success(await by.execute('verify-budget', await by.key(spender), 1_000, spender))
  const spent = [`${execute}/budget.spent`]
  const { state, mails } = await by.promotion('verify-budget')
  const isMailed = mails.some(({ about }: { about: string }) => about === 'BUDGET_80_PERCENT')
  notebook.holds(spent, `${state}, ${isMailed ? 'with' : 'without'} a mail at 80 %`, {
    field: 'the promotion',
    expected: 'ENDED, with a mail at 80 %',
    holds: state === 'ENDED' && isMailed,
  })
  await refuses(isSdk ? '4105' : '4109', 'verify-budget', 1, spent)
  await testTwin(stage)
}

/** TEST_ codes. */
async function testTwin(stage: Stage): Promise<void> {
  const { app, notebook } = stage
  const by = caller(stage)
  const [test, twin] = [[`${execute}/promotion.test`], [`${execute}/promotion.testTwin`]]
  await by.create('verify-tested', { approved: false, perGrantLimit: 10 })
  const user = await app.user()
  const key = await by.key(user)
  notebook.success(await by.execute('TEST_verify-tested', key, 10, user), [...test, ...twin])
  const { remaining, granted } = await by.promotion('verify-tested')
  notebook.holds(test, `${granted} points granted`, {
    field: 'the budget',
    expected: 'untouched',
    holds: granted === 0 && remaining === 1_000_000,
  })
  notebook.failure(await by.execute('TEST_verify-tested', key, 10, user), '4113', twin)
  notebook.failure(await by.execute('TEST_verify-tested', await by.key(user), 11, user), '4114', twin)
}
