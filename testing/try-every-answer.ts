import { AssertionError } from 'node:assert'
import {
  type AdviceCode,
  adviceTable,
  type ExploredResponse,
  type Operation,
  type OperationId,
  operation as operationOf,
} from '../contracts/index.js'
import { type Finding, findingsOf } from './findings.js'
import { refuseUnknownOptions } from './known-options.js'
import { crashOf, type Outcome, outcomeOf, sameOutcome, shown, withoutPassedOn } from './outcome.js'
import type { TestExploreOptions, TestMock } from './test-mock.js'

/** How the code under test is tried. */
export interface TryOptions<Id extends OperationId> extends TestExploreOptions<Id> {
  /** Milliseconds that the code under test has for one answer, default 5,000. */
  readonly timeout?: number
  /** Advice that does not apply here. */
  readonly allow?: readonly AdviceCode[]
}

/** What the code under test did with one answer. */
export interface TriedAnswer {
  readonly response: ExploredResponse
  readonly outcome: Outcome
}

/** What became of all of them. */
export interface TriedAnswers {
  readonly tried: readonly TriedAnswer[]
  /** What to change in the code under test, each once. */
  readonly findings: readonly Finding[]
}

/**
 * Gives the code under test every answer that the contract allows an operation to give, one after the other, and says what it
 * makes of them: whether it falls over, takes a failure for a success, reads fields that are not there, repeats what must not be
 * repeated, or breaks the contract.
 *
 * @param call - one call of the code under test, which calls the operation once. What it returns is looked at: anything that
 * JSON can hold, or the response of fetch, axios or supertest. An exception, and HTTP 5xx, count as falling over.
 * @throws AssertionError when `call` never calls the operation, or falls over on the plain success: the set-up is wrong then
 * @example
 * ```ts
 * const { findings } = await tryEveryAnswer(mock, 'iap.getOrderStatus', () => fetch(`${backend}/orders/${orderId}`))
 * assert.equal(describeFindings(findings), '')
 * ```
 */
export async function tryEveryAnswer<Id extends OperationId>(
  mock: TestMock,
  operation: Id,
  call: (response: ExploredResponse) => unknown,
  options: TryOptions<Id> = {},
): Promise<TriedAnswers> {
  refuseUnknownOptions(options, ['success', 'timeout', 'allow'], 'tryEveryAnswer')
  const { timeout = 5_000, allow = [] } = options
  const tried: TriedAnswer[] = []
  const cases: Case[] = []
  const found: Finding[] = []

  // The type of the payload is too much for the compiler while the operation is not known.
  const explore = mock.explore as (operation: OperationId, options: unknown) => readonly ExploredResponse[]
  for (const response of explore(operation, options)) {
    const { outcome, called, findings, last } = await tryAnswer(mock, response, () => call(response), timeout)
    tried.push({ response, outcome })
    if (!called) continue
    found.push(...findings.map((finding) => ({ ...finding, message: `On "${response.name}": ${finding.message}` })))
    cases.push({ response, outcome, last })
  }

  if (cases.length === 0) {
    const [first] = tried
    const outcome = first === undefined ? '' : ` The first call came back with: ${shown(first.outcome)}.`
    throw failed(`None of ${tried.length} calls of the code under test reached ${operation}.${outcome}`)
  }
  const plain = cases[0] as Case
  const crash = plain.response.kind === 'success' ? crashOf(plain.outcome) : undefined
  if (crash !== undefined) {
    throw failed(
      `The code under test fails on the plain success of ${operation} already, so that nothing can be compared: ${crash}`,
    )
  }

  found.push(...judge(operation, cases, plain), ...(await probeErrorNames(mock, operation, call, cases, timeout)))
  const findings = eachOnce(found).filter(({ code }) => !(allow as readonly string[]).includes(code))
  return { tried, findings }
}

/** An answer that arrived at the code under test. */
interface Case {
  readonly response: ExploredResponse
  readonly outcome: Outcome
  /** Whether nothing else was asked afterwards. */
  readonly last: boolean
}

async function tryAnswer(mock: TestMock, response: ExploredResponse, call: () => unknown, timeout: number) {
  const before = (await mock.received()).at(-1)?.id ?? 0
  await mock.respondWith(response)
  const outcome = await outcomeOf(call, timeout)
  const entries = (await mock.received()).filter(({ id }) => id > before)
  const answered = entries.findIndex(({ override }) => override === response.name)
  return { outcome, called: answered !== -1, last: answered === entries.length - 1, findings: findingsOf(entries) }
}

