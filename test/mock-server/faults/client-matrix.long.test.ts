import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createClient, outcomeOf } from '../../../client/index.js'
import { type Operation, operation } from '../../../contracts/index.js'
import { isCodedError } from '../../../errors/index.js'
import { type Fault, type MockServer, startMockServer } from '../../../mock-server/index.js'
import { faultKindNames, faultResultTypes, faultStatuses } from '../../../mock-server/partner-side/faults/fault.js'
import { type Ground, type Method, methods } from './client-methods.js'

/** Faults that only time ends: the client gives up after this many milliseconds. */
const impatience = 100
/** All others are answered; the client waits as long as it takes on a busy machine. */
const patience = 15_000

const endless: readonly Fault[] = [
  { kind: 'hang' },
  { kind: 'hang', effect: true },
  { kind: 'latency', milliseconds: 60_000 },
  { kind: 'slow-drip', bytesPerSecond: 1 },
]

const prompt: readonly Fault[] = [
  { kind: 'latency', milliseconds: 10 },
  { kind: 'slow-drip', bytesPerSecond: 100_000 },
  { kind: 'refuse-handshake' },
  { kind: 'reset', at: 'before' },
  { kind: 'reset', at: 'during' },
  { kind: 'reset', at: 'after-commit' },
  { kind: 'reset', at: 'after-commit', afterMilliseconds: 10 },
  { kind: 'truncated-body' },
  { kind: 'truncated-body', ends: 'reset' },
  { kind: 'truncated-body', ends: 'complete' },
  { kind: 'not-json' },
  { kind: 'not-json', effect: true },
  ...faultStatuses.flatMap((status): Fault[] =>
    (['html-gateway-page', 'status'] as const).flatMap((kind): Fault[] => [
      { kind, status },
      ...(status === 429 ? [] : [{ kind, status, effect: true }]),
    ]),
  ),
  ...faultResultTypes.flatMap((resultType): Fault[] => [
    { kind: 'result-type', resultType },
    { kind: 'result-type', resultType, effect: true },
  ]),
]

function faultsFor(method: Method): Fault[] {
  const { failures }: Operation = operation(method.operation)
  const codes = [...new Set(failures.map(({ code }) => code))]
  return [...endless, ...prompt, ...codes.map((code): Fault => ({ kind: 'fail', code }))]
}

/** What came of one use of a method under a fault. */
interface Report {
  readonly fault: Fault
  readonly lasting: boolean
  /** Undefined where the call succeeded. */
  readonly error: unknown
  readonly milliseconds: number
  readonly timeout: number
  readonly tookEffect: boolean
  /** After the recovery. */
  readonly books: unknown
}

let mock: MockServer
const unhandled: unknown[] = []
const note = (reason: unknown) => unhandled.push(reason)
const runs = new Map<string, Promise<Report[]>>()

beforeAll(async () => {
  process.on('unhandledRejection', note)
  mock = await startMockServer({ controlPort: false, journalSize: 0 })
  const grounds = await Promise.all(methods.map((_, index) => groundOf(`app-${index}`)))
  // All at once: most of their time is spent waiting.
  for (const [index, method] of methods.entries()) {
    const run = tryEveryFault(method, grounds[index] as Ground)
    run.catch(() => {})
    runs.set(method.name, run)
  }
}, 60_000)

afterAll(async () => {
  const started = performance.now()
  await mock.close()
  process.off('unhandledRejection', note)
  expect(performance.now() - started).toBeLessThan(5_000)
})

/** A mini-app with a client that is connected, so that its first call takes no longer than the others. */
async function groundOf(miniApp: string): Promise<Ground> {
  const tls = await mock.issueCertificate(miniApp)
  const client = createClient({ ...tls, baseUrl: mock.baseUrl, retryDelay: 1, timeout: 60_000 })
  await client.promotion.getKey()
  return { client, toss: mock.tossSide(miniApp) }
}

async function tryEveryFault(method: Method, ground: Ground): Promise<Report[]> {
  // One client for all: a connection that a fault spoils must not spoil the next call.
  await using _client = ground.client
  const reports: Report[] = []
  for (const fault of faultsFor(method)) {
    reports.push(await tryFault(method, ground, fault, false))
    // Every fault strikes one call; one of each kind strikes all further ones as well.
    const isSeen = reports.some((report) => report.lasting && report.fault.kind === fault.kind)
    if (!isSeen) reports.push(await tryFault(method, ground, fault, true))
  }
  return reports
}

