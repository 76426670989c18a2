import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Variant, type VariantChoices, variants } from '../../contracts/index.js'
import { type MockServer, type MockServerOptions, startMockServer } from '../../mock-server/index.js'
import { everyBehaviour, type Report } from '../../verify/index.js'
import { silentPartnerLife } from './callbacks.js'
import { limitsLife } from './limits.js'
import { callbackLives, operationLives } from './lives.js'
import { type Stage, setStage } from './stage.js'
import { timeLife } from './time.js'

/** What no life can show: `verify` says why. */
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

const sdkOnly = ['4104', '4105', '4108'].map((code) => `promotion.executePromotion/${code}`)
const limits = everyBehaviour().flatMap(({ id }) => (/\/4095$|PerMinute$|sendLimit$/.test(id) ? [id] : []))

/** A mock on which every life is played, each as a test: what differs from the contract is told by the life that showed it. */
function playEverything(options: MockServerOptions): { readonly mock: MockServer; readonly report: Report } {
  let mock: MockServer
  let stage: Stage
  let silent: Promise<void>
  beforeAll(async () => {
    mock = await startMockServer(options)
    stage = await setStage(mock)
    // It takes five seconds, in which other lives can be played.
    silent = silentPartnerLife(stage, await stage.miniApp())
    silent.catch(() => {})
  })
  afterAll(async () => {
    await stage[Symbol.asyncDispose]()
    await mock.close()
  })

  test('the safe set of verify', async () => {
    await stage.askSafely()
    expect(stage.newDifferences()).toEqual([])
  })

  test.each([...operationLives, ...callbackLives])('the life of $name', async ({ play }) => {
    await play(stage)
    expect(stage.newDifferences()).toEqual([])
  })

  if (options.rateLimits === true) {
    test('the limits of calls', async () => {
      const app = await stage.miniApp()
      await stage.whileClockStands(() => limitsLife(stage, app))
      expect(stage.newDifferences()).toEqual([])
    })
  }

  test('lifetimes', async () => {
    await stage.whileClockStands(() => timeLife(stage))
    expect(stage.newDifferences()).toEqual([])
  })

  test('a partner that does not answer', async () => {
    await silent
    expect(stage.newDifferences()).toEqual([])
  })

  return {
    get mock() {
      return mock
    },
    get report() {
      return stage.report()
    },
  }
}

function idsOf({ results }: Report, outcome: Report['results'][number]['outcome']): string[] {
  return results.filter((result) => result.outcome === outcome).map(({ id }) => id)
}

describe('a mock as it is by default, with rate limits', () => {
  const played = playEverything({ rateLimits: true, journalSize: 20_000, redact: false })

  test('has shown everything that a mock can show', () => {
    expect(idsOf(played.report, 'not checked').sort()).toEqual([...unseen, ...sdkOnly].sort())
    expect(played.report.findings).toEqual([])
  })

  test('has shown the default option of every variant, and no other', () => {
    for (const { id, default: usual, options } of played.report.variantsSeen)
      expect([id, Object.keys(options)]).toEqual([id, [usual]])
  })

  test('is as it is assumed that production is', () => {
    const { assumptionsSeen } = played.report
    expect(assumptionsSeen.length).toBeGreaterThan(100)
    for (const { seen, verdict } of assumptionsSeen) {
      expect(verdict).toBe('as assumed')
      expect(seen[0]).toMatch(/\S/)
    }
    expect(assumptionsSeen).toContainEqual(
      expect.objectContaining({
        id: 'pay.executePayment/PAY_ALREADY_COMPLETED',
        assumed: expect.stringContaining('FAIL PAY_ALREADY_COMPLETED'),
        seen: ['HTTP 200 FAIL PAY_ALREADY_COMPLETED 이미 완료된 결제입니다.'],
      }),
    )
  })

  test('has a report without a credential, a key or a personal value', () => {
    const text = JSON.stringify(played.report)
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
    for (const entry of played.mock.journal.exchanges()) collect([entry.request, entry.response])
    expect(secrets.size).toBeGreaterThan(200)
    expect([...secrets].filter((secret) => text.includes(secret) && !/^[A-Z_]+$/.test(secret))).toEqual([])
    expect(text).not.toContain('-----BEGIN')
    expect(text).not.toContain('김')
  })
})

describe('a mock with the other option of every variant', () => {
  const played = playEverything({ variants: others })

  test('has shown these options, and everything but the limits', () => {
    const { report } = played
    expect(report.findings).toEqual([])
    // Which limit counts single messages shows only where the limits are tried.
    expect(Object.fromEntries(report.variantsSeen.map(({ id, options }) => [id, Object.keys(options)]))).toEqual(
      Object.fromEntries(
        Object.entries(others).map(([id, option]) => [id, id === 'messenger.sendLimit' ? [] : [option]]),
      ),
    )
    expect(idsOf(report, 'not checked').sort()).toEqual([...unseen, ...limits].sort())
    const token = report.assumptionsSeen.find(({ id }) => id === 'login.loginMe/OAUTH_ISSUE_TOKEN_ERROR')
    expect(token).toMatchObject({ verdict: 'as a variant says', seen: [expect.stringContaining('invalid_grant')] })
  })
})
