import { expect, test } from 'vitest'
import type { JsonSchema } from '../../../contracts/index.js'
import { controlRoutes } from '../../../mock-server/control/routes.js'
import { startMockServer } from '../../../mock-server/index.js'
import { answerFaults } from './answer-schemas.js'

/** Fields that an answer may leave out; every other one that is described is required. */
const optional = [
  // Certificates in memory have no paths, and the proxy is not always there.
  ...['cert', 'key', 'ca', 'pkcs12', 'pkcs12Password', 'proxyUrl'].map((name) => `info .${name}`),
  // Files of a certificate that is kept in memory.
  '.files',
  '.files.pkcs12',
  '.files.pkcs12Password',
  // Only where it was not delivered.
  '.delivery.error',
  // Of subscriptions.
  '.products[].renewalCycle',
  '.products[].offers',
  // What a fault needs depends on its kind.
  ...[
    'afterMilliseconds',
    'at',
    'bytesPerSecond',
    'code',
    'effect',
    'ends',
    'milliseconds',
    'resultType',
    'status',
  ].map((name) => `.fault.${name}`),
  // What a method of the Toss side gives, which may be nothing.
  'callTossSide .result',
  // How a call of the page ended: with a value, with an error, or not at all.
  ...['value', 'error', 'error.code', 'unanswered', 'warning'].map((name) => `callTossApp .${name}`),
]

/** Objects whose fields are described elsewhere, or by nobody: the kinds of journal entries, worlds, offers and constants of the SDK. */
const open = ['.entries[]', '.entry', '.clock', '.snapshot', '.offers[]', '.constants']

function* undescribed(schema: JsonSchema, path = ''): Generator<string> {
  const { properties = {}, required = [], items, additionalProperties, oneOf = [], anyOf = [] } = schema
  for (const [name, field] of Object.entries(properties)) {
    const inner = `${path}.${name}`
    if (!required.includes(name)) yield inner
    yield* undescribed(field, inner)
  }
  if (items !== undefined) yield* undescribed(items, `${path}[]`)
  if (typeof additionalProperties === 'object') yield* undescribed(additionalProperties, `${path}.*`)
  for (const branch of [...oneOf, ...anyOf]) yield* undescribed(branch, path)
  const isObject = [schema.type].flat().includes('object')
  const isNamed = schema.properties !== undefined || additionalProperties !== undefined || oneOf.length > 0
  if (isObject && !isNamed) yield `${path} is open`
}

test('every field that an answer describes is required, and every object is described, but for those that are named here', () => {
  const found = controlRoutes.flatMap(({ operationId, answer, contentType }) =>
    contentType === undefined ? [...undescribed(answer)].map((what) => `${operationId} ${what}`) : [],
  )
  const allowed = [...optional, ...open.map((path) => `${path} is open`)]
  const isAllowed = (what: string) =>
    allowed.some((known) => (known.startsWith('.') ? what.endsWith(known) : what === known))
  expect(found.filter((what) => !isAllowed(what))).toEqual([])
  for (const known of allowed)
    expect(
      found.some((what) => what.endsWith(known)),
      known,
    ).toBe(true)
})

test('an instant is ISO 8601 with Z in every answer, and milliseconds in process', async () => {
  await using mock = await startMockServer()
  const { userKey } = await mock.toss.logIn()
  const { order } = await mock.toss.orders.purchase()
  const at = `${mock.controlUrl}/mini-apps/${mock.appName}`
  const read = async (path: string) => (await (await fetch(`${at}${path}`)).json()) as Record<string, never>
  const { createdAt, link } = await mock.toss.users.get(userKey)
  const iso = (instant: unknown) => new Date(instant as number).toISOString()
  expect(await read(`/users/${userKey}`)).toMatchObject({
    createdAt: iso(createdAt),
    leftTossAt: null,
    link: { linkedAt: iso(link?.linkedAt) },
  })
  expect(await read('/orders')).toMatchObject({ orders: [{ orderId: order.orderId, paidAt: iso(order.paidAt) }] })
  // Every answer is held against this document, and it has no other instants.
  expect(JSON.stringify(controlRoutes.map(({ answer }) => answer))).not.toContain('Milliseconds since 1970')
})

test('an answer that lacks a field, or has one more, is found in whatever test it is sent', async () => {
  await using mock = await startMockServer()
  const answer = (await (await fetch(`${mock.controlUrl}/info`)).json()) as Record<string, unknown>
  const { orderId } = (await mock.toss.orders.purchase()).order
  const url = `${mock.controlUrl}/mini-apps/${mock.appName}/orders/${orderId}`
  const order = (await (await fetch(url)).json()) as Record<string, unknown>
  const told = (method: string, path: string, body: object, status = 200) =>
    answerFaults({ method, path, status, text: JSON.stringify(body) })
  const { pid: _pid, ...withoutPid } = answer
  expect(told('GET', '/info', answer)).toEqual([])
  expect(told('GET', '/info', withoutPid)).toEqual([expect.stringContaining('GET /info 200: answer.pid required')])
  expect(told('GET', '/info', { ...answer, more: 1 })).toHaveLength(1)
  const path = '/mini-apps/{miniApp}/orders/{orderId}'
  for (const name of Object.keys(order)) {
    const { [name]: _gone, ...rest } = order
    expect(told('GET', path, rest), name).toHaveLength(1)
  }
  expect(told('GET', path, { error: { code: 'ERR_NOT_FOUND', message: 'm' } }, 404)).toHaveLength(1)
  expect(told('GET', path, order, 202)).toHaveLength(1)
})
