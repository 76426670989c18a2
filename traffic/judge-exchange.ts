import {
  anonymousKeyHeader,
  checkRequest,
  checkResponse,
  documented,
  type OperationId,
  type Provenance,
  requestSlips,
  tossUserKeyHeader,
  type VariantChoices,
  type Violation,
} from '../contracts/index.js'
import type { KnownOperation } from './match.js'
import type { RecordedBody, RecordedExchange } from './recorded-exchange.js'
import { foundIn, shownField } from './shown-without-secrets.js'

/** One place where an exchange breaks the contract, fit to be shown: no value of the recording is in it. */
export interface Finding {
  readonly operation: OperationId
  /** As in `Violation`, for example `request.body.amount`. */
  readonly field: string
  /** As in `Violation`; besides `host`, for a request that went to the wrong one of the production hosts. */
  readonly rule: string
  /** What the contract allows there. */
  readonly expected: string
  /** What was there, in words: `a string of 4 characters`, `missing`. */
  readonly found: string
  readonly provenance: Provenance
}

/** What was found in one exchange. */
export interface Judgement {
  readonly findings: readonly Finding[]
  /** Fields of the answer that are left out and may be null: a lenient reader takes them for null. */
  readonly leftOut: readonly Finding[]
  /** What the recording does not hold, and so was not checked: `the request body`, `the answer`. */
  readonly unchecked: readonly string[]
}

/** Checks an exchange of the operation against the contract, as far as the recording holds it. */
export function judgeExchange(
  { id }: KnownOperation,
  { url, request, response }: RecordedExchange,
  choices?: VariantChoices,
): Judgement {
  const unchecked: string[] = []
  const sent = { headers: request.headers, ...given(request.body) }
  const { body, withoutValue = [] } = request
  const all = [
    ...checkRequest(id, sent, choices),
    ...requestFormat(id, request),
    ...requestSlips(id, { ...sent, hostname: hostnameOf(url) }),
  ]
  const violations = all.filter(({ field }) => {
    if (body.kind === 'unrecorded' && field.startsWith('request.body')) return false
    const header = withoutValue.find((name) => field === `request.headers.${name}` || canStandFor(name, field))
    if (header !== undefined) unchecked.push(`the header ${header} (its value was not recorded)`)
    return header === undefined
  })
  if (body.kind === 'unrecorded') unchecked.push(`the request body${because(body)}`)
  if ('unanswered' in response) {
    unchecked.push(`the answer (${response.unanswered})`)
  } else if (response.body.kind === 'unrecorded') {
    unchecked.push(`the answer${because(response.body) || ' (its body was not recorded)'}`)
  } else {
    const { status, contentType, body } = response
    violations.push(...checkResponse(id, { status, contentType, ...given(body) }))
  }
  const found = violations.map((violation) => ({ isNote: violation.mayBeNull === true, finding: findingOf(violation) }))
  const these = (isNote: boolean) => found.flatMap((one) => (one.isNote === isNote ? [one.finding] : []))
  return { findings: these(false), leftOut: these(true), unchecked }
}

/** That no user is named is said of the first of two headers, each of which would do. */
function canStandFor(name: string, field: string): boolean {
  return name === anonymousKeyHeader.name && field === `request.headers.${tossUserKeyHeader.name}`
}

function because({ why }: { readonly why?: string }): string {
  return why === undefined ? '' : ` (${why})`
}

function given(body: RecordedBody): { body?: unknown } {
  if (body.kind === 'json') return { body: body.value }
  return body.kind === 'text' ? { body: body.text } : {}
}

const jsonBody = documented('API guide: request bodies are JSON')

function requestFormat(operation: OperationId, { headers, body }: RecordedExchange['request']): Violation[] {
  const contentType = headers['content-type']
  if (body.kind === 'empty' || /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(contentType ?? '')) return []
  const field = 'request.headers.content-type'
  const violation = { operation, field, rule: 'contentType', expected: 'application/json', message: '' }
  return [{ ...violation, ...(contentType !== undefined && { value: contentType }), provenance: jsonBody }]
}

function hostnameOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname : undefined
}

function findingOf(violation: Violation): Finding {
  const { operation, field, rule, expected, provenance } = violation
  return { operation, field: shownField(field), rule, expected, found: foundIn(violation), provenance }
}
