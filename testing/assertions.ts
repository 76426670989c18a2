import assert, { AssertionError } from 'node:assert'
import type { OperationId } from '../contracts/index.js'
import { type ContractPart, contractMismatches, explainMismatches } from './contract-match.js'
import { describeFindings, findingsIn, type HasFindings } from './findings.js'
import { type ExpectedBody, lookFor, type ReceivedOptions } from './received.js'
import type { TestMock } from './test-mock.js'
import { assertNoViolations } from './violations.js'

/**
 * The code under test called an operation, with at least these fields in the body.
 *
 * @throws AssertionError that shows the nearest request beside what was expected, or what was called instead
 * @example
 * ```ts
 * await assertReceived(mock, 'pay.makePayment', { amount: 1000 }, { headers: { 'x-toss-user-key': String(userKey) } })
 * await assertReceived(mock, 'pay.executePayment', { payToken }, { times: 1 })
 * ```
 */
export async function assertReceived<Id extends OperationId>(
  mock: TestMock,
  operation: Id,
  body?: ExpectedBody<Id>,
  options?: ReceivedOptions,
): Promise<void> {
  const { fits, count, nearest, explain } = await lookFor(mock, operation, body, options)
  if (fits) return
  const times =
    options?.times === undefined || count === 0 ? '' : `Expected ${options.times}, and there ${are(count)}. `
  const compared = nearest && { actual: nearest.actual, expected: nearest.expected }
  throw new AssertionError({ message: `${times}${explain(difference)}`, operator: 'assertReceived', ...compared })
}

/**
 * The code under test did not call an operation; with a body: not with these fields in the body.
 *
 * @throws AssertionError that lists the requests that fit
 */
export async function assertNotReceived<Id extends OperationId>(
  mock: TestMock,
  operation: Id,
  body?: ExpectedBody<Id>,
  options?: Omit<ReceivedOptions, 'times'>,
): Promise<void> {
  const { fits, explain } = await lookFor(mock, operation, body, options)
  if (fits)
    throw new AssertionError({ message: `Expected none. ${explain(difference)}`, operator: 'assertNotReceived' })
}

/**
 * No request of this mini-app broke the contract, and each one was an operation.
 *
 * @throws AssertionError that lists the broken rules, each with its source
 */
export async function assertNoContractViolations(mock: TestMock): Promise<void> {
  assertNoViolations(await mock.received())
}

/**
 * Neither broken rules nor unwise habits, such as executing a payment again after a timeout.
 *
 * @param found - the mock of a test, or what `tryEveryAnswer` gives
 * @throws AssertionError that lists the findings, each with what to change
 */
export async function assertNoFindings(found: HasFindings): Promise<void> {
  const findings = await findingsIn(found)
  if (findings.length === 0) return
  throw new AssertionError({ message: describeFindings(findings), operator: 'assertNoFindings' })
}

/**
 * A value is what the contract says: the payload of a success, the body of a request, or a response `{ status, body }`.
 *
 * @throws AssertionError that names each field that differs
 * @example
 * ```ts
 * assertMatchesContract({ payToken: 'O1NZck9XME8ureeVJVJP67' }, 'pay.makePayment', 'success')
 * ```
 */
export function assertMatchesContract(value: unknown, operation: OperationId, part: ContractPart): void {
  const mismatches = contractMismatches(value, operation, part)
  if (mismatches.length === 0) return
  const message = explainMismatches(mismatches, operation, part)
  throw new AssertionError({ message, actual: value, operator: 'assertMatchesContract' })
}

function are(count: number): string {
  return count === 1 ? 'is one' : `are ${count}`
}

/** Node's own comparison, without its first line. */
function difference(expected: unknown, actual: unknown): string {
  try {
    assert.deepStrictEqual(actual, expected)
    return ''
  } catch (error) {
    return (error as Error).message.replace(/^.*\n/, '').trim()
  }
}
