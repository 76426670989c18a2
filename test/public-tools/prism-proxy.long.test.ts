import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { basePath, openApiDocument, operations } from '../../contracts/index.js'
import { type MockServer, startMockServer } from '../../mock-server/index.js'
import { hasPublicTools } from './installed.js'
import { type Prism, type PrismAnswer, plainHttp, startPrism } from './prism.js'

// biome-ignore lint/suspicious/noExplicitAny: the tests read a document, as any tool would
type Json = any

const document: Json = openApiDocument()

/** Requests of each kind for each operation. */
const rounds = 25

describe.runIf(hasPublicTools)('Stoplight Prism between callers and the mock', () => {
  let mock: MockServer
  let plain: Awaited<ReturnType<typeof plainHttp>>
  let prism: Prism
  beforeAll(async () => {
    // The document gives the optional fields of pay without null, as the guide does; the mock takes null by default (assumed).
    mock = await startMockServer({ controlPort: false, autoApprove: true, variants: { 'pay.nullFields': 'refused' } })
    plain = await plainHttp(mock)
    prism = await startPrism(document, plain.origin)
  }, 60_000)
  afterAll(async () => {
    await prism.close()
    await plain.close()
    await mock.close()
  })

  test('finds nothing in the life of a user, a payment, an order, a message and a promotion', async () => {
    const remarks: unknown[] = []
    const call = async (path: string, body?: unknown, headers: Record<string, string> = {}, method = 'POST') => {
      const answer = await prism.call(method, path, { headers, body })
      remarks.push(...answer.remarks.map((remark) => `${path}: ${remark.message}`))
      return answer.body
    }
    const login = await mock.toss.logIn({ profile: { name: '김토스' } })
    const { authorizationCode, referrer, userKey } = login
    const tokens = (await call('/user/oauth2/generate-token', { authorizationCode, referrer })).success
    const renewed = (await call('/user/oauth2/refresh-token', { refreshToken: tokens.refreshToken })).success
    const bearer = { authorization: `Bearer ${renewed.accessToken}` }
    await call('/user/oauth2/login-me', undefined, bearer, 'GET')
    const user = { 'x-toss-user-key': String(userKey) }

    const { isTestPayment, ...order } = {
      orderNo: 'o-1',
      productDesc: 'x',
      amount: 1000,
      amountTaxFree: 0,
      isTestPayment: false,
    }
    const { payToken } = (await call('/pay/make-payment', { ...order, isTestPayment }, user)).success
    await call('/pay/get-payment-status', { payToken, isTestPayment }, user)
    expect((await call('/pay/execute-payment', { payToken, isTestPayment }, user)).resultType).toBe('SUCCESS')
    await call('/pay/refund-payment', { payToken, isTestPayment, reason: '환불' }, user)
    await call('/pay/execute-payment', { payToken: 'none', isTestPayment }, user)

    await call('/order/get-order-status', { orderId: 'none' }, user)
    await call('/messenger/send-message', { templateSetCode: 'none', context: {} }, user)
    const { key } = (await call('/promotion/execute-promotion/get-key', {}, user)).success
    await call('/promotion/execute-promotion', { promotionCode: 'none', key, amount: 1 }, user)
    await call('/promotion/execution-result', { promotionCode: 'none', key }, user)
    await call('/users/anon-key/verify', undefined, { 'x-anon-key': 'none' })
    await call('/users/anon-key/exchange', { code: 'none' })
    await call('/user/oauth2/access/remove-by-user-key', { userKey })
    await call('/user/oauth2/access/remove-by-access-token', undefined, bearer)
    expect(remarks).toEqual([])
  })

  const withBody = operations.filter(({ request }) => request !== null)

  test.each(withBody)(
    '$id: what Prism says of a made-up body, the mock says too; and it finds no fault with any answer',
    async ({ id, path, method }) => {
      const schema = document.paths[path][method.toLowerCase()].requestBody.content['application/json'].schema
      const random = randomFrom(id)
      const { userKey } = await mock.toss.logIn()
      const user: Record<string, string> =
        id === 'anonymousKey.verify' ? { 'x-anon-key': 'k' } : { 'x-toss-user-key': String(userKey) }
      const headers: Record<string, string> = { authorization: 'Bearer made.up.token', ...user }
      const told = { accepted: 0, refused: 0 }
      for (let round = 0; round < 2 * rounds; round++) {
        const valid = madeUp(schema, random)
        const body = round % 2 === 0 ? valid : spoilt(valid, schema, random)
        const answer = await prism.call(method, path.slice(basePath.length), { headers, body })
        const said = JSON.stringify({ body, remarks: answer.remarks, status: answer.status, answer: answer.body })
        const refusedByPrism = remarksAbout(answer, 'request').length > 0
        const refusedByMock = answer.status === 400 && answer.body.error.errorCode === 'INVALID_PARAMETER'
        expect(refusedByMock, said).toBe(refusedByPrism)
        expect(remarksAbout(answer, 'response'), said).toEqual([])
        told[refusedByPrism ? 'refused' : 'accepted']++
      }
      expect(told.accepted).toBeGreaterThan(5)
      // Nothing can be wrong with a body that may be anything.
      if (schema.required !== undefined) expect(told.refused).toBeGreaterThan(5)
    },
  )

  test('an answer that breaks the document would be found', async () => {
    const stricter: Json = structuredClone(document)
    stricter.components.schemas.IapGetOrderStatusSuccess.properties.status.enum = ['PURCHASED']
    const other = await startPrism(stricter, plain.origin)
    try {
      const answer = await other.call('POST', '/order/get-order-status', { body: { orderId: 'none' } })
      expect(answer.body.success.status).toBe('NOT_FOUND')
      expect(remarksAbout(answer, 'response')).not.toEqual([])
    } finally {
      await other.close()
    }
  })
})