function judge(operation: OperationId, cases: readonly Case[], plain: Case): Finding[] {
  const successes = cases.filter(({ response }) => response.kind === 'success')
  const failures = cases.filter(({ response }) => response.kind !== 'success' && !isSuccess(response))
  const crashed = successes.filter(({ outcome }) => crashOf(outcome) !== undefined)
  // What was settled by asking further may well end as a success.
  const mistaken = failures.filter(({ outcome, last }) => last && sameOutcome(outcome, plain.outcome))
  const silent = cases.filter(({ outcome }) => outcome.kind === 'timeout')
  const [crash] = crashed
  return [
    ...concerning('allowed-answer-not-survived', operation, crashed, (on, of) => {
      return `${on} it failed (${of} of ${successes.length} successful answers): ${crash && crashOf(crash.outcome)}.`
    }),
    ...concerning('failure-taken-for-success', operation, mistaken, (on, of) => {
      return `${on} it answered as on the success (${of} of ${failures.length} failures): ${shown(plain.outcome)}.`
    }),
    ...concerning('no-answer-in-time', operation, silent, (on, of) => {
      return `${on} it did not answer (${of} of ${cases.length} answers).`
    }),
  ]
}

function concerning(
  code: AdviceCode,
  operation: OperationId,
  cases: readonly Case[],
  sentence: (on: string, count: number) => string,
): Finding[] {
  if (cases.length === 0) return []
  const names = cases.slice(0, 3).map(({ response }) => `"${response.name}"`)
  const more = cases.length > names.length ? ` and ${cases.length - names.length} more` : ''
  return [advice(code, operation, sentence(`On ${names.join(', ')}${more}`, cases.length))]
}

/** A variant can have another body for a success. */
function isSuccess({ body }: ExploredResponse): boolean {
  return (body as { resultType?: unknown } | null)?.resultType === 'SUCCESS'
}

/**
 * Lays a `code` beside the `errorCode` of one and the same failure. Whoever reads only what the API has does not notice; the
 * contract allows further fields in `error`.
 */
async function probeErrorNames(
  mock: TestMock,
  operation: OperationId,
  call: (response: ExploredResponse) => unknown,
  cases: readonly Case[],
  timeout: number,
): Promise<Finding[]> {
  const known = cases.find(({ response }) => response.kind === 'fail' && response.status === 200)
  if (known === undefined) return []
  const { failures }: Operation = operationOf(operation)
  const answer = known.response
  const outcomeWith = async (response: ExploredResponse) =>
    withoutPassedOn((await tryAnswer(mock, response, () => call(response), timeout)).outcome)
  const usual = withoutPassedOn(known.outcome)
  // Code whose outcome changes by itself cannot be judged in this way.
  if (!sameOutcome(await outcomeWith(answer), usual)) return []
  for (const code of [...failures.map((failure) => failure.code), 'MADE_UP']) {
    const { error, ...rest } = answer.body as { error: object }
    const name = `${answer.name} with error.code ${code}`
    const body = { ...rest, error: { ...error, code, message: 'made up' } }
    const changed = await outcomeWith({ ...answer, name, body })
    if (sameOutcome(changed, usual)) continue
    const message = `On "${answer.name}" it answered ${shown(usual)}; with an error.code "${code}" laid beside the errorCode it answered ${shown(changed)}.`
    return [advice('error-code-misread', operation, message)]
  }
  return []
}

function advice(code: AdviceCode, operation: OperationId, message: string): Finding {
  const { meaning, fix } = adviceTable[code]
  return { kind: 'advice', code, operation, message: `${meaning} ${message}`, fix }
}

/** The same finding comes up at many answers; the first one says enough. */
function eachOnce(findings: readonly Finding[]): Finding[] {
  const first = new Map<string, Finding>()
  for (const finding of findings) {
    const { code, operation, fix } = finding
    const key = `${code} ${operation} ${fix}`
    if (!first.has(key)) first.set(key, finding)
  }
  return [...first.values()]
}

function failed(message: string): AssertionError {
  return new AssertionError({ message, operator: 'tryEveryAnswer' })
}
