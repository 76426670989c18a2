import type { TestProject } from 'vitest/node'
import type { MockServerOptions } from '../../mock-server/index.js'
import { startTestServer } from '../for-vitest.js'
import type { TestMockOptions } from '../test-mock.js'
import type { TestServerAddress } from '../test-server.js'

declare module 'vitest' {
  interface ProvidedContext {
    /** The server that all tests share. */
    'apps-in-toss-mock'?: TestServerAddress
    /** How the mock of every test is made, unless `test.override` says otherwise. */
    mockOptions?: Pick<TestMockOptions, 'strict'>
  }
}

/**
 * A global set-up that starts one server for all test files and stops it at the end. Tests learn of it through vitest's
 * `provide`; no environment variable is set.
 *
 * @example A file of your own, named in `globalSetup` of the vitest config, where the server needs options
 * ```ts
 * import { createGlobalSetup } from 'apps-in-toss-mock/vitest/global-setup'
 *
 * export default createGlobalSetup({ variants: { 'iap.userHeader': 'required' } })
 * ```
 */
export function createGlobalSetup(
  options: MockServerOptions = {},
): (project: TestProject) => Promise<() => Promise<void>> {
  return async (project) => {
    const server = await startTestServer({ ...options, controlPort: options.controlPort || 0 })
    project.provide('apps-in-toss-mock', { controlUrl: server.controlUrl })
    return () => server.close()
  }
}

/**
 * The same without options.
 *
 * @example
 * ```ts
 * export default defineConfig({ test: { globalSetup: 'apps-in-toss-mock/vitest/global-setup' } })
 * ```
 */
export default createGlobalSetup()