function remarksAbout({ remarks }: PrismAnswer, side: 'request' | 'response'): string[] {
  return remarks
    .filter(({ location, severity }) => location[0] === side && severity === 'Error')
    .map(({ message }) => message)
}

/** A body that the schema allows, made by json-schema-faker, which knows nothing of this project. */
function madeUp(schema: Json, random: () => number): Json {
  const load = createRequire(new URL('./package.json', import.meta.url))
  const { JSONSchemaFaker: faker } = load('json-schema-faker')
  faker.option({
    random,
    alwaysFakeOptionals: random() < 0.5,
    optionalsProbability: random(),
    fillProperties: false,
    failOnInvalidFormat: false,
    maxItems: 5,
    maxLength: 300,
  })
  return faker.generate(schema)
}

const wrongValues: readonly Json[] = [
  null,
  true,
  0,
  -1,
  1.5,
  2 ** 40,
  '',
  ' ',
  'x'.repeat(400),
  '한글 "quoted" \\',
  [],
  {},
  [null],
  { a: 1 },
  '0',
]

/** Prism does not pass on a body that is null, false, 0 or empty text. */
const wrongBodies = wrongValues.filter(Boolean)

/** The body with one thing changed: a field dropped, added, or given some other value. Some of these are still allowed. */
function spoilt(body: Json, schema: Json, random: () => number): Json {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  if (random() < 0.05) return pick(wrongBodies)
  const names = Object.keys(schema.properties ?? {})
  if (names.length === 0) return random() < 0.5 ? pick(wrongBodies) : { ...body, unknown: pick(wrongValues) }
  const name = pick(names)
  if (random() < 0.3) {
    const { [name]: _dropped, ...rest } = body
    return rest
  }
  const inner = body[name]
  if (Array.isArray(inner) && inner.length > 0 && random() < 0.7) {
    return { ...body, [name]: [spoilt(inner[0], schema.properties[name].items, random), ...inner.slice(1)] }
  }
  return { ...body, [random() < 0.1 ? 'unknown' : name]: pick(wrongValues) }
}

/** The same numbers for the same text: a failure can be looked at again. */
function randomFrom(text: string): () => number {
  let state = [...text].reduce((hash, character) => Math.imul(hash ^ character.charCodeAt(0), 0x01000193), 0x811c9dc5)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
