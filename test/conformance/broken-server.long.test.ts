import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type MockServer, startMockServer } from '../../mock-server/index.js'
import type { Report } from '../../verify/index.js'
import { behaviourBreakages, expectedOf, startBroken, wireBreakages } from '../verify/breakages.js'
import { operationLives } from './lives.js'
import { setStage } from './stage.js'
import { timeLife } from './time.js'

let mock: MockServer
beforeAll(async () => {
  mock = await startMockServer()
})
afterAll(() => mock.close())

describe.each([
  ['on the wire', wireBreakages],
  ['behind the wire', behaviourBreakages],
] as const)('a server that is broken in ten ways %s', (_, breakages) => {
  let report: Report
  beforeAll(async () => {
    await using server = await startBroken(mock, breakages)
    await using stage = await setStage(mock, server.baseUrl)
    await stage.askSafely()
    for (const { play } of operationLives) await play(stage)
    await stage.whileClockStands(() => timeLife(stage))
    report = stage.report()
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
  })
})
