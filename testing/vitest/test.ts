import { createHash } from 'node:crypto'
import { test as base, inject, type TestAPI } from 'vitest'
import type { Client } from '../../client/index.js'
import { connectTestServer, createTestMock } from '../for-vitest.js'
import type { TestMock, TestMockOptions } from '../test-mock.js'
import type { TestServer, TestServerAddress } from '../test-server.js'

/** What a test can ask for. */
export interface MockFixtures {
  /** A mini-app of its own for this test; dropped when the test ends. */
  readonly mock: TestMock
  /** A client of the partner API that uses the mini-app's certificate. */
  readonly client: Client
  /** How `mock` is made; for a suite with `test.override`, for all with `provide` in the config. */
  readonly mockOptions: TestMockOptions
}

let connected: TestServer | undefined

/** The server that the global set-up started; undefined where there was none. */
function sharedServer(): TestServer | undefined {
  const address = inject('apps-in-toss-mock') as TestServerAddress | undefined
  if (address === undefined) return undefined
  connected ??= connectTestServer(address)
  return connected
}

/**
 * vitest's `test` with the fixtures `mock` and `client`. Each test has a mini-app of its own, so that tests can run at the same
 * time, on one server: that of `apps-in-toss-mock/vitest/global-setup`, or one in the worker. What the mini-app was given is
 * dropped when the test ends; with `strict`, the test fails then if a request broke the contract. Nothing global is changed.
 *
 * @example
 * ```ts
 * import { expect, test } from 'apps-in-toss-mock/vitest'
 *
 * test('an order is paid', async ({ mock }) => {
 *   await backendUnderTest({ baseUrl: mock.baseUrl, ...mock.clientTls }).pay({ won: 1000 })
 *   await expect(mock).toHaveReceived('pay.makePayment', { amount: 1000 })
 * })
 * ```
 * @example Strict, with a server of its own for the clock
 * ```ts
 * test.override({ mockOptions: { strict: true, ownServer: true } })
 * ```
 */
export const test: TestAPI<MockFixtures> = base.extend<MockFixtures>({
  mockOptions: [{}, { injected: true }],
  mock: async ({ mockOptions, task }, use) => {
    const server = mockOptions.ownServer ? undefined : (mockOptions.server ?? sharedServer())
    const appName = mockOptions.appName ?? nameFor(task)
    const mock = await createTestMock({ ...mockOptions, appName, ...(server && { server }) })
    await use(mock)
    await mock.close()
  },
  client: async ({ mock }, use) => use(mock.client),
})

interface NamedTask {
  readonly id: string
  readonly name: string
  readonly result?: { readonly retryCount?: number; readonly repeatCount?: number } | undefined
}

/**
 * The name of a test's mini-app: readable, and the same in every run, so that the people and codes of its world are. The id is
 * made of project, file and place; a repetition gets another name, for the first one may still be calling.
 */
function nameFor({ id, name, result }: NamedTask): string {
  const attempt = `${result?.retryCount ?? 0} ${result?.repeatCount ?? 0}`
  const hash = createHash('sha256').update(`${id} ${attempt}`).digest('hex').slice(0, 8)
  const words = (name.toLowerCase().match(/[a-z0-9]+/g) ?? []).join('-')
  const readable = words.length <= 40 ? words : words.slice(0, 41).replace(/-[^-]*$/, '')
  return readable === '' ? hash : `${readable}-${hash}`
}
