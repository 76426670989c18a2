import type { MatcherState } from 'vitest'
import type { OperationId } from '../contracts/index.js'
import { CodedError } from '../errors/index.js'
import { type ContractPart, contractMismatches, explainMismatches } from './contract-match.js'
import { describeFindings, findingsIn, type HasFindings } from './findings.js'
import { type ExpectedBody, lookFor, type ReceivedOptions } from './received.js'
import type { TestMock } from './test-mock.js'
import { describeViolations } from './violations.js'

/** What `expect` can say of a test's mock, and of values, besides vitest's own. */
export interface MockMatchers {
  /**
   * The code under test called an operation, with at least these fields in the body. To be awaited.
   *
   * @example
   * ```ts
   * await expect(mock).toHaveReceived('pay.makePayment', { amount: 1000, productDesc: expect.any(String) })
   * await expect(mock).toHaveReceived('pay.executePayment', { payToken }, { times: 1 })
   * await expect(mock).not.toHaveReceived('pay.refundPayment')
   * ```
   */
  toHaveReceived<Id extends OperationId>(
    operation: Id,
    body?: ExpectedBody<Id>,
    options?: ReceivedOptions,
  ): Promise<void>
  /** No request of the code under test broke the contract, and each one was an operation. To be awaited. */
  toHaveNoContractViolations(): Promise<void>
  /**
   * Neither broken rules nor unwise habits, such as executing a payment again after a timeout. For the mock, and for what
   * `tryEveryAnswer` gives. To be awaited.
   */
  toHaveNoFindings(): Promise<void>
  /**
   * The value is what the contract says: the payload of a success, the body of a request, or a response `{ status, body }`.
   *
   * @example
   * ```ts
   * expect({ payToken: 'O1NZck9XME8ureeVJVJP67' }).toMatchContract('pay.makePayment', 'success')
   * ```
   */
  toMatchContract(operation: OperationId, part: ContractPart): void
}

interface Result {
  readonly pass: boolean
  message(): string
}

/** The matchers, for `expect.extend`. */
export const matchers = {
  async toHaveReceived(
    this: MatcherState,
    mock: unknown,
    operation: OperationId,
    body?: unknown,
    options?: ReceivedOptions,
  ): Promise<Result> {
    const { fits, count, explain } = await lookFor(testMock(mock, 'toHaveReceived'), operation, body, options)
    const { matcherHint, diff } = this.utils
    const message = () => {
      const hint = matcherHint('toHaveReceived', 'mock', `'${operation}', …`, { isNot: this.isNot })
      const wanted = options?.times === undefined ? '' : `Expected ${options.times}, received ${count}. `
      return `${hint}\n\n${wanted}${explain((expected, actual) => diff(expected, actual) ?? '')}`
    }
    return { pass: fits, message }
  },

  async toHaveNoContractViolations(this: MatcherState, mock: unknown): Promise<Result> {
    const violations = await testMock(mock, 'toHaveNoContractViolations').violations()
    const hint = this.utils.matcherHint('toHaveNoContractViolations', 'mock', '', { isNot: this.isNot })
    const pass = violations.length === 0
    return { pass, message: () => `${hint}\n\n${pass ? 'No request broke it.' : describeViolations(violations)}` }
  },

  async toHaveNoFindings(this: MatcherState, value: unknown): Promise<Result> {
    if ((value as HasFindings | null)?.findings === undefined) throw notFor('toHaveNoFindings')
    const findings = await findingsIn(value as HasFindings)
    const hint = this.utils.matcherHint('toHaveNoFindings', 'mock', '', { isNot: this.isNot })
    const pass = findings.length === 0
    return { pass, message: () => `${hint}\n\n${pass ? 'There are none.' : describeFindings(findings)}` }
  },

  toMatchContract(this: MatcherState, value: unknown, operation: OperationId, part: ContractPart): Result {
    const mismatches = contractMismatches(value, operation, part)
    const hint = this.utils.matcherHint('toMatchContract', 'value', `'${operation}', '${part}'`, { isNot: this.isNot })
    const message = () =>
      `${hint}\n\n${explainMismatches(mismatches, operation, part)}\n\n${this.utils.printReceived(value)}`
    return { pass: mismatches.length === 0, message }
  },
}

function testMock(value: unknown, matcher: string): TestMock {
  if (typeof (value as TestMock | null)?.received === 'function') return value as TestMock
  throw notFor(matcher)
}

function notFor(matcher: string): CodedError {
  return new CodedError('ERR_INVALID_OPTION', `${matcher} is for the mock of a test, and was given something else`, {
    fix: `Write expect(mock).${matcher}(…), with the fixture mock or what createTestMock gives.`,
  })
}
