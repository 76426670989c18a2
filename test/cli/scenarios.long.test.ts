import { expect, test } from 'vitest'
import { scenarioNames } from '../../mock-server/partner-side/faults/scenarios.js'
import { get, preparedFolder, run, startJson, workFolder } from './command-line.js'

const loginMe = '/api-partner/v1/apps-in-toss/user/oauth2/login-me'

test('--scenario lets things go wrong, says so, and can be repeated', async () => {
  const cwd = await preparedFolder()
  const mock = await startJson({ cwd }, ['--scenario', 'rate-limited', '--scenario', 'maintenance'])
  const answer = await get(mock.info, loginMe)
  expect(answer.status).toBe(503)
  expect(answer.body).toContain('<title>503')
  expect(mock.stderr()).toContain('warning: --scenario rate-limited, maintenance is on: calls fail on purpose')
  const { faults } = (await (await fetch(`${mock.info.controlUrl}/faults`)).json()) as { faults: { id: string }[] }
  expect(faults.map(({ id }) => id)).toEqual(['rate-limited-1', 'maintenance-2'])
  mock.signal('SIGTERM')
  expect(await mock.ended()).toBe(0)
})

test('an unknown scenario is refused with the list, by the name of where it came from', async () => {
  const cwd = await workFolder()
  const flag = await run(['--scenario', 'storm'], { cwd })
  expect(flag.code).toBe(2)
  expect(flag.stderr).toMatch(/^error: --scenario: there is no scenario "storm"\nfix: {3}Choose among flaky-network, /)
  const variable = await run([], { cwd, env: { APPS_IN_TOSS_MOCK_SCENARIO: 'maintenance,storm' } })
  expect(variable.stderr).toMatch(/^error: APPS_IN_TOSS_MOCK_SCENARIO: there is no scenario "storm"/)
})

test('--list-scenarios prints each with what it does', async () => {
  const cwd = await workFolder()
  const { code, stdout } = await run(['--list-scenarios'], { cwd })
  expect(code).toBe(0)
  for (const name of scenarioNames) expect(stdout).toContain(`\n${name}\n`)
  const asJson = await run(['--list-scenarios', '--json'], { cwd })
  const listed = JSON.parse(asJson.stdout) as { name: string; text: string }[]
  expect(listed.map(({ name }) => name)).toEqual(scenarioNames)
})
