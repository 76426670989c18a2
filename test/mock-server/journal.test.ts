import { describe, expect, test, vi } from 'vitest'
import { createJournal } from '../../mock-server/record/journal.js'
import type { ExchangeEntry } from '../../mock-server/record/journal-entries.js'
import type { JournalQuery } from '../../mock-server/record/journal-query.js'

type Unstamped = Omit<ExchangeEntry, 'id' | 'at'>

const exchange = (given: Partial<Unstamped> = {}): Unstamped => ({
  kind: 'exchange',
  miniApp: 'my-mini-app',
  connection: { id: 1, serialNumber: '01' },
  operation: 'login.loginMe',
  method: 'GET',
  path: '/x',
  status: 200,
  resultType: 'SUCCESS',
  milliseconds: 1,
  request: { headers: {}, body: undefined },
  response: { body: undefined },
  violations: [],
  ...given,
})

test('keeps the newest entries, oldest first, and counts what it dropped', () => {
  const journal = createJournal({ size: 3, now: () => 0 })
  for (let made = 0; made < 5; made++) journal.record(exchange({ status: 200 + made }))
  expect(journal.exchanges().map(({ id, status }) => [id, status])).toEqual([
    [3, 202],
    [4, 203],
    [5, 204],
  ])
  expect(journal.counts).toEqual({ recorded: 5, dropped: 2 })
})

test('is read forwards and backwards, by what failed and by a text', () => {
  const journal = createJournal({ size: 10, now: () => 0 })
  const refusal = { kind: 'handshake-refusal', reason: 'expired', message: 'm', fix: 'f' } as const
  journal.record(exchange())
  journal.record(refusal)
  journal.record(exchange({ resultType: 'FAIL', errorCode: 'NOT_FOUND', because: 'a test' }))
  journal.record(exchange({ path: '/Strange' }))
  const ids = (query: JournalQuery) => journal.entries(query).map(({ id }) => id)
  expect(ids({ after: 1 })).toEqual([2, 3, 4])
  expect(ids({ before: 4, limit: 2 })).toEqual([2, 3])
  expect(ids({ limit: 0 })).toEqual([])
  expect(ids({ failed: true })).toEqual([2, 3])
  expect(ids({ failed: false })).toEqual([1, 4])
  expect(ids({ text: 'strange' })).toEqual([4])
  expect(ids({ text: 'not_found', after: 3 })).toEqual([])
  expect(journal.entry(2)).toMatchObject(refusal)
  expect(journal.entry(5)).toBeUndefined()
})

test('tells of each change without making an entry for it', () => {
  const journal = createJournal({ size: 3, now: () => 0 })
  const changed = vi.fn()
  const { request, response, ...unstamped } = exchange()
  const made = vi.fn(() => ({ request, response }))
  const stop = journal.onChange(changed)
  journal.recordExchange('my-mini-app', { entry: () => unstamped, shown: made, plain: made, isSmall: true })
  journal.clear()
  stop()
  journal.record(exchange())
  expect(changed).toHaveBeenCalledTimes(2)
  expect(made).not.toHaveBeenCalled()
  expect(journal.clearings).toBe(1)
})

test('after clear() ids go on counting and only new entries are shown', () => {
  const journal = createJournal({ size: 3, now: () => 0 })
  journal.record(exchange())
  journal.record(exchange())
  journal.clear()
  expect(journal.entries()).toEqual([])
  journal.record(exchange())
  expect(journal.entries().map(({ id }) => id)).toEqual([3])
})

test('a journal of size 0 keeps nothing and still tells listeners', () => {
  const journal = createJournal({ size: 0, now: () => 0 })
  const heard: number[] = []
  const stop = journal.onEntry(({ id }) => heard.push(id))
  journal.record(exchange())
  stop()
  journal.record(exchange())
  expect(journal.entries()).toEqual([])
  expect(heard).toEqual([1])
})

