import type { OperationId } from '../../contracts/index.js'
import type { JournalEntry } from './journal-entries.js'

/** Which entries are wanted. */
export interface JournalQuery {
  readonly kind?: JournalEntry['kind']
  readonly miniApp?: string
  /** With `miniApp`: refused handshakes as well, which are nobody's. */
  readonly refusals?: boolean
  readonly operation?: OperationId
  /** Only what went wrong: a failure, a broken rule, a refused handshake, a callback that was not delivered, a notice. */
  readonly failed?: boolean
  /** Only entries in which this text stands, in small letters or capitals. */
  readonly text?: string
  /** Only entries with a greater id. */
  readonly after?: number
  /** Only entries with a smaller id. */
  readonly before?: number
  /** The newest this many of those that fit. */
  readonly limit?: number
}

/** Something that holds entries. */
interface Holder {
  newestFirst(): Iterable<JournalEntry>
}

/** The entries that fit, oldest first. Those that nobody wants are not even made, where their ids show it. */
export function newestOf(holders: readonly Holder[], query: JournalQuery): JournalEntry[] {
  const { after = 0, limit = Number.POSITIVE_INFINITY } = query
  const text = query.text?.toLowerCase()
  const found: JournalEntry[] = []
  for (const holder of holders) {
    let count = 0
    for (const entry of holder.newestFirst()) {
      if (entry.id <= after || count >= limit) break
      if (!fits(entry, query, text)) continue
      found.push(entry)
      count++
    }
  }
  found.sort((one, other) => one.id - other.id)
  return found.length > limit ? found.slice(found.length - limit) : found
}

function fits(entry: JournalEntry, query: JournalQuery, text: string | undefined): boolean {
  const { kind, miniApp, refusals = false, operation, before, failed } = query
  if (kind !== undefined && entry.kind !== kind) return false
  if (before !== undefined && entry.id >= before) return false
  if (miniApp !== undefined && !(entry.kind === 'handshake-refusal' ? refusals : entry.miniApp === miniApp))
    return false
  if (operation !== undefined && (entry.kind !== 'exchange' || entry.operation !== operation)) return false
  if (failed !== undefined && hasFailed(entry) !== failed) return false
  return text === undefined || JSON.stringify(entry).toLowerCase().includes(text)
}

/** Whether an entry tells of something that went wrong. */
function hasFailed(entry: JournalEntry): boolean {
  if (entry.kind === 'exchange') return entry.resultType !== 'SUCCESS' || entry.violations.length > 0
  return entry.kind !== 'callback' || !entry.delivered
}
