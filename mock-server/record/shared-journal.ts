import { randomUUID } from 'node:crypto'
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
  /** How far it was read, in the words of the place; undefined where nothing was. */
  readonly seen: string | undefined
  /** Whether what is new is wanted. */
  readonly reads: boolean
  /** The name of a wish to empty it, which is fulfilled once, however often it is told; undefined: there is none. */
  readonly clear: string | undefined
  /** How many were made and never sent: they count as dropped. */
  readonly skipped: number
  readonly entries: readonly (readonly [isRefusal: boolean, text: string])[]
}

/** What it answers. */
export interface JournalTold {
  /** How far it is read with this. */
  readonly seen: string
  /** Whether what was read before is not in it any more: it was emptied, or brought back to an earlier moment. */
  readonly isAnew: boolean
  /** How many entries there ever were, from whatever process. */
  readonly recorded: number
  /** The id of the first of those that were sent. */
  readonly first: number
  /** What is new, or all that there is where it is anew; in the order of their ids. */
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

/** Milliseconds between two sendings, unless somebody waits: each wakes up the place and this process. */
const gap = 10

/**
 * Sends what is recorded in the moment in which it is, unless something was sent just before: then it waits for what comes meanwhile, which
 * pushes out what would be dropped there as well. Nobody waits for it but who reads.
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
  let toClear: string | undefined
  let seen: string | undefined
  let recorded = 0
  let hasFailed = false
  let isScheduled = false
  let notBefore = 0
  let underWay: Promise<unknown> = Promise.resolve()

  function schedule(): void {
    if (isScheduled) return
    isScheduled = true
    const wait = notBefore - performance.now()
    const send = () => {
      isScheduled = false
      if (waiting.length > 0 || toClear !== undefined) ask(given.isRead()).catch(complain)
    }
    if (wait > 0) setTimeout(send, wait).unref()
    else process.nextTick(send)
  }

  /** Once, until it goes well again. */
  function complain(error: unknown): void {
    if (!hasFailed) given.failed(error)
    hasFailed = true
  }

  /** One question after the other. Resolves with whether it was answered. */
  function ask(reads: boolean): Promise<boolean> {
    const asking = underWay.then(() => turn(reads))
    underWay = asking.catch(() => {})
    return asking
  }

  async function turn(reads: boolean): Promise<boolean> {
    const began = performance.now()
    const sent = waiting
    const question = {
      seen,
      reads,
      clear: toClear,
      skipped,
      entries: sent.map((entry) => [entry.isRefusal, entry.text()] as const),
    }
    waiting = []
    skipped = 0
    toClear = undefined
    const answer = await exchange(question).catch((error) => {
      // Nothing was sent; what was cleared meanwhile is not sent any more.
      if (toClear === undefined) waiting = [...sent, ...waiting]
      else drop(sent)
      skipped += question.skipped
      toClear ??= question.clear
      notBefore = performance.now() + pause
      bound()
      schedule()
      throw error
    })
    for (const [index, entry] of sent.entries()) entry.numbered(answer === undefined ? null : answer.first + index)
    if (answer === undefined) {
      complain(new Error('no answer came'))
      // Whether it was emptied is not known: it is told again, under the same name.
      toClear ??= question.clear
    } else {
      hasFailed = false
      take(answer, reads)
    }
    notBefore = began + gap
    if (waiting.length > 0 || toClear !== undefined) schedule()
    return answer !== undefined
  }

  function take(told: JournalTold, reads: boolean): void {
    if (told.isAnew) given.cleared()
    recorded = told.recorded
    for (const [id, text] of told.entries) given.told({ id, ...JSON.parse(text) } as JournalEntry)
    if (reads) seen = told.seen
    else if (told.isAnew) seen = undefined
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
      toClear = randomUUID()
      schedule()
    },
    async settled() {
      // What was not answered is asked once more: to read twice, and to empty under one name, does no harm.
      if ((await ask(true)) || (await ask(true))) return
      throw new Error('no answer came')
    },
    get recorded() {
      return recorded
    },
  }
}