describe('an exchange', () => {
  const { request, response, ...unstamped } = exchange()
  const bodies = (isSmall: boolean) => {
    const shown = vi.fn(() => ({ request: { headers: {}, body: 'hidden' }, response }))
    const plain = () => ({ request: { headers: {}, body: 'secret' }, response })
    return { entry: () => unstamped, shown, plain, isSmall }
  }

  test('that is small is cut and redacted when it is first read, and once', () => {
    let now = Date.UTC(2026, 0, 1)
    const journal = createJournal({ size: 3, now: () => now })
    const given = bodies(true)
    journal.recordExchange('my-mini-app', given)
    expect(given.shown).not.toHaveBeenCalled()
    now += 1_000
    const [entry] = journal.entries()
    expect(entry).toEqual({
      ...unstamped,
      id: 1,
      at: '2026-01-01T00:00:00.000Z',
      request: { headers: {}, body: 'hidden' },
      response,
    })
    expect(journal.entries()[0]).toBe(entry)
    expect(given.shown).toHaveBeenCalledTimes(1)
  })

  test('that is large does not wait for a reader', () => {
    const given = bodies(false)
    createJournal({ size: 3, now: () => 0 }).recordExchange('my-mini-app', given)
    expect(given.shown).toHaveBeenCalledTimes(1)
  })

  test('is told to listeners redacted, and kept plain for a mini-app that is followed', () => {
    const journal = createJournal({ size: 3, now: () => 0 })
    const heard: unknown[] = []
    journal.onEntry((entry) => heard.push((entry as ExchangeEntry).request.body))
    journal.follow('my-mini-app')
    journal.recordExchange('my-mini-app', bodies(true))
    expect(heard).toEqual(['hidden'])
    expect(journal.exchanges({ miniApp: 'my-mini-app' })[0]?.request.body).toBe('secret')
    expect(journal.exchanges()[0]?.request.body).toBe('hidden')
  })
})

test('filters by kind, mini-app, operation, id and number', () => {
  const journal = createJournal({ size: 10, now: () => 0 })
  journal.record(exchange({ miniApp: 'a' }))
  journal.record({ kind: 'handshake-refusal', reason: 'plain-http', message: '', fix: '' })
  journal.record(exchange({ miniApp: 'b', operation: 'login.generateToken' }))
  journal.record(exchange({ miniApp: 'b' }))
  const ids = (query: Parameters<typeof journal.entries>[0]) => journal.entries(query).map(({ id }) => id)
  expect(ids({ kind: 'handshake-refusal' })).toEqual([2])
  expect(ids({ miniApp: 'b' })).toEqual([3, 4])
  expect(ids({ operation: 'login.loginMe' })).toEqual([1, 4])
  expect(ids({ after: 2 })).toEqual([3, 4])
  expect(ids({ limit: 1 })).toEqual([4])
})

test('entries are dated by the mock’s clock', () => {
  const journal = createJournal({ size: 1, now: () => Date.UTC(2030, 0, 1) })
  expect(journal.record(exchange()).at).toBe('2030-01-01T00:00:00.000Z')
})

describe('a refused handshake', () => {
  const refusal = (given: { message?: string; remotePort?: number } = {}) =>
    ({ kind: 'handshake-refusal', reason: 'closed-by-client', message: 'gone', fix: '', ...given }) as const

  test('pushes no exchange out, however often it comes, and equal ones are counted in one entry', () => {
    let now = 0
    const journal = createJournal({ size: 3, now: () => now })
    journal.record(exchange())
    for (let made = 0; made < 1_000; made++) {
      now = made
      journal.record(refusal({ remotePort: made }))
    }
    expect(journal.entries()).toMatchObject([
      { id: 1, kind: 'exchange' },
      { id: 1001, times: 1_000, at: '1970-01-01T00:00:00.999Z', firstAt: '1970-01-01T00:00:00.000Z', remotePort: 999 },
    ])
    expect(journal.counts).toEqual({ recorded: 1_001, dropped: 0 })
  })

  test('that differs from others is an entry of its own, in the order of the last time, and bounded', () => {
    const journal = createJournal({ size: 1_000, now: () => 0 })
    for (let made = 0; made < 200; made++) journal.record(refusal({ message: `n${made}` }))
    journal.record(refusal({ message: 'n150' }))
    const messages = journal.refusals().map(({ message }) => message)
    expect([messages.length, messages[0], messages.at(-1)]).toEqual([100, 'n100', 'n150'])
    expect(journal.counts).toEqual({ recorded: 201, dropped: 100 })
    journal.clear()
    expect(journal.entries()).toEqual([])
  })
})
