import { expect, test } from 'vitest'
import { checkPage } from '../../cli/phone/serve-page.js'
import { tossAppChanges } from '../../cli/phone/toss-app-settings.js'
import { readSettings } from '../../cli/settings/read-settings.js'
import { workFolder } from './command-line.js'

const read = async (given: Record<string, unknown>, environment = {}) => {
  const values = new Map(Object.entries(given)) as never
  return readSettings({ values }, environment, await workFolder())
}

test.each([
  [{}, {}],
  [{ answers: ['approve'] }, { answers: { login: 'approve', payment: 'approve', purchase: 'approve' } }],
  [
    { answers: ['ask', 'purchase=fail:NETWORK_ERROR', 'points=cancel'] },
    { answers: { login: 'ask', payment: 'ask', purchase: 'fail:NETWORK_ERROR', points: 'cancel' } },
  ],
  [{ answers: ['payment=cancel', 'ask'] }, { answers: { login: 'ask', payment: 'ask', purchase: 'ask' } }],
  [
    { tossUser: 7, tossEnv: 'sandbox', tossOs: 'ios', tossVersion: '5.1.0', tossStrict: false },
    { userKey: 7, environment: 'sandbox', os: 'ios', appVersion: '5.1.0', strict: false },
  ],
])('%j is, for the Toss app, %j', async (given, changes) => {
  expect(tossAppChanges(await read(given))).toEqual(changes)
})

test.each([
  [{ answers: ['never'] }, '--answers must be ask, approve, cancel or fail:CODE, not "never"'],
  [{ answers: ['fail:lower'] }, '--answers must be ask, approve, cancel or fail:CODE, not "fail:lower"'],
  [{ answers: ['tea=ask'] }, '--answers must be of one of the kinds login, payment, purchase'],
  [{ tossEnv: 'live' }, '--toss-env must be toss or sandbox, not "live"'],
  [{ tossOs: 'windows' }, '--toss-os must be android or ios, not "windows"'],
  [{ tossVersion: '5' }, '--toss-version must be three numbers with dots between, not "5"'],
])('%j is refused: %s', async (given, message) => {
  const settings = await read(given)
  let refusal: unknown
  try {
    tossAppChanges(settings)
  } catch (error) {
    refusal = await settings.named(error)
  }
  expect(refusal).toMatchObject({ code: 'ERR_INVALID_OPTION', message: expect.stringContaining(message) })
})

test('a port that there is not is refused before anything is started, as every other port is', async () => {
  const settings = await read({ phonePort: 99_999 })
  const refusal = await settings.named(catching(() => checkPage('http://127.0.0.1:5173', settings)))
  expect(refusal).toMatchObject({
    code: 'ERR_INVALID_OPTION',
    message: '--phone-port must be a whole number from 0 to 65535, not 99999',
  })
})

test('a variable is named as such', async () => {
  const settings = await read({}, { APPS_IN_TOSS_MOCK_TOSS_ENV: 'live' })
  expect(() => tossAppChanges(settings)).toThrow('tossEnv must be')
  await expect(settings.named(catching(() => tossAppChanges(settings)))).resolves.toMatchObject({
    message: expect.stringMatching(/^APPS_IN_TOSS_MOCK_TOSS_ENV must be/),
  })
})

function catching(act: () => unknown): unknown {
  try {
    act()
  } catch (error) {
    return error
  }
  return undefined
}
