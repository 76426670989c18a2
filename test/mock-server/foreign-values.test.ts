import { afterAll, beforeAll, expect, test } from 'vitest'
import { createClient } from '../../client/index.js'
import { type MockServer, startMockServer } from '../../mock-server/index.js'

let mock: MockServer
beforeAll(async () => {
  mock = await startMockServer({ controlPort: false })
})
afterAll(() => mock.close())

const clientOf = async (miniApp: string) =>
  createClient({ ...(await mock.issueCertificate(miniApp)), baseUrl: mock.baseUrl, payBaseUrl: mock.baseUrl })

test('a value of another mini-app is answered as an unknown one, and log and journal name both', async () => {
  await using mine = await clientOf('mine')
  await using theirs = await clientOf('theirs')
  const side = mock.tossSide('theirs')
  const login = await side.logIn()
  const { accessToken, refreshToken } = await theirs.login.generateToken(await side.logIn())
  const { userKey, authorizationCode, referrer } = login
  const { anonKey } = await side.users.get(userKey)
  const { code } = await side.anonymousKeys.createAuthCode({ userKey })
  const { key } = await theirs.promotion.getKey({ userKey })
  const order = { orderNo: 'order-1', productDesc: '책', amount: 1_000, amountTaxFree: 0, isTestPayment: true }
  const { payToken } = await theirs.pay.makePayment({ userKey, ...order })
  const own = await mock.tossSide('mine').logIn()
  await mock.tossSide('mine').promotions.create({ code: 'P', budget: 100 })

  const calls: Record<string, () => Promise<unknown>> = {
    OAUTH_ISSUE_TOKEN_ERROR: () => mine.login.generateToken({ authorizationCode, referrer }),
    'OAUTH_ISSUE_TOKEN_ERROR ': () => mine.login.refreshToken({ refreshToken }),
    'OAUTH_ISSUE_TOKEN_ERROR  ': () => mine.login.loginMe({ accessToken }),
    USER_KEY_NOT_FOUND: () => mine.login.removeByUserKey({ userKey }),
    '4010': () => mine.anonymousKey.verify({ anonKey }),
    '4010 ': () => mine.pay.getPaymentStatus({ userKey, payToken, isTestPayment: true }),
    '4011': () => mine.anonymousKey.exchange({ code }),
    TRANSACTION_NOT_FOUND: () => mine.pay.getPaymentStatus({ userKey: own.userKey, payToken, isTestPayment: true }),
    'TRANSACTION_NOT_FOUND ': () =>
      mine.pay.getPaymentStatus({ userKey: own.userKey, orderNo: 'order-1', isTestPayment: true }),
    '4110': () => mine.promotion.executePromotion({ userKey: own.userKey, promotionCode: 'P', key, amount: 1 }),
    '4111': () => mine.promotion.executionResult({ userKey: own.userKey, promotionCode: 'P', key }),
  }
  for (const [errorCode, call] of Object.entries(calls)) {
    await call().catch((error) => expect(error).toMatchObject({ errorCode: errorCode.trim() }))
    const entry = mock.journal.exchanges({ miniApp: 'mine' }).at(-1)
    expect(entry?.errorCode).toBe(errorCode.trim())
    expect(entry?.because, `${entry?.operation}`).toContain(
      'it is of the mini-app theirs, and the client certificate of mine',
    )
    expect(JSON.stringify(entry?.response.body)).not.toContain('theirs')
  }
})

test('what nobody has is not said to be anybody’s', async () => {
  await using mine = await clientOf('mine')
  await expect(mine.login.refreshToken({ refreshToken: 'x' })).rejects.toMatchObject({ name: 'BusinessError' })
  expect(mock.journal.exchanges({ miniApp: 'mine' }).at(-1)?.because).not.toContain('it is of')
})
