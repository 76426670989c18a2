import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Fastify from 'fastify'
import { expect, expectTypeOf, test } from 'vitest'
import { type CallbackError, createCallbackVerifier, type IncomingCallback } from '../../client/index.js'

const basicAuth = '토스:비밀번호'
const authorization = `Basic ${Buffer.from(basicAuth).toString('base64')}`
const verify = createCallbackVerifier({ basicAuth })
const unlink = { userKey: 443731103, referrer: 'UNLINK' }
const current = { status: 'ACTIVE', accessGranted: true, expiresAt: '2026-10-01T00:00:00+09:00', autoRenew: true }
const changed = {
  eventType: 'subscription.status_changed',
  eventVersion: '1.0',
  occurredAt: '2026-09-01T00:00:00+09:00',
  orderId: '13c9a1ff-2baa-4495-bbfa-a0826ba8c7c0',
  sku: 'ait.0000010000.af647449.3bd55cfd00.0000000475',
  changeReason: 'CREATED',
  subscription: { current },
}

const post = (body: unknown, headers: IncomingCallback['headers'] = { authorization }): IncomingCallback => ({
  method: 'POST',
  url: '/toss',
  headers,
  body,
})
const get = (query: string): IncomingCallback => ({ method: 'GET', url: `/toss${query}`, headers: { authorization } })

function refusal(request: IncomingCallback, check = verify): CallbackError {
  try {
    check(request)
  } catch (error) {
    return error as CallbackError
  }
  throw new Error('was accepted')
}

test('an unlink comes by GET or POST, as object, text or bytes, and gives the same event', () => {
  const event = { type: 'unlink', ...unlink }
  expect(verify(get('?userKey=443731103&referrer=UNLINK'))).toEqual(event)
  expect(verify(post(unlink))).toEqual(event)
  expect(verify(post(JSON.stringify(unlink)))).toEqual(event)
  expect(verify(post(Buffer.from(JSON.stringify(unlink))))).toEqual(event)
  expect(verify(post({ ...unlink, userKey: '443731103' }))).toEqual(event)
})

test('the events of subscriptions are told apart by their type', () => {
  const { eventType, ...rest } = changed
  expect(verify(post(changed))).toEqual({ type: 'subscription', ...rest })
  const event = { eventType: 'callback.registration_verification', occurredAt: changed.occurredAt }
  expect(verify(post(event))).toEqual({ type: 'registration-verification', occurredAt: changed.occurredAt })
  const event2 = verify(post(changed))
  if (event2.type === 'subscription') expectTypeOf(event2.subscription.current.accessGranted).toEqualTypeOf<boolean>()
})

test('what the contract does not know yet is let through', () => {
  expect(verify(post({ ...unlink, referrer: 'NEW', extra: 1 }))).toEqual({ type: 'unlink', ...unlink, referrer: 'NEW' })
  expect(verify(post({ ...changed, eventVersion: '1.1', changeReason: 'NEW' }))).toMatchObject({ changeReason: 'NEW' })
  const unknown = { eventType: 'subscription.something_else', x: 1 }
  expect(verify(post(unknown))).toEqual({ type: 'unknown', eventType: unknown.eventType, payload: unknown })
})

test('a moment that may be null is null where it is left out', () => {
  const { expiresAt: _, ...rest } = current
  const event = verify(post({ ...changed, subscription: { previous: rest, current: rest } }))
  const state = { ...rest, expiresAt: null }
  expect(event).toMatchObject({ subscription: { previous: state, current: state } })
  const { status: __, ...without } = current
  expect(refusal(post({ ...changed, subscription: { current: without } })).message).toMatch(/status is required/)
})

test.each([
  ['none', {}],
  ['another value', { authorization: `Basic ${Buffer.from('other').toString('base64')}` }],
  ['the right value not in Base64', { authorization: `Basic ${basicAuth}` }],
  ['another scheme', { authorization: authorization.replace('Basic', 'Bearer') }],
  ['an empty value', { authorization: 'Basic ' }],
  ['two values', { authorization: [authorization, authorization] }],
])('authorization: %s is answered 401, before the body is looked at', (_, headers) => {
  const error = refusal(post('{', headers))
  expect(error).toMatchObject({ name: 'CallbackError', code: 'ERR_CALLBACK_UNAUTHORIZED', statusCode: 401 })
  expect(error.message).not.toContain('비밀번호')
})

