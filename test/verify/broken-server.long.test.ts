import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type MockServer, startMockServer } from '../../mock-server/index.js'
import { type Report, type VerifyOptions, verify } from '../../verify/index.js'
import { type Breakage, behaviourBreakages, wireBreakages } from './breakages.js'
import { startBrokenServer } from './broken-server.js'

let mock: MockServer
beforeAll(async () => {
  mock = await startMockServer()
})
afterAll(() => mock.close())

async function verifyBroken(breakages: readonly Breakage[], options: Partial<VerifyOptions> = {}): Promise<Report> {
  const is = (name: 'acceptsNoCertificate' | 'acceptsTls11') => breakages.some((breakage) => breakage[name] === true)
  await using server = await startBrokenServer(mock, {
    acceptsNoCertificate: is('acceptsNoCertificate'),
    acceptsTls11: is('acceptsTls11'),
    answers: breakages.flatMap(({ answer }) => answer ?? []),
  })
  const { controlUrl, clientTls } = mock
  return await verify({ baseUrl: server.baseUrl, ...clientTls, controlUrl, limits: false, ...options })
}

const everything = {
  full: true,
  only: ['tls', 'http', 'login', 'anonymous-key', 'pay', 'iap', 'messenger', 'promotion'],
} as const

function expectedOf(breakages: readonly Breakage[]) {
  const like = (value: unknown) => (value instanceof RegExp ? expect.stringMatching(value) : value)
  return breakages.map(({ finding: { field, rule, expected: wanted, got }, shows }) => ({
    field,
    rule,
    expected: like(wanted),
    got: like(got),
    behaviours: expect.arrayContaining([shows]),
  }))
}

describe.each([
  ['on the wire', wireBreakages],
  ['behind the wire', behaviourBreakages],
] as const)('a server that is broken in ten ways %s', (_, breakages) => {
  let report: Report
  beforeAll(async () => {
    report = await verifyBroken(breakages, everything)
  }, 60_000)

  test('leads to ten findings, one for each way', () => {
    expect(breakages).toHaveLength(10)
    expect(report.findings).toHaveLength(10)
    expect(report.findings).toEqual(expect.arrayContaining(expectedOf(breakages)))
  })

  test('is like the contract in everything else', () => {
    const concerned = new Set(report.findings.flatMap(({ behaviours }) => behaviours))
    const differing = report.results.filter(({ outcome }) => outcome === 'differs').map(({ id }) => id)
    expect(differing.sort()).toEqual([...concerned].sort())
    expect(report.results.filter(({ reason }) => /ended early|nothing in this run/.test(reason ?? ''))).toEqual([])
  })
})

test('the safe set finds what shows without a user: seven of the ten ways on the wire', async () => {
  const { findings } = await verifyBroken(wireBreakages)
  const visible = wireBreakages.filter(({ name }) => !/^(expiresIn|the scope|userKey)/.test(name))
  expect(findings).toHaveLength(7)
  expect(findings).toEqual(expect.arrayContaining(expectedOf(visible)))
})