async function tryFault(method: Method, ground: Ground, fault: Fault, lasting: boolean): Promise<Report> {
  const attempt = await method.prepare(ground)
  const isConnection = fault.kind === 'refuse-handshake'
  if (isConnection) await loseConnection(ground)
  const { faults } = ground.toss
  const which = isConnection ? {} : { operation: method.operation }
  await faults.add({ ...which, ...(!lasting && { when: { next: 1 } }), fault })
  const timeout = endless.includes(fault) || method.waits ? impatience : patience
  const started = performance.now()
  const error = await rejectionOf(attempt.call(timeout))
  const milliseconds = performance.now() - started
  await faults.clear()
  const tookEffect = await attempt.tookEffect()
  if (error !== undefined) await attempt.recover?.(error)
  return { fault, lasting, error, milliseconds, timeout, tookEffect, books: await attempt.books?.() }
}

/** What it is rejected with; undefined where it is not. */
function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (reason: unknown) => reason ?? 'nothing',
  )
}

/** Only a new connection can be refused. */
async function loseConnection({ client, toss }: Ground): Promise<void> {
  await toss.faults.add({ when: { next: 1 }, fault: { kind: 'reset', at: 'before' } })
  await rejectionOf(client.promotion.getKey())
}

/** Codes that say that it was done, or is being done, or was undone. */
const ofAnEarlierCall = [
  'PAYMENT_EXISTING_PAYMENT',
  'PAY_ALREADY_COMPLETED',
  'PAY_ITS_NOT_ABLE_TO_PAY',
  'REFUND_ALREADY_REFUNDED',
  'COMMON_REFUND_ERROR',
  '4113',
]

const inWords = ({ fault, lasting, error }: Report) =>
  `${JSON.stringify(fault)}${lasting ? ' every time' : ''}: ${error}`

describe.each(methods)('$name', (method) => {
  const reports = () => runs.get(method.name) as Promise<Report[]>

  test('every call ends, in its time, and with an error that says what is known', { timeout: 120_000 }, async () => {
    const all = await reports()
    expect(new Set(all.map(({ fault }) => fault.kind))).toEqual(new Set(faultKindNames))
    for (const report of all) {
      expect(report.error === undefined || isCodedError(report.error), inWords(report)).toBe(true)
      expect(report.milliseconds, inWords(report)).toBeLessThan(report.timeout + 5_000)
    }
  })

  test('what succeeded took effect, and what "failed" did not', async () => {
    for (const report of await reports()) {
      const { error, tookEffect } = report
      if (method.harmless) expect(error === undefined || outcomeOf(error) === 'failed', inWords(report)).toBe(true)
      else if (error === undefined) expect(tookEffect, inWords(report)).toBe(true)
      else if (tookEffect) expect(outcomeOf(error), inWords(report)).toBe('unknown')
    }
  })

  test('a plain refusal is never taken for something unknown', async () => {
    const refused = (await reports()).filter(({ fault, error }) => fault.kind === 'fail' && error !== undefined)
    for (const report of refused) {
      const { code } = report.fault as { code: string }
      const isOpen = ofAnEarlierCall.includes(code) || code === 'INTERNAL_ERROR'
      if (!isOpen && !method.name.startsWith('promotion.grant')) {
        expect(outcomeOf(report.error), inWords(report)).toBe('failed')
      }
    }
  })

  if (method.once === undefined) return
  test('after the recovery it was done exactly once', async () => {
    for (const report of await reports()) expect(report.books, inWords(report)).toEqual(method.once)
  })
})

test('nobody left a rejection unhandled', async () => {
  await Promise.allSettled(runs.values())
  expect(unhandled).toEqual([])
})

test('every method of the client that sends something is among them', async () => {
  const client = createClient()
  const sending = Object.entries(client as unknown as Record<string, object>).flatMap(([group, calls]) =>
    typeof calls === 'object' && calls !== null
      ? Object.entries(calls).flatMap(([name, call]) => (typeof call === 'function' ? [`${group}.${name}`] : []))
      : [],
  )
  await client.close()
  const tried = methods.map(({ name }) => name.split(',')[0] as string)
  expect(new Set(tried)).toEqual(new Set(sending.filter((name) => name !== 'pay.amounts')))
})
