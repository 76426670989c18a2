import { setImmediate as soon } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createJournal } from '../../../mock-server/record/journal.js'
import type { ExchangeEntry } from '../../../mock-server/record/journal-entries.js'
import type { JournalExchange } from '../../../mock-server/record/shared-journal.js'

const notice = { kind: 'notice', miniApp: 'shop', notice: 'malformed-http', message: 'm', fix: 'f' } as const

/** A place for the journal of several processes, as Redis is one. */
function createPlace() {
  let entries: (readonly [number, string])[] = []
  let [recorded, clearings] = [0, 0]
  let lastClear: string | undefined
  const questions: number[] = []
  const exchange: JournalExchange = async ({ seen, reads, clear, skipped, entries: sent }) => {
    questions.push(sent.length)
    if (clear !== undefined && clear !== lastClear) {
      lastClear = clear
      entries = []
      clearings++
    }
    const [before, last] = seen?.split(' ').map(Number) ?? []
    const isAnew = seen !== undefined && (before !== clearings || (last as number) > recorded)
    recorded += skipped
    const first = recorded + 1
    for (const [, text] of sent) entries.push([++recorded, text])
    const from = isAnew ? 0 : (last ?? 0)
    const found = reads ? entries.filter(([id]) => id > from) : []
    return { seen: `${clearings} ${recorded}`, isAnew, recorded, first, entries: found }
  }
  const empty = () => {
    entries = []
    recorded = clearings = 0
  }
  return {
    exchange,
    questions,
    empty,
    get clearings() {
      return clearings
    },
  }
}

test('what one process records the other one reads, each entry once, in one order', async () => {
  const { exchange } = createPlace()
  const [a, b] = [0, 1].map(() => createJournal({ size: 10, now: () => 0, exchange }))
  const heard: number[] = []
  a?.onEntry(({ id }) => heard.push(id))
  const entry = a?.record(notice)
  b?.record(notice)
  expect(await a?.idOf(entry as never)).toBe(1)
  for (const journal of [a, b, a]) await journal?.settled()
  expect([a, b].map((journal) => journal?.entries().map(({ id }) => id))).toEqual([
    [1, 2],
    [1, 2],
  ])
  expect(heard).toEqual([1])
  b?.clear()
  await b?.settled()
  await a?.settled()
  expect(a?.entries()).toEqual([])
  expect(a?.counts).toEqual({ recorded: 2, dropped: 2 })
})

test('what cannot be sent waits, as much of it as the journal has room for, and the rest is counted', async () => {
  const place = createPlace()
  const complaints: unknown[] = []
  let isAway = true
  const exchange: JournalExchange = async (question) => {
    if (isAway) throw new Error('away')
    return place.exchange(question)
  }
  const journal = createJournal({ size: 3, now: () => 0, exchange, failed: (error) => complaints.push(error) })
  journal.record(notice)
  await soon()
  for (let count = 0; count < 4; count++) journal.record(notice)
  await expect(journal.settled()).rejects.toThrow('away')
  isAway = false
  await journal.settled()
  expect(journal.entries().map(({ id }) => id)).toEqual([3, 4, 5])
  expect(journal.counts).toEqual({ recorded: 5, dropped: 2 })
  expect(complaints).toHaveLength(1)
})

test('what comes fast goes together', async () => {
  const { exchange, questions } = createPlace()
  const journal = createJournal({ size: 1_000, now: () => 0, exchange })
  for (let count = 0; count < 500; count++) journal.record(notice)
  await journal.settled()
  expect(questions.reduce((sum, count) => sum + count, 0)).toBe(500)
  expect(questions.length).toBeLessThan(5)
})

test('a mini-app that is followed has nothing hidden, whenever its entries come back', async () => {
  const { exchange } = createPlace()
  const journal = createJournal({ size: 2, now: () => 0, exchange })
  const release = journal.follow('shop')
  const bodies = (body: string) => ({ request: { headers: {}, body }, response: { body: null } })
  const call = { kind: 'exchange', miniApp: 'shop', status: 200, resultType: 'SUCCESS', ...bodies('hidden') } as never
  const shown = () => journal.entries({ miniApp: 'shop' }).map((entry) => (entry as ExchangeEntry).request.body)
  // Once with the answer that numbers it, once with a later one.
  journal.record(call, bodies('first'))
  await journal.settled()
  await journal.idOf(journal.record(call, bodies('second')))
  await journal.settled()
  expect(shown()).toEqual(['first', 'second'])
  release()
  expect(shown()).toEqual(['hidden', 'hidden'])
})

test('what is recorded in a database that was emptied is read from its beginning', async () => {
  const { exchange, empty } = createPlace()
  const [a, b] = [0, 1].map(() => createJournal({ size: 10, now: () => 0, exchange }))
  for (let count = 0; count < 5; count++) a?.record(notice)
  for (const journal of [a, b]) await journal?.settled()
  empty()
  b?.record({ ...notice, message: 'anew' })
  for (const journal of [b, a]) await journal?.settled()
  const messages = [a, b].map((journal) => journal?.notices().map(({ message }) => message))
  expect(messages).toEqual([['anew'], ['anew']])
})

test('what was cleared while it could not be sent does not come back', async () => {
  const { exchange } = createPlace()
  let fail: (() => void) | undefined
  const journal = createJournal({
    size: 10,
    now: () => 0,
    exchange: (question) =>
      fail === undefined
        ? new Promise((_resolve, reject) => {
            fail = () => reject(new Error('away'))
          })
        : exchange(question),
  })
  journal.record(notice)
  const reading = journal.settled()
  await soon()
  journal.clear()
  journal.record({ ...notice, message: 'after' })
  fail?.()
  await expect(reading).rejects.toThrow('away')
  await journal.settled()
  expect(journal.notices().map(({ message }) => message)).toEqual(['after'])
  expect(journal.counts).toEqual({ recorded: 2, dropped: 1 })
})

test.each([
  ['was fulfilled', true],
  ['never arrived', false],
])('a wish to empty it that got no answer and %s is told again, and fulfilled once', async (_name, arrives) => {
  const place = createPlace()
  let answers = true
  const exchange: JournalExchange = async (question) => {
    if (answers) return place.exchange(question)
    answers = true
    if (arrives) await place.exchange(question)
    return undefined
  }
  const [a, b] = [exchange, place.exchange].map((way) => createJournal({ size: 10, now: () => 0, exchange: way }))
  a?.record(notice)
  for (const journal of [a, b]) await journal?.settled()
  answers = false
  a?.clear()
  await a?.settled()
  expect(a?.entries()).toEqual([])
  b?.record({ ...notice, message: 'after' })
  for (const journal of [b, a]) await journal?.settled()
  const messages = [a, b].map((journal) => journal?.notices().map(({ message }) => message))
  expect(messages).toEqual([['after'], ['after']])
  expect(place.clearings).toBe(1)
})

test('who reads and gets no answer asks again, and says so where there is none', async () => {
  const place = createPlace()
  let unanswered = 1
  const exchange: JournalExchange = async (question) => (unanswered-- > 0 ? undefined : place.exchange(question))
  const [a, b] = [exchange, place.exchange].map((way) => createJournal({ size: 10, now: () => 0, exchange: way }))
  b?.record(notice)
  await b?.settled()
  await a?.settled()
  expect(a?.notices()).toHaveLength(1)
  unanswered = 2
  await expect(a?.settled()).rejects.toThrow('no answer came')
})
