import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type MockServer, startMockServer } from '../../../mock-server/index.js'
import { scenarios } from '../../../mock-server/partner-side/faults/scenarios.js'
import { watch } from './wire.js'

let mock: MockServer
beforeAll(async () => {
  mock = await startMockServer()
})
afterAll(() => mock.close())

async function control(method: string, path: string, body?: unknown) {
  const answer = await fetch(`${mock.controlUrl}${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, never> }
}

describe.each([
  ['of one mini-app', '/mini-apps/my-mini-app/faults'],
  ['for every mini-app', '/faults'],
])('the faults %s over the control port', (_, path) => {
  test('are added, strike, are listed with what they did, and go', async () => {
    const rule = { operation: 'login', when: { every: 2 }, fault: { kind: 'status', status: 503 } }
    const added = await control('POST', path, rule)
    expect(added).toMatchObject({
      status: 201,
      body: { id: 'fault-1', operation: 'login', seen: 0, when: { every: 2, next: null } },
    })
    expect((await watch(mock, 'login.loginMe')).status).toBe(200)
    expect((await watch(mock, 'login.loginMe')).status).toBe(503)
    expect((await control('GET', path)).body).toMatchObject({ faults: [{ id: 'fault-1', seen: 2, struck: 1 }] })
    expect(await control('DELETE', `${path}/fault-1`)).toEqual({ status: 200, body: { done: true } })
    expect(await control('DELETE', `${path}/fault-1`)).toMatchObject({
      status: 404,
      body: { error: { code: 'ERR_NOT_FOUND' } },
    })
  })

  test('come as a scenario, and are cleared together', async () => {
    const added = await control('POST', `${path}/scenarios`, { name: 'maintenance' })
    expect(added.status).toBe(201)
    const seen = await watch(mock, 'login.loginMe')
    expect(seen).toMatchObject({ status: 503, headers: { 'content-type': 'text/html' } })
    expect(await control('DELETE', path)).toEqual({ status: 200, body: { done: true } })
    expect((await control('GET', path)).body).toEqual({ faults: [] })
    expect((await watch(mock, 'login.loginMe')).status).toBe(200)
  })

  test.each([
    [{ fault: { kind: 'explode' } }, /fault\.kind must be one of "latency"/],
    [{ fault: { kind: 'latency' } }, /milliseconds is required/],
    [{ fault: { kind: 'fail', code: '1' } }, /failure code of every operation of \*/],
    [{ operation: 'login.fly', fault: { kind: 'hang' } }, /operation must be one of/],
  ])('%j is refused with what can be', async (rule, message) => {
    const { status, body } = await control('POST', path, rule)
    expect({ status, ...body }).toMatchObject({
      status: 400,
      error: { code: 'ERR_INVALID_OPTION', message: expect.stringMatching(message) },
    })
  })
})

test('the scenarios are listed with their texts, and an unknown one is refused with the list', async () => {
  expect((await control('GET', '/fault-scenarios')).body).toEqual({
    scenarios: Object.entries(scenarios).map(([name, { text }]) => ({ name, text })),
  })
  const { status, body } = await control('POST', '/faults/scenarios', { name: 'storm' })
  expect({ status, ...body }).toMatchObject({
    status: 400,
    error: { message: expect.stringContaining('flaky-network') },
  })
})

test('the journal of the control port has what a fault did, also to an exchange without an answer', async () => {
  await control('POST', '/mini-apps/my-mini-app/faults', { when: { next: 1 }, fault: { kind: 'reset', at: 'before' } })
  await watch(mock, 'login.loginMe')
  const { entries } = (await control('GET', '/journal?limit=1')).body
  expect(entries).toMatchObject([
    {
      status: 0,
      resultType: 'NO_ANSWER',
      fault: { kind: 'reset', tookEffect: false, what: 'the connection was reset; the operation did not run' },
    },
  ])
})
