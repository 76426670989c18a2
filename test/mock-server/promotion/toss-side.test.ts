import { describe, expect, it } from 'vitest'
import { startMockServer } from '../../../mock-server/index.js'
import { startPromotionPartner } from './partner.js'

describe('a promotion on the Toss side', () => {
  it('gets a code like the console’s where none is given, the same for the same seed', async () => {
    await using one = await startMockServer({ controlPort: false, seed: 'a' })
    await using two = await startMockServer({ controlPort: false, seed: 'a' })
    const { code } = await one.toss.promotions.create({ budget: 100 })
    expect(code).toMatch(/^[0-9A-Z]{26}$/)
    expect((await two.toss.promotions.create({ budget: 100 })).code).toBe(code)
  })

  it('is listed after the one that needs no set-up', async () => {
    await using mock = await startMockServer({ controlPort: false })
    await mock.toss.promotions.create({ code: 'B', budget: 1 })
    await mock.toss.promotions.create({ code: 'A', budget: 1 })
    expect((await mock.toss.promotions.list()).map(({ code }) => code)).toEqual(['WELCOME_POINT', 'B', 'A'])
    await mock.toss.promotions.update('WELCOME_POINT', { perGrantLimit: 10 })
    expect(await mock.toss.promotions.list()).toHaveLength(3)
  })

  it('moves only along the arrows, and says what is possible where it does not', async () => {
    await using mock = await startMockServer({ controlPort: false })
    const { promotions } = mock.toss
    expect((await promotions.create({ code: 'P', budget: 100, approved: false })).state).toBe('NOT_APPROVED')
    await expect(promotions.stop('P')).rejects.toMatchObject({
      code: 'ERR_CONFLICT',
      message: 'stop: promotion P is NOT_APPROVED',
      fix: 'Possible now: approve, end.',
    })
    expect((await promotions.approve('P')).state).toBe('RUNNING')
    await expect(promotions.approve('P')).rejects.toMatchObject({ fix: 'Possible now: stop, end.' })
    expect((await promotions.stop('P')).state).toBe('STOPPED')
    await expect(promotions.stop('P')).rejects.toMatchObject({ fix: 'Possible now: resume, end.' })
    expect((await promotions.resume('P')).state).toBe('RUNNING')
    expect(await promotions.end('P')).toMatchObject({ state: 'ENDED', ended: { by: 'CONSOLE' } })
    await expect(promotions.resume('P')).rejects.toMatchObject({ code: 'ERR_CONFLICT', fix: /Nothing is possible/ })
    await expect(promotions.update('P', { budget: 200 })).rejects.toMatchObject({ code: 'ERR_CONFLICT' })
  })

  it('records the mail at 80 % of the budget once, and again after the budget was raised', async () => {
    await using partner = await startPromotionPartner()
    const { promotions } = partner.mock.toss
    await promotions.create({ code: 'P', budget: 1000 })
    const mailed = async (amount: number) => {
      await partner.grant({ promotionCode: 'P', amount })
      return (await promotions.get('P')).mails.map(({ budget }) => budget)
    }
    expect(await mailed(799)).toEqual([])
    expect(await mailed(1)).toEqual([1000])
    expect(await mailed(100)).toEqual([1000])
    expect(await promotions.update('P', { budget: 2000 })).toMatchObject({
      budget: 2000,
      remaining: 1100,
      granted: 900,
    })
    expect(await mailed(600)).toEqual([1000])
    expect(await mailed(100)).toEqual([1000, 2000])
    expect((await promotions.get('P')).mails[0]).toEqual({
      about: 'BUDGET_80_PERCENT',
      budget: 1000,
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    })
  })

  it('ends by itself when its budget is spent', async () => {
    await using partner = await startPromotionPartner()
    const { promotions } = partner.mock.toss
    await promotions.create({ code: 'P', budget: 200, payoutDelaySeconds: 30 })
    await partner.grant({ promotionCode: 'P' })
    await partner.grant({ promotionCode: 'P' })
    expect(await promotions.get('P')).toMatchObject({ state: 'RUNNING', remaining: 0, pending: 200, ended: null })
    expect((await partner.execute({ key: await partner.key(), promotionCode: 'P' })).errorCode).toBe('4109')
    partner.mock.clock.advance(30_000)
    expect(await promotions.get('P')).toMatchObject({ state: 'ENDED', granted: 200, ended: { by: 'SPENT' } })
    expect((await partner.execute({ key: await partner.key(), promotionCode: 'P' })).errorCode).toBe('4109')
  })

  it.each([
    ['no budget', {}, /promotion\.budget is required/],
    ['a budget of 0', { budget: 0 }, /promotion\.budget/],
    ['a budget with a fraction', { budget: 1.5 }, /promotion\.budget/],
    ['a limit a person above 5,000', { budget: 1, perUserLimit: 5001 }, /promotion\.perUserLimit.*5000/],
    ['a negative delay', { budget: 1, payoutDelaySeconds: -1 }, /promotion\.payoutDelaySeconds/],
    ['a code with a slash', { budget: 1, code: 'a/b' }, /promotion\.code/],
    ['a code of the TEST_ twins', { budget: 1, code: 'TEST_A' }, /promotion\.code must not start with TEST_/],
    ['a date that is none', { budget: 1, startsAt: 'tomorrow' }, /promotion\.startsAt/],
    ['a Date that is none', { budget: 1, startsAt: new Date(Number.NaN) }, /promotion\.startsAt/],
    [
      'an end before its start',
      { budget: 1, startsAt: '2027-01-02T00:00:00Z', endsAt: '2027-01-01T00:00:00Z' },
      /endsAt/,
    ],
    ['a misspelt field', { budget: 1, perUserLimt: 5 }, /perUserLimt/],
  ])('is refused with %s, and the message names the field', async (_, options, message) => {
    await using mock = await startMockServer({ controlPort: false })
    await expect(mock.toss.promotions.create(options as never)).rejects.toMatchObject({
      code: 'ERR_INVALID_OPTION',
      message: expect.stringMatching(message),
    })
  })

  it('is refused where its code is taken, unknown, or its budget lowered', async () => {
    await using mock = await startMockServer({ controlPort: false })
    const { promotions } = mock.toss
    await promotions.create({ code: 'P', budget: 100 })
    await expect(promotions.create({ code: 'P', budget: 100 })).rejects.toMatchObject({ code: 'ERR_CONFLICT' })
    await expect(promotions.create({ code: 'WELCOME_POINT', budget: 1 })).rejects.toMatchObject({
      code: 'ERR_CONFLICT',
    })
    await expect(promotions.get('Q')).rejects.toMatchObject({ code: 'ERR_NOT_FOUND', message: /Q/ })
    await expect(promotions.update('P', { budget: 99 })).rejects.toMatchObject({ code: 'ERR_INVALID_OPTION' })
    await expect(promotions.failNext('P', { payouts: -1 })).rejects.toMatchObject({ code: 'ERR_INVALID_OPTION' })
    await expect(promotions.settle('no key', 'SUCCESS')).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
    await expect(promotions.settle('no key', 'PENDING' as never)).rejects.toMatchObject({ code: 'ERR_INVALID_OPTION' })
  })

  it('is told apart in the list of grants, which comes in pages', async () => {
    await using partner = await startPromotionPartner()
    const { promotions } = partner.mock.toss
    const { userKey } = await partner.user('이토스')
    const keys = [await partner.grant(), await partner.grant({}, { userKey }), await partner.grant()]
    const list = async (query: Parameters<typeof promotions.grants>[0]) =>
      (await promotions.grants(query)).map(({ key }) => keys.indexOf(key))
    expect(await list({})).toEqual([0, 1, 2])
    expect(await list({ limit: 2 })).toEqual([0, 1])
    expect(await list({ after: keys[1] as string })).toEqual([2])
    expect(await list({ userKey })).toEqual([1])
    expect(await list({ userKey: partner.someone.userKey, limit: 1 })).toEqual([0])
    expect(await list({ promotionCode: 'TEST_WELCOME_POINT' })).toEqual([])
  })

  it('goes with a reset', async () => {
    await using partner = await startPromotionPartner()
    await partner.grant()
    await partner.mock.reset(partner.mock.appName)
    expect(await partner.mock.toss.promotions.get('WELCOME_POINT')).toMatchObject({ granted: 0, remaining: 1_000_000 })
    expect(await partner.mock.toss.promotions.grants()).toEqual([])
  })
})

