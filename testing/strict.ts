import { AssertionError } from 'node:assert'
import type { ExchangeEntry } from '../mock-server/index.js'
import { type ReceivedViolation, violationsOf } from './findings.js'

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
