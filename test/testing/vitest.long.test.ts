import { describe, expect, test } from 'vitest'
import { manyFiles, runVitest, sharedServerConfig } from './project.js'

const cheap = ['--pool=threads', '--no-isolate', '--testTimeout=60000'] as const

describe('apps-in-toss-mock/vitest', { timeout: 120_000 }, () => {
  test('files in parallel on one server never see each other', async () => {
    const files = { ...manyFiles(8), 'vitest.config.mjs': sharedServerConfig }
    const { code, passed, failed, output } = await runVitest(files, [...cheap, '--maxWorkers=2'])
    expect(output).toMatch(/Test Files {2}8 passed \(8\)/)
    expect({ code, passed, failed }).toEqual({ code: 0, passed: 16, failed: 0 })
  })

  test('a file on a shared server waits for few files of the library', async () => {
    const { passed, output } = await runVitest({ 'few.test.mjs': few, 'vitest.config.mjs': sharedServerConfig }, cheap)
    expect(passed, output).toBe(1)
  })

  test('passes, fails and explains as its tests say; nothing global changes', async () => {
    const { code, passed, failed, output } = await runVitest({ 'kit.test.mjs': kit }, cheap)
    expect({ code, passed, failed }).toEqual({ code: 1, passed: 7, failed: 7 })
    const failures = new Map(
      output
        .split(/^ FAIL {2}/m)
        .slice(1)
        .map((text) => [/.*> (.*)$/m.exec(text)?.[1] as string, text]),
    )
    expect(failures.get('fails: another amount')).toContain('The nearest request (journal entry')
    expect(failures.get('fails: another amount')).toMatch(
      /- {3}"amount": 1000,\n\+ {3}"amount": 500,\n {4}"orderNo": Any<String>,/,
    )
    expect(failures.get('fails: received after all')).toContain('One request of pay.makePayment fits:')
    expect(failures.get('fails: too often')).toContain('Expected 1, received 2.')
    expect(failures.get('fails: strict, at its end')).toContain('1 request broke the contract:\n  pay.makePayment\n')
    expect(failures.get('fails: no payload')).toContain('success.payToken must be a string (type)')
    expect(failures.get('fails: findings')).toContain('pay.makePayment · violation contract.required')
    expect(failures.get('fails: not a mock')).toContain('toHaveReceived is for the mock of a test')
  })
})

const few = `import { createRequire } from 'node:module'
import { expect, test } from 'apps-in-toss-mock/vitest'

test('a user logs in', async ({ mock }) => {
  await mock.toss.logIn()
  const loaded = Object.keys(createRequire(import.meta.url).cache)
  const ofOurs = loaded.filter((path) => path.includes('apps-in-toss-mock/dist/library/'))
  expect(ofOurs.length).toBeGreaterThan(0)
  expect(ofOurs.length).toBeLessThanOrEqual(6)
})
`

const kit = `import { request } from 'node:https'
import { describe } from 'vitest'
import { expect, test } from 'apps-in-toss-mock/vitest'

const before = { env: JSON.stringify(process.env), fetch: globalThis.fetch }
const order = { productDesc: 'x', amountTaxFree: 0, isTestPayment: true }
const pay = async ({ mock, client }, orderNo, amount) => {
  const { userKey } = await mock.toss.logIn()
  return client.pay.makePayment({ userKey, orderNo, amount, ...order })
}
const post = (mock, body) => new Promise((resolve, reject) => {
  const url = mock.baseUrl + '/api-partner/v1/apps-in-toss/pay/make-payment'
  const headers = { 'content-type': 'application/json' }
  const sent = request(url, { method: 'POST', agent: false, headers, ...mock.clientTls }, (answer) => answer.resume().once('end', resolve))
  sent.once('error', reject)
  sent.end(JSON.stringify(body))
})
const names = []

test('each test has a mini-app of its own, named after it', async ({ mock }) => {
  names.push(mock.appName)
  expect(mock.appName).toMatch(/^each-test-has-a-mini-app-of-its-own-[0-9a-f]{8}$/)
})
test('한국어 이름도 된다', async ({ mock }) => {
  expect(mock.appName).toMatch(/^[0-9a-f]{8}$/)
  expect(names).not.toContain(mock.appName)
})
test('matchers pass', async ({ mock, client }) => {
  const made = await pay({ mock, client }, 'order-1', 500)
  await expect(mock).toHaveReceived('pay.makePayment')
  await expect(mock).toHaveReceived('pay.makePayment', { amount: 500, orderNo: expect.stringMatching(/^order/) }, { times: 1 })
  await expect(mock).toHaveReceived('pay.makePayment', undefined, { headers: { 'X-Toss-User-Key': expect.any(String) } })
  await expect(mock).not.toHaveReceived('pay.makePayment', { amount: 501 })
  await expect(mock).toHaveNoContractViolations()
  await expect(mock).toHaveNoFindings()
  expect(made).toMatchContract('pay.makePayment', 'success')
  expect({ payToken: 1 }).not.toMatchContract('pay.makePayment', 'success')
})
test('nothing global changed', () => {
  expect({ env: JSON.stringify(process.env), fetch: globalThis.fetch }).toEqual(before)
})

let repetitions = []
test('a repetition has another mini-app', { repeats: 1 }, async ({ mock }) => {
  repetitions.push(mock.appName)
  expect(new Set(repetitions).size).toBe(repetitions.length)
  expect(await mock.toss.users.list()).toEqual([])
  await mock.toss.logIn()
})
describe('with a server of its own', () => {
  test.override({ mockOptions: { ownServer: true } })
  test('the clock can be moved', async ({ mock }) => {
    mock.clock.advance(60_000)
  })
})
describe('strict', () => {
  test.override({ mockOptions: { strict: true } })
  test('passes without violations', async ({ mock, client }) => {
    await pay({ mock, client }, 'order-1', 500)
  })
  test('fails: strict, at its end', async ({ mock }) => {
    await post(mock, { amount: '500' })
  })
})

test('fails: another amount', async ({ mock, client }) => {
  await pay({ mock, client }, 'order-1', 500)
  await pay({ mock, client }, 'order-2', 500)
  await expect(mock).toHaveReceived('pay.makePayment', { amount: 1000, orderNo: expect.any(String) })
})
test('fails: received after all', async ({ mock, client }) => {
  await pay({ mock, client }, 'order-1', 500)
  await expect(mock).not.toHaveReceived('pay.makePayment', { amount: 500 })
})
test('fails: too often', async ({ mock, client }) => {
  await pay({ mock, client }, 'order-1', 500)
  await pay({ mock, client }, 'order-2', 500)
  await expect(mock).toHaveReceived('pay.makePayment', {}, { times: 1 })
})
test('fails: no payload', () => {
  expect({ payToken: 1 }).toMatchContract('pay.makePayment', 'success')
})
test('fails: findings', async ({ mock }) => {
  await post(mock, {})
  await expect(mock).toHaveNoFindings()
})
test('fails: not a mock', async () => {
  await expect({}).toHaveReceived('pay.makePayment')
})
`
