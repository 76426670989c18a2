import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  callbacks,
  type Operation,
  operations,
  type Variant,
  type VariantChoices,
  variants,
} from '../../contracts/index.js'
import { type MockServer, startMockServer } from '../../mock-server/index.js'
import { everyBehaviour, planOf, type Report, verify } from '../../verify/index.js'

/** What even the full set cannot show, and says so. */
const unseen = [
  'login.loginMe/USER_KEY_NOT_FOUND',
  'login.loginMe/INVALID_PARAMETER',
  'login.removeByUserKey/removeByUserKey.readTimeout',
  'login.loginMe/userKey.movedWorkspace',
  'promotion.executionResult/result.polling',
]

const others = Object.fromEntries(
  (variants as readonly Variant[]).map(({ id, options, default: usual }) => [
    id,
    Object.keys(options).find((option) => option !== usual),
  ]),
) as VariantChoices

function idsOf({ results }: Report, outcome: Report['results'][number]['outcome']): string[] {
  return results.filter((result) => result.outcome === outcome).map(({ id }) => id)
}

describe('the list of behaviours', () => {
  const ids = new Set(everyBehaviour().map(({ id }) => id))

  test('has no id twice', () => {
    expect(everyBehaviour()).toHaveLength(ids.size)
  })

  test('has every failure, behaviour and limit of every operation, every variant, and all of the callbacks', () => {
    for (const { id, failures, behaviours, limits } of operations as readonly Operation[]) {
      const names = ['success', ...failures.map(({ code }) => code), ...[...behaviours, ...limits].map((one) => one.id)]
      for (const name of names) expect(ids).toContain(`${id}/${name}`)
    }
    for (const { id } of variants) expect(ids).toContain(`variant/${id}`)
    for (const { id, settings, behaviours, limits } of callbacks) {
      for (const { id: name } of [...settings, ...behaviours, ...limits]) expect(ids).toContain(`${id}/${name}`)
    }
  })
})

let mock: MockServer
let report: Report
/** Of a mock that shows the other option of every variant. */
let otherReport: Report

beforeAll(async () => {
  mock = await startMockServer({ rateLimits: true, journalSize: 20_000, redact: false })
  await using other = await startMockServer({ variants: others })
  const full = ({ baseUrl, controlUrl, clientTls }: MockServer) => ({ baseUrl, ...clientTls, full: true, controlUrl })
  const both = [verify(full(mock)), verify({ ...full(other), limits: false })] as const
  ;[report, otherReport] = await Promise.all(both)
}, 60_000)
afterAll(() => mock.close())

describe('the full set against our own mock', () => {
  test('finds no difference', () => {
    expect(report.findings).toEqual([])
    expect(idsOf(report, 'differs')).toEqual([])
  })

  test('checks everything but what it says it cannot, with a reason for each', () => {
    const sdkOnly = ['4104', '4105', '4108'].map((code) => `promotion.executePromotion/${code}`)
    expect(idsOf(report, 'not checked').sort()).toEqual([...unseen, ...sdkOnly].sort())
    for (const { outcome, reason } of report.results) {
      expect(reason ?? '').toMatch(outcome === 'not checked' ? /\w{3}/ : /^$/)
    }
  })

  test('tells of every variant that the default option was shown', () => {
    for (const { id, default: usual, options } of report.variantsSeen)
      expect([id, Object.keys(options)]).toEqual([id, [usual]])
  })

  test('tells of each assumption what was seen', () => {
    expect(report.assumptionsSeen.length).toBeGreaterThan(100)
    for (const { seen, verdict } of report.assumptionsSeen) {
      expect(verdict).toBe('as assumed')
      expect(seen[0]).toMatch(/\S/)
    }
    expect(report.assumptionsSeen).toContainEqual(
      expect.objectContaining({
        id: 'pay.executePayment/PAY_ALREADY_COMPLETED',
        assumed: expect.stringContaining('FAIL PAY_ALREADY_COMPLETED'),
        seen: ['HTTP 200 FAIL PAY_ALREADY_COMPLETED 이미 완료된 결제입니다.'],
      }),
    )
  })

  test('works in mini-apps of its own, and leaves the clock running', async () => {
    expect(await mock.toss.users.list()).toEqual([])
    expect(mock.clock.state.frozen).toBe(false)
  })

  test('puts no credential, key or personal value into the report', () => {
    const text = JSON.stringify(report)
    const secrets = new Set<string>()
    const collect = (value: unknown, name = ''): void => {
      if (typeof value === 'object' && value !== null) {
        for (const [field, child] of Object.entries(value)) collect(child, field)
      } else if (
        /^(authorization(Code)?|(access|refresh)Token|payToken|key|anonKey|code|name|phone|ci|accountNumber|cardNumber)$/.test(
          name,
        )
      ) {
        if (typeof value === 'string' && value.length > 7 && !/^(Bearer|Basic) /.test(value)) secrets.add(value)
      }
    }
    for (const entry of mock.journal.exchanges()) collect([entry.request, entry.response])
    expect(secrets.size).toBeGreaterThan(200)
    expect([...secrets].filter((secret) => text.includes(secret) && !/^[A-Z_]+$/.test(secret))).toEqual([])
    expect(text).not.toContain('-----BEGIN')
    expect(text).not.toContain('김')
  })
})

