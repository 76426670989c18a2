import type { OperationId } from '../contracts/index.js'
import type { Finding, Judgement } from './judge-exchange.js'
import type { TrafficFormat } from './read-traffic.js'

/** An exchange that breaks the contract. */
export interface BrokenExchange {
  readonly file: string
  readonly entry: number
  readonly line: number
  readonly operation: OperationId
  /** HTTP status; null where no answer was recorded. */
  readonly status: number | null
  readonly findings: readonly Finding[]
}

/** A request that was meant for the partner API, and is none of its operations. */
export interface MistakenRequest {
  readonly file: string
  readonly entry: number
  readonly line: number
  /** What is wrong, and what to do. */
  readonly text: string
}

/** How many exchanges of an operation there were, and how many of these break the contract. */
export interface OperationCount {
  readonly operation: OperationId
  readonly exchanges: number
  readonly broken: number
}

/** A recording that was read to its end. */
export interface ReadFile {
  readonly file: string
  readonly format: TrafficFormat
  readonly entries: number
}

/** What was found in recordings. No value of an exchange is in it. */
export interface TrafficReport {
  /** Nothing breaks the contract, and no request is a known mistake. */
  readonly ok: boolean
  readonly files: readonly ReadFile[]
  readonly operations: readonly OperationCount[]
  /** The first {@link reportBound} of them. */
  readonly broken: readonly BrokenExchange[]
  readonly brokenInAll: number
  /** The first {@link reportBound} of them. */
  readonly mistakes: readonly MistakenRequest[]
  readonly mistakesInAll: number
  /** What is not a request to the partner API, by host, most frequent first. */
  readonly ignored: readonly { readonly host: string; readonly entries: number; readonly hint?: string }[]
  /** Fields of answers that were left out where null was expected. No contract is broken by it: a lenient reader takes them for null. */
  readonly leftOut: readonly { readonly operation: OperationId; readonly field: string; readonly exchanges: number }[]
  /** What recordings do not hold, and so was not checked. */
  readonly unchecked: readonly { readonly what: string; readonly exchanges: number }[]
  /** Set where a redacted copy was written. */
  readonly redacted?: { readonly file: string; readonly exchanges: number; readonly leftOut: number }
}

/** How many exchanges are listed one by one at most. */
export const reportBound = 1_000

/** Hosts beyond this number are counted together. */
const hostBound = 100

/** Counts what is found, and keeps as much of it as can be read. */
export function createTally() {
  const files: ReadFile[] = []
  const operations = new Map<OperationId, { exchanges: number; broken: number }>()
  const broken: BrokenExchange[] = []
  const mistakes: MistakenRequest[] = []
  const hosts = new Map<string, { entries: number; hint?: string }>()
  const gaps = new Map<string, number>()
  const leftOut = new Map<string, { operation: OperationId; field: string; exchanges: number }>()
  let brokenInAll = 0
  let mistakesInAll = 0

  return {
    file: (read: ReadFile) => void files.push(read),
    ignore(host: string, hint?: string): void {
      const name = hosts.has(host) || hosts.size < hostBound ? host : 'other hosts'
      const { entries } = hosts.get(name) ?? { entries: 0 }
      hosts.set(name, { ...(hint !== undefined && { hint }), ...hosts.get(name), entries: entries + 1 })
    },
    mistake(request: MistakenRequest): void {
      mistakesInAll++
      if (mistakes.length < reportBound) mistakes.push(request)
    },
    /** An exchange that nothing is known to check by. */
    skip: (what: string) => void gaps.set(what, (gaps.get(what) ?? 0) + 1),
    judge(exchange: BrokenExchange, { unchecked, leftOut: absent }: Omit<Judgement, 'findings'>): void {
      const count = operations.get(exchange.operation) ?? { exchanges: 0, broken: 0 }
      const isBroken = exchange.findings.length > 0
      operations.set(exchange.operation, {
        exchanges: count.exchanges + 1,
        broken: count.broken + (isBroken ? 1 : 0),
      })
      for (const what of unchecked) gaps.set(what, (gaps.get(what) ?? 0) + 1)
      for (const text of new Set(absent.map(({ field }) => field.replace(/\[\d+\]/g, '[]')))) {
        const key = `${exchange.operation} ${text}`
        const { exchanges } = leftOut.get(key) ?? { exchanges: 0 }
        leftOut.set(key, { operation: exchange.operation, field: text, exchanges: exchanges + 1 })
      }
      if (!isBroken) return
      brokenInAll++
      if (broken.length < reportBound) broken.push(exchange)
    },
    report(): Omit<TrafficReport, 'redacted'> {
      return {
        ok: brokenInAll === 0 && mistakesInAll === 0,
        files,
        operations: [...operations].map(([operation, count]) => ({ operation, ...count })),
        broken,
        brokenInAll,
        mistakes,
        mistakesInAll,
        ignored: [...hosts]
          .map(([host, { entries, hint }]) => ({ host, entries, ...(hint !== undefined && { hint }) }))
          .sort((a, b) => b.entries - a.entries),
        leftOut: [...leftOut.values()],
        unchecked: [...gaps].map(([what, exchanges]) => ({ what, exchanges })),
      }
    },
  }
}
