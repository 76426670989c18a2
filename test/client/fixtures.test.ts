import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, createClient, isBusinessError } from '../../client/index.js'
import {
  checkRequest,
  type Fixture,
  headersOf,
  loadFixtures,
  type OperationId,
  operation,
} from '../../contracts/index.js'
import { type MtlsServer, startMtlsServer } from './mtls-server.js'

const fixtures = await loadFixtures()
const requests = fixtures.flatMap((fixture) => (fixture.part === 'request' ? [fixture] : []))
const answers = fixtures.flatMap((fixture) => (fixture.part === 'response' ? [fixture] : []))
type Answer = (typeof answers)[number]
const named = <F extends Fixture>(list: readonly F[], verdict: Fixture['verdict']) =>
  list.filter((fixture) => fixture.verdict === verdict).map((fixture) => [fixture.id, fixture] as const)

let answer: Answer['response'] = { status: 200, body: {} }
let server: MtlsServer
let client: Client
let tolerant: Client
beforeAll(async () => {
  server = await startMtlsServer((_, response) => {
    const { status, body, contentType = 'application/json' } = answer
    response.writeHead(status, { 'content-type': contentType })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  })
  client = createClient({ ...server.options, strict: true, maxRetries: 0 })
  tolerant = createClient({ ...server.options, maxRetries: 0 })
})
afterAll(async () => {
  await Promise.all([client.close(), tolerant.close()])
  await server[Symbol.asyncDispose]()
})

/** Calls the method of an operation with what a request of it holds, as far as the operation reads it. */
async function call(of: Client, id: OperationId, headers: Readonly<Record<string, string>>, body?: unknown) {
  const [group, verb] = id.split('.') as [string, string]
  const methods = of as unknown as Record<string, Record<string, (request: object) => Promise<unknown>>>
  const sent = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
  const { authorization, 'x-toss-user-key': userKey, 'x-anon-key': anonKey } = sent
  const readsToken = headersOf(operation(id)).some(({ name }) => name.toLowerCase() === 'authorization')
  return methods[group]?.[verb]?.({
    ...(body as object | undefined),
    ...(authorization !== undefined && readsToken && { accessToken: authorization.replace(/^bearer /i, '') }),
    ...(userKey !== undefined && { userKey }),
    ...(anonKey !== undefined && { anonKey }),
  })
}

/** The answer of a fixture, as the client hands it on. */
async function received(of: Client, { operation: id, response }: Answer): Promise<unknown> {
  answer = response
  const request = requests.find((fixture) => fixture.operation === id && fixture.verdict === 'accept')
  return call(of, id, request?.request.headers ?? {}, request?.request.body)
}

const errorOf = (of: Client, fixture: Answer) =>
  received(of, fixture).then(
    (payload) => expect.unreachable(`${fixture.id} was taken for ${JSON.stringify(payload)}`),
    (error: unknown) => error,
  )

test.each(named(requests, 'accept'))('what the client sends is what the contract allows: %s', async (_, fixture) => {
  const { operation: id, request } = fixture
  const isAllowedByDefault = checkRequest(id, { headers: {}, ...request }).length === 0
  const before = server.requests.length
  const refusal = await call(tolerant, id, request.headers ?? {}, request.body).then(
    () => undefined,
    (error: unknown) => error,
  )
  // What only a variant allows, the client does not send: whoever is strict would refuse it.
  if (!isAllowedByDefault) {
    expect(refusal).toMatchObject({ code: 'ERR_INVALID_REQUEST' })
    expect(server.requests.length).toBe(before)
    return
  }
  const { method, path, headers, body: text } = server.requests[before] ?? expect.unreachable('nothing was sent')
  expect({ method, path }).toEqual({ method: operation(id).method, path: operation(id).path })
  const body = text === '' ? undefined : JSON.parse(text)
  expect(body ?? {}).toEqual(request.body ?? {})
  expect(checkRequest(id, { headers, body })).toEqual([])
})

/** What the method makes of a payload or an error code: verify answers whether the key is known. */
function expected({ operation: id, response }: Answer): { payload: unknown } | { errorCode: string; reason: string } {
  const { resultType, success, result, error } = response.body as Record<string, never>
  const { errorCode, code, reason, message } = (error ?? {}) as Record<string, never>
  if (id === 'anonymousKey.verify' && resultType === 'SUCCESS') return { payload: true }
  if (id === 'anonymousKey.verify' && errorCode === '4010') return { payload: false }
  // The older payload has another name for why a message did not arrive; the client hands on the newer one.
  const older = JSON.parse((JSON.stringify(result) ?? 'null').replaceAll('"reachFailReason"', '"reachedFailReason"'))
  if (resultType === 'SUCCESS') return { payload: success ?? older }
  if (resultType === undefined) return { errorCode: error as never, reason: '' }
  return { errorCode: String(errorCode ?? code ?? resultType), reason: reason ?? message ?? '' }
}

test.each(named(answers, 'accept'))('what the contract allows, the client takes in: %s', async (_, fixture) => {
  for (const each of [client, tolerant]) {
    const outcome = expected(fixture)
    if ('payload' in outcome) {
      expect(await received(each, fixture)).toEqual(outcome.payload)
      continue
    }
    const failure = await errorOf(each, fixture)
    if (!isBusinessError(failure)) throw failure
    expect(failure).toMatchObject({ operation: fixture.operation, httpStatus: fixture.response.status, ...outcome })
  }
})

test.each(named(answers, 'reject'))(
  'what it does not allow, a strict client never takes for a success: %s',
  async (_, fixture) => {
    const outcome = await received(client, fixture).catch((error: unknown) => error)
    if (outcome !== false) expect(outcome).toBeInstanceOf(Error)
  },
)

test('there are fixtures of every feature', () => {
  const features = new Set(fixtures.map(({ operation: id }) => operation(id).feature))
  expect([...features].sort()).toEqual(['anonymous-key', 'iap', 'login', 'messenger', 'pay', 'promotion'])
})