describe('the control API', () => {
  it('creates, lists, changes and ends promotions, and settles grants', async () => {
    await using partner = await startPromotionPartner({ controlPort: 0 })
    const { control } = partner
    expect(
      await control('POST', '/promotions', { code: 'P', budget: 1000, approved: false, payoutDelaySeconds: null }),
    ).toMatchObject({ status: 201, body: { code: 'P', state: 'NOT_APPROVED', remaining: 1000 } })
    expect((await control('POST', '/promotions/P/approve')).body).toMatchObject({ state: 'RUNNING' })
    expect((await control('PATCH', '/promotions/P', { budget: 2000 })).body).toMatchObject({ budget: 2000 })
    expect((await control('POST', '/promotions/P/stop')).body).toMatchObject({ state: 'STOPPED' })
    expect((await control('POST', '/promotions/P/resume')).body).toMatchObject({ state: 'RUNNING' })
    expect((await control('POST', '/promotions/P/fail-next', { executions: 1 })).body).toMatchObject({
      failNext: { executions: 1, payouts: 0 },
    })
    const key = await partner.key()
    expect((await partner.execute({ key, promotionCode: 'P' })).errorCode).toBe('4110')
    await partner.execute({ key, promotionCode: 'P' })
    const { userKey } = partner.someone
    expect((await control('GET', `/grants?promotionCode=P&userKey=${userKey}&limit=10`)).body).toMatchObject({
      grants: [{ key, amount: 100, result: 'PENDING', decidesAt: null }],
    })
    expect((await control('POST', '/grants/settle', { key, result: 'SUCCESS' })).body).toMatchObject({
      result: 'SUCCESS',
    })
    expect((await control('GET', '/promotions/P')).body).toMatchObject({ granted: 100, pending: 0 })
    expect((await control('POST', '/promotions/P/end')).body).toMatchObject({ state: 'ENDED' })
    expect((await control('GET', '/promotions')).body).toMatchObject({
      promotions: [{ code: 'WELCOME_POINT' }, { code: 'P' }],
    })
  })

  it('says what is wrong in a status and in words', async () => {
    await using partner = await startPromotionPartner({ controlPort: 0 })
    const { control } = partner
    expect(await control('GET', '/promotions/Q')).toMatchObject({
      status: 404,
      body: { error: { code: 'ERR_NOT_FOUND' } },
    })
    expect(await control('POST', '/promotions', { budget: '1' })).toMatchObject({ status: 400 })
    expect(await control('POST', '/promotions/WELCOME_POINT/resume')).toMatchObject({
      status: 409,
      body: { error: { code: 'ERR_CONFLICT', fix: 'Possible now: stop, end.' } },
    })
    expect(await control('POST', '/grants/settle', { key: 'k', result: 'PENDING' })).toMatchObject({ status: 400 })
  })
})
