import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Assertion, describe, expect, expectTypeOf, onTestFinished, test } from 'vitest'
import type { Client } from '../../client/index.js'
import type { ExchangeEntry, TossSide } from '../../mock-server/index.js'
import type {
  assertMatchesContract,
  assertReceived,
  ExploredResponse,
  Finding,
  TestMock,
  tryEveryAnswer,
} from '../../testing/index.js'
import type { createGlobalSetup } from '../../testing/vitest/global-setup.js'
import type { test as extended, MockMatchers } from '../../testing/vitest/index.js'
import { loadedPackages } from '../cli/loaded-packages.js'
import { runNode } from './project.js'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The packages and rooms of which a fresh process loads anything for an import. */
async function loadedBy(specifier: string, then = ''): Promise<string[]> {
  const coverage = await mkdtemp(join(tmpdir(), 'apps-in-toss-mock-coverage-'))
  onTestFinished(() => rm(coverage, { recursive: true, force: true }))
  const script = `const loaded = await import('${specifier}')\n${then}`
  const env = { NODE_V8_COVERAGE: coverage }
  const { code, output } = await runNode(['--input-type=module', '--eval', script], root, env)
  if (code !== 0) throw new Error(output)
  return loadedPackages(coverage)
}

describe('importing', { timeout: 60_000 }, () => {
  test('apps-in-toss-mock/testing loads neither vitest nor the server', async () => {
    const loaded = await loadedBy('apps-in-toss-mock/testing')
    expect(loaded).toContain('testing')
    for (const name of ['vitest', '@vitest/runner', 'fastify', 'pino', 'node-forge', 'undici'])
      expect(loaded).not.toContain(name)
  })

  test('a mini-app on a server in this process loads it, and still not vitest', async () => {
    const loaded = await loadedBy('apps-in-toss-mock/testing', 'await (await loaded.createTestMock()).close()')
    expect(loaded).toEqual(expect.arrayContaining(['library', 'fastify']))
    expect(loaded).not.toContain('vitest')
  })

  test('the global set-up can be loaded where vitest is not running', async () => {
    const loaded = await loadedBy('apps-in-toss-mock/vitest/global-setup')
    expect(loaded).toContain('testing')
    expect(loaded).not.toContain('vitest')
  })
})

describe('the types', () => {
  test('of the mock', () => {
    expectTypeOf<TestMock['toss']>().toEqualTypeOf<TossSide>()
    expectTypeOf<TestMock['client']>().toEqualTypeOf<Client>()
    expectTypeOf<Awaited<ReturnType<TestMock['received']>>>().toEqualTypeOf<readonly ExchangeEntry[]>()
    expectTypeOf<Awaited<ReturnType<TestMock['findings']>>>().toEqualTypeOf<readonly Finding[]>()
    expectTypeOf<TestMock['received']>().parameter(0).extract<string>().toExtend<string>()
    expectTypeOf<'pay.makePayment'>().toExtend<Parameters<TestMock['received']>[0]>()
    expectTypeOf<'pay.make'>().not.toExtend<Parameters<TestMock['received']>[0]>()
    expectTypeOf<ReturnType<TestMock['explore']>>().toEqualTypeOf<readonly ExploredResponse[]>()
  })

  test('of assertions and matchers', () => {
    expectTypeOf<typeof assertReceived<'pay.makePayment'>>().toBeCallableWith(
      {} as TestMock,
      'pay.makePayment',
      { amount: 1000 },
      { times: 1 },
    )
    expectTypeOf<MockMatchers['toHaveReceived']>().returns.toEqualTypeOf<Promise<void>>()
    expectTypeOf<typeof assertMatchesContract>().parameter(2).toEqualTypeOf<'success' | 'request' | 'response'>()
    expectTypeOf<ReturnType<typeof tryEveryAnswer>>().toExtend<Promise<{ findings: readonly Finding[] }>>()
    // Declared for vitest's own expect, whose types this file has.
    expectTypeOf<Assertion<object>['toMatchContract']>().parameter(0).toExtend<string>()
    expectTypeOf<Assertion<object>['toHaveNoFindings']>().returns.toEqualTypeOf<Promise<void>>()
  })

  test('of fixtures and set-up', () => {
    type Context = Parameters<Parameters<(typeof extended)['beforeEach']>[0]>[0]
    expectTypeOf<Context['mock']>().toEqualTypeOf<TestMock>()
    expectTypeOf<Context['client']>().toEqualTypeOf<Client>()
    expectTypeOf<ReturnType<typeof createGlobalSetup>>().returns.resolves.toBeFunction()
  })
})
