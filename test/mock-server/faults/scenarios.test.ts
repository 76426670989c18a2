import { expect, test } from 'vitest'
import { type MockServer, startMockServer } from '../../../mock-server/index.js'
import { type ScenarioName, scenarioNames } from '../../../mock-server/partner-side/faults/scenarios.js'
import { watch } from './wire.js'

/** What so many calls of login-me came to, by status; 0 where no answer came. */
async function outcomes(mock: MockServer, calls: number, tls = mock.clientTls) {
  const seen: number[] = []
  for (let call = 0; call < calls; call++) {
    const { status, error } = await watch(mock, 'login.loginMe', { tls })
    seen.push(error === null ? status : 0)
  }
  return seen
}

test.each(scenarioNames)('%s is made of rules that can be', async (name) => {
  await using mock = await startMockServer({ controlPort: false, scenario: name })
  const rules = await mock.faults.list()
  expect(rules.length).toBeGreaterThan(0)
  expect(rules.every(({ id }) => id.startsWith(`${name}-`))).toBe(true)
})

test('a scenario strikes every mini-app, each the same with the same seed', async () => {
  const row = async (seed: string) => {
    await using mock = await startMockServer({ controlPort: false, scenario: 'gateway-errors', seed })
    const tls = await mock.issueCertificate('other')
    return [await outcomes(mock, 20), await outcomes(mock, 20, tls)]
  }
  const [own, other] = await row('a')
  expect(own).toContain(504)
  expect(new Set(own)).toContain(200)
  expect(other).toEqual(own)
})

test('draws of a scenario come from the seed, and do not shift those of the world', async () => {
  const user = async (scenario: ScenarioName | [], seed = 's') => {
    await using mock = await startMockServer({ controlPort: false, scenario, seed })
    const seen = await outcomes(mock, 12)
    return { seen, user: (await mock.toss.logIn()).userKey }
  }
  const flaky = await user('flaky-network')
  expect((await user('flaky-network')).seen).toEqual(flaky.seen)
  expect((await user([])).user).toBe(flaky.user)
})

test('maintenance is over after ten minutes of the mock’s clock', async () => {
  await using mock = await startMockServer({ controlPort: false, scenario: ['maintenance'] })
  expect(await outcomes(mock, 1)).toEqual([503])
  mock.clock.advance(599_000)
  expect(await outcomes(mock, 1)).toEqual([503])
  mock.clock.advance(2_000)
  expect(await outcomes(mock, 1)).toEqual([200])
})

test('a reset of the mock begins the scenario anew, and drops every other rule', async () => {
  await using mock = await startMockServer({ controlPort: false, scenario: 'maintenance' })
  await mock.faults.clear()
  await mock.toss.faults.add({ fault: { kind: 'hang' } })
  await mock.faults.add({ fault: { kind: 'hang' } })
  await mock.reset()
  expect(await mock.toss.faults.list()).toEqual([])
  expect((await mock.faults.list()).map(({ id }) => id)).toEqual(['maintenance-1'])
})

test('an unknown scenario is refused with the list', async () => {
  const start = startMockServer({ controlPort: false, scenario: 'storm' as ScenarioName })
  await expect(start).rejects.toMatchObject({
    code: 'ERR_INVALID_OPTION',
    message: 'scenario: there is no scenario "storm"',
    fix: expect.stringContaining('flaky-network, slow-platform'),
  })
})