test('the plain value as a bearer token is taken as well, as production was seen to send it', () => {
  const check = createCallbackVerifier({ basicAuth: 'user:secret' })
  expect(check(post(changed, { authorization: 'Bearer user:secret' }))).toMatchObject({ type: 'subscription' })
  expect(refusal(post(changed, { authorization: 'Bearer user:secre' }), check)).toMatchObject({ statusCode: 401 })
})

test('the headers of a fetch Request are read as those of node:http are', async () => {
  const request = (secret: string) =>
    new Request('http://127.0.0.1/toss', {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}` },
      body: JSON.stringify(unlink),
    })
  const read = async (of: Request) => ({
    method: of.method,
    url: of.url,
    headers: of.headers,
    body: await of.text(),
  })
  const check = createCallbackVerifier({ basicAuth: 'user:secret' })
  expect(check(await read(request('user:secret')))).toMatchObject({ type: 'unlink' })
  expect(refusal(await read(request('user:secre')), check)).toMatchObject({ statusCode: 401 })
  const without = { ...(await read(request(''))), headers: new Headers() }
  expect(refusal(without, check)).toMatchObject({ statusCode: 401, message: expect.stringContaining('has no') })
})

test('header names and the scheme are taken in any case', () => {
  expect(verify(post(unlink, { Authorization: authorization.replace('Basic', 'BASIC') }))).toMatchObject({
    type: 'unlink',
  })
})

test.each([
  ['no body', post(undefined), 400, 'body must be a JSON object. Read it first'],
  ['half a body', post('{"userKey":'), 400, 'body is not JSON.'],
  ['a list', post([unlink]), 400, 'body must be a JSON object.'],
  ['a missing field', post({ userKey: 1 }), 400, 'body.referrer'],
  ['a field of another type', post({ ...unlink, userKey: true }), 400, 'body.userKey'],
  ['a userKey that is none', post({ ...unlink, userKey: '12x' }), 400, 'body.userKey must be a positive integer'],
  ['a query without userKey', get('?referrer=UNLINK'), 400, 'query.userKey'],
  ['no query', get(''), 400, 'query.'],
  ['half an event', post({ ...changed, subscription: {} }), 400, 'body.subscription.current'],
  ['another method', { ...post(unlink), method: 'PUT' }, 405, 'not by PUT'],
])('%s is refused, with the status to answer', (_, request, statusCode, message) => {
  const error = refusal(request)
  expect(error).toMatchObject({ code: 'ERR_CALLBACK_INVALID', statusCode })
  expect(error.message).toContain(message)
})

test('basicAuth has to be said: an unset variable does not switch the check off, null does', () => {
  for (const nothing of ['', undefined as unknown as string]) {
    expect(() => createCallbackVerifier({ basicAuth: nothing })).toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_OPTION' }),
    )
  }
  expect(createCallbackVerifier({ basicAuth: null })(post(unlink, {}))).toMatchObject({ type: 'unlink' })
})

test('it works with node:http', async () => {
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request.setEncoding('utf8')) body += chunk
    try {
      const { method, url, headers } = request
      response.end(JSON.stringify(verify({ method, url, headers, body })))
    } catch (error) {
      response.writeHead((error as CallbackError).statusCode).end()
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/toss`
  const query = await fetch(`${url}?userKey=1&referrer=WITHDRAWAL_TOSS`, { headers: { authorization } })
  expect(await query.json()).toEqual({ type: 'unlink', userKey: 1, referrer: 'WITHDRAWAL_TOSS' })
  const refused = await fetch(url, { method: 'POST', body: JSON.stringify(unlink) })
  expect(refused.status).toBe(401)
  server.closeAllConnections()
  server.close()
})

test('it works with Fastify, which answers the status of a thrown error', async () => {
  const app = Fastify()
  app.all('/toss', (request) => verify(request))
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  const send = (headers: Record<string, string>, body: object) =>
    fetch(`${url}/toss`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  expect(await (await send({ authorization }, changed)).json()).toMatchObject({ type: 'subscription' })
  expect((await send({ authorization }, { userKey: 1 })).status).toBe(400)
  expect((await send({}, unlink)).status).toBe(401)
  await app.close()
})
