import { adviceOf, type ObservedExchange, type OperationId } from '../contracts/index.js'
import type { ExchangeEntry } from '../mock-server/index.js'
import { type ReceivedViolation, violationsOf } from './violations.js'

/** Something to change in the code under test. */
export interface Finding {
  /** `violation`: production would not accept it, or not as meant. `advice`: allowed, and wrong all the same. */
  readonly kind: 'violation' | 'advice'
  /** `contract.type` and the like for violations; a code of `adviceTable` for advice. */
  readonly code: string
  readonly operation: OperationId | null
  /** What is wrong, in one or two sentences. */
  readonly message: string
  /** What to change. */
  readonly fix: string
}

/** The violations, each once, and the advice that the traffic as a whole leads to. */
export function findingsOf(entries: readonly ExchangeEntry[]): Finding[] {
  const violations = new Map(violationsOf(entries).map((violation) => [keyOf(violation), violation]))
  const advice = adviceOf(entries.map(asSeen)).map(
    ({ code, operation, message, fix }): Finding => ({ kind: 'advice', code, operation, message, fix }),
  )
  return [...[...violations.values()].map(findingOf), ...advice]
}

/** An answer of which only half arrived said nothing to the caller, whatever the journal has of it. */
function asSeen(entry: ExchangeEntry): ObservedExchange {
  return entry.fault?.kind === 'truncated-body' ? { ...entry, status: null, response: null } : entry
}

const keyOf = ({ operation, field, rule }: ReceivedViolation) => `${operation} ${field} ${rule}`

function findingOf({ operation, field, rule, message, expected }: ReceivedViolation): Finding {
  const place = field.replace(/^request\./, '')
  const fix =
    operation === null
      ? 'Correct method and path; the README lists the operations, docs/features describes them.'
      : `In your call of ${operation}, correct ${place}: send ${expected}.`
  return { kind: 'violation', code: `contract.${rule}`, operation, message, fix }
}

/** What has findings: the mock of a test, or what `tryEveryAnswer` gives. */
export interface HasFindings {
  readonly findings: readonly Finding[] | (() => Promise<readonly Finding[]>)
}

/** The findings of either. */
export async function findingsIn({ findings }: HasFindings): Promise<readonly Finding[]> {
  return typeof findings === 'function' ? findings() : findings
}

/** The findings as text, for a terminal. */
export function describeFindings(findings: readonly Finding[]): string {
  return findings
    .map(({ kind, code, operation, message, fix }, index) => {
      const head = `${index + 1}. ${operation ?? 'no operation'} · ${kind} ${code}`
      return `${head}\n   ${message}\n   What to change: ${fix}`
    })
    .join('\n\n')
}
