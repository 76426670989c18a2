import { expect, test } from 'vitest'
import { tossAppOverControl } from '../../../mini-app/index.js'
import { startMockServer } from '../../../mock-server/index.js'
import { eventOf, take } from './opened.js'

interface Answer {
  readonly prompts: readonly { readonly id: string }[]
  readonly value: unknown
  readonly calls: readonly unknown[]
}

const base = '/mini-apps/my-mini-app/toss-app'

test('over the control port everything is the same: settings, constants, calls, their list, prompts, events', async () => {
  await using mock = await startMockServer()
  const send = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${mock.controlUrl}${base}${path}`, {
      method,
      ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
    return { status: response.status, body: (await response.json()) as Answer }
  }
  expect((await send('GET', '')).body).toMatchObject({ environment: 'toss', userKey: null })
  expect((await send('PATCH', '', { answers: 'ask', os: 'ios' })).body).toMatchObject({
    os: 'ios',
    answers: { login: 'ask' },
  })
  expect((await send('PATCH', '', { os: 'windows' })).status).toBe(400)
  expect((await send('GET', '/constants?protocol=B')).body).toMatchObject({ constants: { platformOS: 'ios' } })
  expect((await send('GET', '/constants?protocol=C')).status).toBe(400)
  expect((await send('POST', '/calls', { protocol: 'A', name: 'getServerTime' })).body).toEqual({
    value: expect.any(Number),
  })
  const login = send('POST', '/calls', { protocol: 'B', name: 'appLogin', args: [] })
  await expect.poll(async () => (await send('GET', '/prompts')).body.prompts).toHaveLength(1)
  const id = (await send('GET', '/prompts')).body.prompts[0]?.id
  expect((await send('POST', `/prompts/${id}`, { decision: 'perhaps' })).status).toBe(400)
  expect((await send('POST', `/prompts/${id}`, { decision: 'approve' })).body).toMatchObject({ id, kind: 'login' })
  expect((await send('POST', `/prompts/${id}`, { decision: 'approve' })).status).toBe(404)
  expect((await login).body.value).toMatchObject({ referrer: 'DEFAULT' })
  expect((await send('POST', '/events', { name: 'backEvent' })).body).toEqual({ heard: 0 })
  expect((await send('GET', '/calls')).body.calls).toHaveLength(2)
})

test('the control document describes the routes', async () => {
  await using mock = await startMockServer()
  const { paths } = (await (await fetch(`${mock.controlUrl}/control.openapi.json`)).json()) as { paths: object }
  expect(Object.keys(paths).filter((path) => path.includes('toss-app'))).toEqual(
    ['', '/constants', '/calls', '/prompts', '/prompts/{id}', '/events', '/subscriptions', '/prompts.jsonl'].map(
      (path) => `/mini-apps/{miniApp}/toss-app${path}`,
    ),
  )
})

test('a mock in another process is a source like one in this: a purchase over its control port', async () => {
  await using mock = await startMockServer()
  const source = tossAppOverControl(`${mock.controlUrl}/`, 'my-mini-app')
  const { products } = (await source.call('A', 'iapGetProductItemList')).value as { products: { sku: string }[] }
  const lines = take(source.subscribe('A', 'requestOneTimePurchase', { sku: products[0]?.sku }))
  const orderId = eventOf(await lines.next())?.data.orderId
  expect(await source.call('A', 'processProductGrant', [{ orderId, isProductGranted: true }], 'call-1')).toEqual({})
  expect(await lines.rest()).toEqual([{ event: expect.objectContaining({ type: 'success' }), after: 'call-1' }])
  expect((await source.constants('B')).methods).toContain('appLogin')
})

test('prompts are told as they come and go, and decided from there', async () => {
  await using mock = await startMockServer()
  await mock.toss.app.set({ answers: 'ask' })
  const source = tossAppOverControl(mock.controlUrl, 'my-mini-app')
  const prompts = source.watch()[Symbol.asyncIterator]()
  expect((await prompts.next()).value).toEqual([])
  const login = source.call('A', 'appLogin')
  const [prompt] = (await prompts.next()).value
  expect(prompt).toMatchObject({ kind: 'login' })
  expect(await source.prompts()).toEqual([prompt])
  await source.answer(prompt.id, { decision: 'cancel' })
  expect((await prompts.next()).value).toEqual([])
  expect((await login).error).toMatchObject({ code: 'APP_LOGIN' })
  await expect(source.answer('99', { decision: 'cancel' })).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
  await prompts.return?.()
})

test('a listener that goes away is forgotten, also while nothing comes', async () => {
  await using mock = await startMockServer()
  const source = tossAppOverControl(mock.controlUrl, 'my-mini-app')
  const lines = take(source.subscribe('A', 'backEvent'))
  const first = lines.next()
  await expect.poll(() => mock.toss.app.fire('backEvent')).toEqual({ heard: 1 })
  await first
  const silent = lines.next()
  await lines.stop()
  expect(await silent).toBe('end')
  await expect.poll(() => mock.toss.app.fire('backEvent')).toEqual({ heard: 0 })
})

test('where no mock answers, or something else does, it says so', async () => {
  const nobody = tossAppOverControl('http://127.0.0.1:1', 'my-mini-app')
  await expect(nobody.call('A', 'appLogin')).rejects.toMatchObject({ code: 'ERR_NOT_RUNNING' })
  await expect(take(nobody.subscribe('A', 'backEvent')).next()).rejects.toMatchObject({ code: 'ERR_NOT_RUNNING' })
  expect(() => tossAppOverControl('https://127.0.0.1:8444', 'a')).toThrow('controlUrl')
})

test('a mock that ends while a page listens: the listener is told', async () => {
  const mock = await startMockServer()
  const source = tossAppOverControl(mock.controlUrl, 'my-mini-app')
  const lines = take(source.subscribe('A', 'backEvent'))
  const first = lines.next()
  await expect.poll(() => mock.toss.app.fire('backEvent')).toEqual({ heard: 1 })
  await first
  const silent = lines.next()
  await mock.close()
  expect(await silent).toBe('end')
})
