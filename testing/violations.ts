import { AssertionError } from 'node:assert'
import { assumed, type OperationId, type Violation } from '../contracts/index.js'
import type { ExchangeEntry } from '../mock-server/index.js'

/** A broken rule, and where it was seen. `operation` is null for a request that was none. */
export type ReceivedViolation = Omit<Violation, 'operation'> & {
  readonly operation: OperationId | null
  /** The id of the journal entry. */
  readonly entry: number
}

/** Every rule that the requests broke, and every request that was not an operation, oldest first. */
export function violationsOf(entries: readonly ExchangeEntry[]): ReceivedViolation[] {
  return entries.flatMap((entry): ReceivedViolation[] => {
    if (entry.operation === null) return [strayOf(entry)]
    return entry.violations.map((violation) => ({ ...violation, entry: entry.id }))
  })
}

/** A request to a path that is none, with a wrong method, or that could not be read. */
function strayOf({ id, method, path, status, because = '' }: ExchangeEntry): ReceivedViolation {
  const place = { operation: null, entry: id, expected: 'a request of the contract', value: `${method} ${path}` }
  const [field, rule, what] =
    status === 404
      ? ['request.path', 'unknownOperation', 'is not an operation']
      : status === 405
        ? ['request.method', 'unknownOperation', 'has the wrong method']
        : ['request', 'unreadable', `was answered ${status}`]
  const message = `${method} ${path} ${what} (${rule}): ${because}.`
  return { ...place, field, rule, message, provenance: assumed('the contract knows no such request') }
}

/** @throws AssertionError that lists the broken rules */
export function assertNoViolations(entries: readonly ExchangeEntry[]): void {
  const violations = violationsOf(entries)
  if (violations.length === 0) return
  throw new AssertionError({ message: describeViolations(violations), operator: 'assertNoContractViolations' })
}

/** The broken rules by operation, each once. */
export function describeViolations(violations: readonly ReceivedViolation[]): string {
  const operations = new Set(violations.map(({ operation }) => operation))
  const lines = [...operations].flatMap((operation) => {
    const broken = violations.filter((violation) => violation.operation === operation).map(lineOf)
    return [`  ${operation ?? 'no operation'}`, ...[...new Set(broken)].map((line) => `    - ${line}`)]
  })
  const requests = new Set(violations.map(({ entry }) => entry)).size
  return [`${requests} ${requests === 1 ? 'request' : 'requests'} broke the contract:`, ...lines].join('\n')
}

function lineOf({ message, provenance: { known, source } }: ReceivedViolation): string {
  return `${message} [${known}: ${source}]`
}
