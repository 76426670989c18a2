import { afterAll, beforeAll, expect, test } from 'vitest'
import { controlRoutes } from '../../../mock-server/control/routes.js'
import { type MockServer, startMockServer } from '../../../mock-server/index.js'

let mock: MockServer
beforeAll(async () => {
  mock = await startMockServer()
})
afterAll(() => mock.close())

const reads = controlRoutes.filter(
  ({ method, path, isEndless }) => method === 'GET' && path.includes('{') && !isEndless,
)

test.each(reads.map(({ path }) => path))(
  'GET %s makes no world of a mini-app whose name was mistyped',
  async (path) => {
    const required = path.endsWith('constants') ? '?protocol=A' : ''
    const filled = path
      .replace('{miniApp}', 'mistyped')
      .replace('{userKey}', '1')
      .replaceAll(/\{\w+\}/g, 'x')
    const answer = await fetch(`${mock.controlUrl}${filled}${required}`)
    await answer.text()
    expect([200, 404]).toContain(answer.status)
    const { miniApps } = (await (await fetch(`${mock.controlUrl}/mini-apps`)).json()) as { miniApps: string[] }
    expect(miniApps).toEqual([])
  },
)

test('what is on sale without any set-up is what a purchase later finds, whatever was made in between', async () => {
  const toss = mock.tossSide('shop')
  const shown = await toss.products.list()
  expect(await toss.products.list()).toEqual(shown)
  expect(await toss.products.get(shown[1]?.sku as string)).toEqual(shown[1])
  await toss.logIn()
  const { sku } = await toss.orders.start({ sku: shown[1]?.sku as string })
  expect(sku).toBe(shown[1]?.sku)
  expect(await toss.products.list()).toEqual(shown)
})
