import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OperationId } from '../../../contracts/index.js'
import { type MockServer, startMockServer } from '../../../mock-server/index.js'
import { type Sent, watch } from './wire.js'

let mock: MockServer
beforeAll(async () => {
  mock = await startMockServer({ controlPort: false })
})
afterAll(() => mock.close())

const byKey = (userKey: number) => ({ headers: { 'x-toss-user-key': String(userKey) } })

async function success(id: OperationId, sent: Sent) {
  return JSON.parse((await watch(mock, id, sent)).text).success
}

async function tokens(userKey: number) {
  const { authorizationCode, referrer } = await mock.toss.logIn({ userKey })
  return success('login.generateToken', { body: { authorizationCode, referrer } })
}

async function grantKey(userKey: number) {
  return (await success('promotion.getKey', byKey(userKey))).key as string
}

/** A call of each operation that concerns the user, by whatever can name them. */
const calls: [string, OperationId, (userKey: number) => Promise<Sent>][] = [
  ['x-toss-user-key', 'promotion.getKey', async (userKey) => byKey(userKey)],
  [
    'x-anon-key',
    'promotion.getKey',
    async (userKey) => ({ headers: { 'x-anon-key': (await mock.toss.users.get(userKey)).anonKey } }),
  ],
  [
    'the access token',
    'login.loginMe',
    async (userKey) => ({ headers: { authorization: `Bearer ${(await tokens(userKey)).accessToken}` } }),
  ],
  [
    'the authorization code',
    'login.generateToken',
    async (userKey) => {
      const { authorizationCode, referrer } = await mock.toss.logIn({ userKey })
      return { body: { authorizationCode, referrer } }
    },
  ],
  [
    'the refresh token',
    'login.refreshToken',
    async (userKey) => ({ body: { refreshToken: (await tokens(userKey)).refreshToken } }),
  ],
  ['the userKey of the body', 'login.removeByUserKey', async (userKey) => ({ body: { userKey } })],
  [
    'the code of the anonymous key',
    'anonymousKey.exchange',
    async (userKey) => ({ body: { code: (await mock.toss.anonymousKeys.createAuthCode({ userKey })).code } }),
  ],
  [
    'the key of the grant',
    'promotion.executePromotion',
    async (userKey) => ({ body: { promotionCode: 'WELCOME_POINT', key: await grantKey(userKey), amount: 1 } }),
  ],
  [
    'one of the recipients',
    'messenger.sendBulkMessage',
    async (userKey) => ({
      body: {
        templateSetCode: 'WELCOME_MESSAGE',
        contextList: [
          { userKey: 1, context: {} },
          { userKey, context: {} },
        ],
      },
    }),
  ],
  [
    'the order',
    'iap.getOrderStatus',
    async (userKey) => ({ body: { orderId: (await mock.toss.orders.start({ userKey })).orderId } }),
  ],
]

test.each(calls)('a rule for a user strikes their calls only: by %s (%s)', async (_, id, callOf) => {
  const [struck, other] = [
    (await mock.toss.logIn({ profile: {} })).userKey,
    (await mock.toss.logIn({ profile: {} })).userKey,
  ]
  const [theirs, others] = [await callOf(struck), await callOf(other)]
  await mock.toss.faults.add({
    operation: id,
    userKey: struck,
    when: { next: 1 },
    fault: { kind: 'status', status: 502 },
  })
  expect((await watch(mock, id, others)).status).toBe(200)
  expect((await watch(mock, id, theirs)).status).toBe(502)
})