test('a mock that shows the other option of every variant is as the contract says, and the report names the options', () => {
  expect(otherReport.findings).toEqual([])
  // Which limit counts single messages shows only where the limits are tried.
  expect(Object.fromEntries(otherReport.variantsSeen.map(({ id, options }) => [id, Object.keys(options)]))).toEqual(
    Object.fromEntries(
      Object.entries(others).map(([id, option]) => [id, id === 'messenger.sendLimit' ? [] : [option]]),
    ),
  )
  const limits = everyBehaviour().filter(({ id }) => /\/4095$|PerMinute$|sendLimit$/.test(id))
  expect(idsOf(otherReport, 'not checked').sort()).toEqual([...unseen, ...limits.map(({ id }) => id)].sort())
  const token = otherReport.assumptionsSeen.find(({ id }) => id === 'login.loginMe/OAUTH_ISSUE_TOKEN_ERROR')
  expect(token).toMatchObject({ verdict: 'as a variant says', seen: [expect.stringContaining('invalid_grant')] })
})

describe('the safe set', () => {
  test('changes nothing in the world of the mini-app, and sends what it announced', async () => {
    await using mock = await startMockServer({ controlPort: false })
    const { userKey } = await mock.toss.logIn()
    const options = { baseUrl: mock.baseUrl, ...mock.clientTls, userKey: String(userKey) }
    const worlds = async () => (await mock.exportWorld()).snapshot?.miniApps
    const before = await worlds()
    const lines: string[] = []
    const report = await verify({ ...options, onProgress: (line) => lines.push(line) })
    expect(report.findings).toEqual([])
    expect(await worlds()).toEqual(before)

    const { requests, probes, handshakes } = planOf(options)
    const answered = handshakes.filter(({ expected }) => expected === 'answer').length
    expect(lines[0]).toBe(`${requests} requests and handshakes at most`)
    expect(mock.journal.exchanges()).toHaveLength(probes.length + answered)
    expect(mock.journal.refusals()).toHaveLength(handshakes.length - answered)
  })

  test('is of 60 requests at most, says of each why it does no harm, and never makes or gets anything', async () => {
    await using mock = await startMockServer({ controlPort: false })
    const api = { payBaseUrl: 'https://pay.localhost', baseUrl: mock.baseUrl, ...mock.clientTls }
    const { requests, probes, handshakes } = planOf(api)
    expect(requests).toBeLessThanOrEqual(60)
    expect(planOf({ ...api, userKey: '1' }).requests).toBeLessThanOrEqual(65)
    for (const { harmless, sends } of [...probes, ...handshakes]) expect([harmless, sends]).not.toContain('')
    const sent = probes.filter(({ request: { method } }) => method === undefined)
    expect(sent.map(({ request }) => request.operation)).not.toContain('promotion.getKey')
    for (const { request } of sent.filter(({ request: { operation } }) => operation === 'pay.makePayment')) {
      expect(Object.keys(request.json as object)).toEqual(['isTestPayment'])
    }
  })

  test('names nobody and nothing that exists: what it sends is new in every run', async () => {
    await using mock = await startMockServer({ controlPort: false })
    const options = { baseUrl: mock.baseUrl, ...mock.clientTls }
    const values = () =>
      planOf(options).probes.flatMap(({ request }) =>
        Object.values((request.json as Record<string, unknown> | undefined) ?? {}).filter(
          (value) => typeof value === 'string' && value.length > 8,
        ),
      )
    const first = new Set(values())
    expect(first.size).toBeGreaterThan(8)
    expect(values().filter((value) => first.has(value))).toEqual([])
  })

  test.each(['tls', 'iap'] as const)('with only %s leaves the rest out, and says so', async (area) => {
    await using mock = await startMockServer({ controlPort: false })
    const report = await verify({ baseUrl: mock.baseUrl, ...mock.clientTls, only: [area] })
    expect(report.findings).toEqual([])
    const elsewhere = report.results.filter((result) => result.area !== area && result.reason !== 'left out by --only')
    expect(elsewhere.filter(({ outcome }) => outcome === 'not checked')).toEqual([])
    expect(report.counts.asTheContractSays).toBeGreaterThan(3)
  })
})
