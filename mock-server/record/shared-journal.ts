import type { JournalEntry } from './journal-entries.js'

/** An entry on its way: what makes it, without its id. Nothing in it is secret. */
export interface OutgoingEntry {
  readonly isRefusal: boolean
  text(): string
  /** Called with the id that it got; null where it got lost. */
  numbered(id: number | null): void
}

/** What is asked of the place where several processes have their journal. */
export interface JournalQuestion {
  /** Which entries are wanted: those with a greater id. Undefined: none. */
  readonly after: number | undefined
  readonly clear: boolean
  /** How many were made and never sent: they count as dropped. */
  readonly skipped: number
  readonly entries: readonly (readonly [isRefusal: boolean, text: string])[]
}

/** What it answers. */
export interface JournalTold {
  readonly clearings: number
  /** How many entries there ever were, from whatever process. */
  readonly recorded: number
  /** The id of the first of those that were sent. */
  readonly first: number
  /** In the order of their ids. */
  readonly entries: readonly (readonly [id: number, text: string])[]
}

/** Writes and reads a journal that several processes have. Resolves with undefined where nobody knows whether it did. */
export type JournalExchange = (question: JournalQuestion) => Promise<JournalTold | undefined>

/** The end of such a journal at which one process sits. */
export interface SharedJournal {
  add(entry: OutgoingEntry): void
  clear(): void
  /** Sends what is to be sent, and reads what is new. */
  settled(): Promise<void>
  readonly recorded: number
}

/** Milliseconds before the next try, where there is nobody to send to. */
const pause = 1_000

/** Sending and reading may take one part of so many of a process's time, unless somebody waits for it. */
const share = 10

/**
 * Sends what is recorded in the moment in which it is, as far as that takes a tenth of the time; above that it waits, and what
 * comes meanwhile pushes out what would be dropped there as well. Nobody waits for it but who reads.
 *
 * What could not be sent waits; what was sent and not answered may be there or not, and is not sent again.
 */
export function createSharedJournal(given: {
  readonly size: number
  readonly exchange: JournalExchange
  /** Whether to read whenever something is sent. */
  isRead(): boolean
  cleared(): void
  told(entry: JournalEntry): void
  failed(error: unknown): void
}): SharedJournal {
  const { size, exchange } = given
  let waiting: OutgoingEntry[] = []
  let skipped = 0
  let toClear = false
  let known = { clearings: -1, recorded: 0 }
  let hasFailed = false
  let last = 0
  let isScheduled = false
  let notBefore = 0
  let underWay: Promise<void> = Promise.resolve()

  function schedule(): void {
    if (isScheduled) return
    isScheduled = true
    const wait = notBefore - performance.now()
    const send = () => {
      isScheduled = false
      if (waiting.length > 0 || toClear) ask(given.isRead()).catch(complain)
    }
    if (wait > 0) setTimeout(send, wait).unref()
    else process.nextTick(send)
  }

  /** Once, until it goes well again. */
  function complain(error: unknown): void {
    if (!hasFailed) given.failed(error)
    hasFailed = true
  }

  /** One question after the other. */
  function ask(reads: boolean): Promise<void> {
    underWay = underWay.catch(() => {}).then(() => turn(reads))
    return underWay
  }

  async function turn(reads: boolean): Promise<void> {
    const began = performance.now()
    const sent = waiting
    const question = {
      after: reads ? last : undefined,
      clear: toClear,
      skipped,
      entries: sent.map((entry) => [entry.isRefusal, entry.text()] as const),
    }
    waiting = []
    skipped = 0
    toClear = false
    const asking = exchange(question)
    let spent = performance.now() - began
    const answer = await asking.catch((error) => {
      // Nothing was sent; what was cleared meanwhile is not sent any more.
      if (toClear) drop(sent)
      else waiting = [...sent, ...waiting]
      skipped += question.skipped
      toClear ||= question.clear
      notBefore = performance.now() + pause
      bound()
      schedule()
      throw error
    })
    const answered = performance.now()
    if (answer === undefined) complain(new Error('no answer came'))
    else hasFailed = false
    for (const [index, entry] of sent.entries()) entry.numbered(answer === undefined ? null : answer.first + index)
    if (answer !== undefined) take(answer, reads)
    spent += performance.now() - answered
    notBefore = performance.now() + (share - 1) * spent
    if (waiting.length > 0) schedule()
  }

  function take({ clearings, recorded, entries }: JournalTold, reads: boolean): void {
    // One that counts from the beginning again was emptied with its database: it is read from there the next time.
    const isAnew = recorded < last
    if ((known.clearings !== -1 && clearings !== known.clearings) || isAnew) given.cleared()
    known = { clearings, recorded }
    for (const [id, text] of entries) given.told({ id, ...JSON.parse(text) } as JournalEntry)
    if (isAnew) last = 0
    else if (reads) last = recorded
  }

  function drop(entries: readonly OutgoingEntry[]): void {
    for (const entry of entries) entry.numbered(null)
    skipped += entries.length
  }

  function bound(): void {
    while (waiting.length > size) {
      waiting.shift()?.numbered(null)
      skipped++
    }
  }

  return {
    add(entry) {
      waiting.push(entry)
      bound()
      schedule()
    },
    clear() {
      drop(waiting)
      waiting = []
      toClear = true
      schedule()
    },
    async settled() {
      const before = last
      await ask(true)
      // It was emptied meanwhile: what is there now is read from its beginning.
      if (last === 0 && before > 0) await ask(true)
    },
    get recorded() {
      return known.recorded
    },
  }
}
