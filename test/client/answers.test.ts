import { once } from 'node:events'
import { expect, test } from 'vitest'
import { createClient, isUnexpectedResponseError, type UnexpectedResponseError } from '../../client/index.js'
import type { Violation } from '../../contracts/index.js'
import { type Answer, rejection, startMtlsServer, success, tokens } from './mtls-server.js'

async function unexpected(answer: Answer): Promise<UnexpectedResponseError> {
  await using api = await startMtlsServer(answer)
  await using client = createClient(api.options)
  const error = await rejection(client.login.generateToken({ authorizationCode: 'code', referrer: 'DEFAULT' }))
  if (!isUnexpectedResponseError(error)) throw error
  return error
}

test("a gateway's HTML page is named by its title", async () => {
  const error = await unexpected((_, response) => {
    response.writeHead(502, { 'content-type': 'text/html' })
    response.end('<html><head><title>502 Bad Gateway</title></head></html>')
  })
  expect(error).toMatchObject({
    name: 'UnexpectedResponseError',
    code: 'ERR_UNEXPECTED_RESPONSE',
    operation: 'login.generateToken',
    httpStatus: 502,
    contentType: 'text/html',
    violations: [],
  })
  expect(error.hint).toBe(
    'HTTP 502 with an HTML page ("502 Bad Gateway"), likely from a gateway in front of the API, instead of JSON.',
  )
})

test('an empty body and half a JSON text are no answers', async () => {
  expect((await unexpected((_, response) => void response.end())).hint).toBe(
    'HTTP 200 with an empty body instead of JSON.',
  )
  const error = await unexpected((_, response) => void response.end('{"resultType":"SUCC'))
  expect(error.hint).toBe('HTTP 200 with a body that cannot be read instead of JSON.')
  expect(error.cause).toBeInstanceOf(SyntaxError)
})

test('a missing field and one of another type are named with the rule', async () => {
  const { accessToken, ...rest } = tokens
  const missing = await unexpected(() => success(rest))
  expect(missing.violations).toMatchObject([{ field: 'response.body.success.accessToken', rule: 'required' }])
  expect(missing.message).toContain('login.generateToken: response.body.success.accessToken')
  const type = await unexpected(() => success({ ...tokens, expiresIn: '3599' }))
  expect(type.violations).toMatchObject([{ field: 'response.body.success.expiresIn', rule: 'type' }])
})

test('an answer of more than 2 MiB is given up, and its connection closed', async () => {
  const closed: Promise<unknown>[] = []
  await using api = await startMtlsServer((_, response) => {
    closed.push(once(response, 'close'))
    const more = (): void => {
      while (!response.destroyed && response.write(' '.repeat(64 * 1024)));
      response.once('drain', more)
    }
    more()
  })
  await using client = createClient(api.options)
  const error = await rejection(client.login.loginMe({ accessToken: 'a.b.c' }))
  expect(error).toMatchObject({ code: 'ERR_NETWORK', problem: 'answer-too-long', requestSent: 'maybe' })
  expect(error.message).toContain('is longer than 2 MiB')
  await Promise.all(closed)
  expect(closed).toHaveLength(1)
})

test('an answer of 2 MiB is told like a small one', async () => {
  const { accessToken, ...rest } = tokens
  const text = JSON.stringify({ ...success({ ...rest, scope: Array(900_000).fill(1) }) })
  const error = await unexpected((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(text)
  })
  expect(error.violations.map(({ field, rule }) => `${field} ${rule}`)).toEqual([
    'response.body.success.accessToken required',
    'response.body.success.scope type',
  ])
})

test('where a very large answer has more deviations than are told, even harmless ones count: a grave one may stand behind them', async () => {
  const { accessToken, ...rest } = tokens
  const extra = Object.fromEntries(Array.from({ length: 20_001 }, (_, index) => [`new${index}`, index]))
  await using api = await startMtlsServer(() => success({ ...extra, ...rest }))
  await using client = createClient(api.options)
  expect(await rejection(client.login.refreshToken({ refreshToken: 'x' }))).toMatchObject({
    code: 'ERR_UNEXPECTED_RESPONSE',
  })
})

test('an answer that is nested a hundred thousand times is one that the contract does not know', async () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
  const error = await unexpected((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(`{"resultType":"SUCCESS","success":{"accessToken":${deep}}}`)
  })
  expect(error.violations.length).toBeGreaterThan(0)
})

test('JSON that is no envelope, and a SUCCESS with a status that is none, are refused', async () => {
  for (const body of [{}, [], 'text', 42, null]) {
    expect((await unexpected((_, response) => void response.end(JSON.stringify(body)))).httpStatus).toBe(200)
  }
  const error = await unexpected((_, response) => {
    response.writeHead(500, { 'content-type': 'application/json' })
    response.end(JSON.stringify(success(tokens)))
  })
  expect(error.violations).toMatchObject([{ field: 'response.status' }])
})

test('the answer can be read from the error, and does not show in a log', async () => {
  const error = await unexpected(() => success({ ...tokens, expiresIn: '3599' }))
  expect(error.body).toEqual(success({ ...tokens, expiresIn: '3599' }))
  expect(Object.keys(error)).not.toContain('body')
})

test('new fields and new values do not break the client; onDeviation is told of them', async () => {
  const answer = { ...tokens, tokenType: 'bearer', newField: 1 }
  await using api = await startMtlsServer(() => ({ ...success(answer), requestId: 'x' }))
  const seen: Violation[] = []
  await using client = createClient({ ...api.options, onDeviation: (violations) => seen.push(...violations) })
  expect(await client.login.refreshToken({ refreshToken: 'x' })).toEqual(answer)
  expect(seen.map(({ field, rule }) => [field, rule])).toEqual(
    expect.arrayContaining([
      ['response.body.success.tokenType', 'const'],
      ['response.body.success.newField', 'additionalProperties'],
    ]),
  )
})

test('a strict client takes every deviation for an error', async () => {
  await using api = await startMtlsServer(() => success({ ...tokens, newField: 1 }))
  await using client = createClient({ ...api.options, strict: true })
  const error = await rejection(client.login.refreshToken({ refreshToken: 'x' }))
  expect(error).toMatchObject({ code: 'ERR_UNEXPECTED_RESPONSE', violations: [{ rule: 'additionalProperties' }] })
})
