import { afterAll, beforeAll, expect, test } from 'vitest'
import { exploreResponses } from '../../contracts/index.js'
import { type PartnerServer, startPartnerServer } from './partner-server.js'

let partner: PartnerServer
beforeAll(async () => {
  partner = await startPartnerServer({ controlPort: 0, variants: { 'envelope.errorNames': 'code-message' } })
})
afterAll(() => partner[Symbol.asyncDispose]())

const answers = exploreResponses('promotion.executePromotion')
const answer = (name: string) => {
  const found = answers.find((each) => each.name === name)
  if (found === undefined) throw new Error(`there is no ${name}`)
  return found
}
const grant = { promotionCode: 'NONE', key: 'no-key', amount: 1 }

test('answers are handed out in their order, one for each call, and then the operation answers again', async () => {
  const { overrides, appName } = partner.mock
  overrides.set(appName, 'promotion.executePromotion', [answer('HTTP_TIMEOUT'), answer('success')])
  expect(overrides.waiting(appName)).toEqual({ 'promotion.executePromotion': ['HTTP_TIMEOUT', 'success'] })

  expect((await partner.call('promotion.executePromotion', grant)).body).toEqual(answer('HTTP_TIMEOUT').body)
  expect((await partner.call('promotion.executePromotion', grant)).body).toEqual(answer('success').body)
  expect(overrides.waiting(appName)).toEqual({})
  expect((await partner.call('promotion.executePromotion', grant)).body).toMatchObject({ error: { code: '4100' } })
})

test('an answer goes over the wire as it is, whatever variant is on, and the journal names it', async () => {
  const { overrides, appName, journal } = partner.mock
  overrides.set(appName, 'promotion.executePromotion', [answer('FAIL 4109')])
  const { body, status } = await partner.call('promotion.executePromotion', grant)
  expect({ body, status }).toEqual({ body: answer('FAIL 4109').body, status: 200 })
  const [entry] = journal.exchanges({ limit: 1 })
  expect(entry).toMatchObject({ override: 'FAIL 4109', resultType: 'FAIL', errorCode: '4109' })
  expect(entry?.because).toContain('laid this answer ready')
})

test('the world is not touched, and a wrong request is still reported', async () => {
  const { overrides, appName, journal, toss } = partner.mock
  const [success] = exploreResponses('pay.makePayment')
  overrides.set(appName, 'pay.makePayment', [success as never])
  const { success: payload } = await partner.call('pay.makePayment', { amount: '1000' })
  expect(payload).toHaveProperty('payToken')
  expect(await toss.payments.list()).toEqual([])
  const fields = journal.exchanges({ limit: 1 })[0]?.violations.map(({ field }) => field)
  expect(fields).toEqual(expect.arrayContaining(['request.headers.x-toss-user-key', 'request.body.amount']))
})

test('other mini-apps and other operations do not get it', async () => {
  const { overrides, appName } = partner.mock
  overrides.set('another-app', 'promotion.executePromotion', [answer('success')])
  overrides.set(appName, 'promotion.executionResult', [
    { name: 'PENDING', status: 200, body: { resultType: 'SUCCESS', success: 'PENDING' } },
  ])
  expect((await partner.call('promotion.executePromotion', grant)).resultType).toBe('FAIL')
  expect(overrides.waiting('another-app')).toEqual({ 'promotion.executePromotion': ['success'] })
  overrides.clear('another-app')
  expect(overrides.waiting('another-app')).toEqual({})
  expect(overrides.waiting(appName)).toEqual({ 'promotion.executionResult': ['PENDING'] })
  overrides.set(appName, 'promotion.executionResult', [])
  expect(overrides.waiting(appName)).toEqual({})
})

test('an answer that the contract does not allow is refused, with field, rule and fix', () => {
  const { overrides, appName } = partner.mock
  const wrong = { name: 'mine', status: 200, body: { resultType: 'SUCCESS', success: { key: 1 } } }
  expect(() => overrides.set(appName, 'promotion.getKey', [wrong])).toThrow(
    expect.objectContaining({
      code: 'ERR_INVALID_OPTION',
      message: expect.stringContaining('promotion.getKey cannot answer "mine": response.body.success.key must be'),
    }),
  )
  expect(() => overrides.set(appName, 'promotion.grant' as never, [wrong])).toThrow('there is no operation')
  expect(overrides.waiting(appName)).toEqual({})
})

test('the control port lays answers ready, lists them, and refuses wrong ones', async () => {
  const { name, status, body } = answer('FAIL 4112')
  const path = '/overrides/promotion.executePromotion'
  expect(await partner.control('PUT', path, { answers: [{ name, status, body }] })).toMatchObject({ status: 200 })
  expect((await partner.control('GET', '/overrides')).body).toEqual({
    waiting: { 'promotion.executePromotion': ['FAIL 4112'] },
  })
  expect((await partner.call('promotion.executePromotion', grant)).errorCode).toBe('4112')
  const refused = await partner.control('PUT', path, { answers: [{ name, status: 404, body }] })
  expect(refused).toMatchObject({ status: 400, body: { error: { code: 'ERR_INVALID_OPTION' } } })
})

test('a reset takes the answers away', async () => {
  const { overrides, appName } = partner.mock
  overrides.set(appName, 'promotion.executePromotion', [answer('success')])
  await partner.mock.reset(appName)
  expect(overrides.waiting(appName)).toEqual({})
})
