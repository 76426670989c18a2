import { inKebab, type Mistake, mistakesIn } from './broken-values.js'
import { operations, variants } from './catalogue.js'
import type { Fixture, FixtureRequest } from './fixture.js'
import { messageAsRead } from './null-as-absent.js'
import type { Failure, Operation, Variant } from './operation.js'
import { assumed, type Provenance } from './provenance.js'
import { failBody, sampleOf } from './sample.js'
import { anonymousKeyHeader, headersOf, tossUserKeyHeader } from './user-headers.js'

const { name: tossUserKey } = tossUserKeyHeader

/** A request that the operation takes: the body of its example, with the headers that it reads. */
export function exampleRequest(operation: Operation): FixtureRequest {
  const read = headersOf(operation).filter(({ name, required }) => required || name === tossUserKey)
  const headers = Object.fromEntries(read.map(({ name, schema }) => [name, String(sampleOf(schema))]))
  return { headers, ...(operation.example.body !== undefined && { body: operation.example.body }) }
}

/** The payload of the operation's example. */
export function exampleSuccess({ success, example }: Operation): unknown {
  return messageAsRead(success.schema, example.success)
}

/**
 * The fixtures that need no file, since the contract says them: of each operation the example, each failure, each failure to which a
 * variant gives another status, and both halves of the example with one mistake each.
 */
export function derivedFixtures(): Fixture[] {
  return (operations as readonly Operation[]).flatMap((operation) => {
    const folder = `${operation.feature}/${operation.id.split('.')[1]}`
    const all = [...requestsOf(operation), ...answersOf(operation)]
    return all.map(({ name, ...rest }) => ({ id: `${folder}/${name}`, operation: operation.id, ...rest }) as Fixture)
  })
}

/** What a fixture is made of, by its name in the folder of the operation. */
interface Made {
  readonly name: string
  readonly title: string
  readonly provenance: Provenance
  readonly [rest: string]: unknown
}

function requestsOf(operation: Operation): Made[] {
  const { user, request, provenance } = operation
  const { headers = {}, body } = exampleRequest(operation)
  const source = request?.provenance ?? provenance
  const sent = (name: string, title: string, given: FixtureRequest, wrong?: { field: string; rule: string }): Made => ({
    ...{ name, title, provenance: source, part: 'request', request: given },
    ...(wrong === undefined ? { verdict: 'accept' } : { verdict: 'reject', violations: [wrong] }),
  })
  const { [user === 'bearer' ? 'Authorization' : tossUserKey]: named, ...others } = headers
  const anonymous = { ...others, [anonymousKeyHeader.name]: String(sampleOf(anonymousKeyHeader.schema)) }
  const field = `request.headers.${user === 'bearer' ? 'authorization' : tossUserKey}`
  const nobody = { headers: others, body }
  const mistakes =
    request === null || body === undefined
      ? []
      : mistakesIn({ schema: request.schema, value: body, field: 'request.body', path: '', provenance: source })
  return [
    sent('request', 'What the operation takes', { headers, body }),
    ...(user === 'key' || user === 'optional-key'
      ? [sent('request-anonymous', 'For a user who has not logged in', { headers: anonymous, body })]
      : []),
    ...(user === 'optional-key' ? [sent('request-no-header', 'Without a user header', nobody)] : []),
    ...(named !== undefined && user !== 'optional-key'
      ? [sent('reject-request-without-user', 'Nobody is named', nobody, { field, rule: 'required' })]
      : []),
    ...(request?.required
      ? [
          sent(
            'reject-request-without-body',
            'Without a body',
            { headers },
            { field: 'request.body', rule: 'required' },
          ),
        ]
      : []),
    ...mistakes.map((mistake) =>
      rejected('reject-request', mistake, { part: 'request', request: { headers, body: mistake.value } }),
    ),
  ]
}

function answersOf(operation: Operation): Made[] {
  const { success, failures } = operation
  const { schema, provenance } = success
  const answered = (status: number, body: object) => ({ part: 'response', response: { status, body } })
  const succeeded = (payload: unknown) => answered(200, { resultType: 'SUCCESS', success: payload })
  const accepted = (name: string, title: string, known: Provenance) => {
    return { name, title, verdict: 'accept', provenance: known }
  }
  const payload = exampleSuccess(operation)
  const distinct = [...new Map(failures.map((failure) => [failure.code, failure])).values()]
  const unknown = assumed('what accompanies the result type is unpublished')
  const timeout = answered(200, { resultType: 'HTTP_TIMEOUT', success: null, error: null })
  return [
    { ...accepted('success', 'What the operation answers', provenance), ...succeeded(payload) },
    ...distinct.map((failure) => ({
      ...accepted(`fail-${inKebab(failure.code)}`, failure.when, failure.provenance),
      ...answered(failure.httpStatus, failedBody(operation, failure)),
    })),
    { ...accepted('http-timeout', 'Toss did not finish in time', unknown), ...timeout },
    ...otherStatuses(operation, distinct),
    ...mistakesIn({ schema, value: payload, field: 'response.body.success', path: '', provenance }).map((mistake) =>
      rejected('reject', mistake, succeeded(mistake.value)),
    ),
  ]

  /** Failures that come with another status under a variant. */
  function otherStatuses({ id }: Operation, known: readonly Failure[]): Made[] {
    const concerned = (variants as readonly Variant[]).filter(({ operations: ids }) => ids.includes(id))
    return concerned.flatMap(({ id: variant, options }) =>
      Object.entries(options).flatMap(([option, { text, response, provenance: source }]) => {
        const [code, more] = response?.body.properties?.error?.properties?.errorCode?.enum ?? []
        const failure = more === undefined ? known.find((one) => one.code === code) : undefined
        if (failure === undefined || response === undefined) return []
        const name = `variant-${inKebab(failure.code)}-${response.status}`
        const made = { ...accepted(name, text, source), ...answered(response.status, failBody(failure)) }
        return [{ ...made, variant: { id: variant, option } }]
      }),
    )
  }
}

function rejected(prefix: string, { name, title, violations, provenance }: Mistake, part: object): Made {
  return { name: `${prefix}-${name}`, title, verdict: 'reject', violations, provenance, ...part }
}

/** The body of a failure; where it names fields, one of the operation. */
function failedBody({ example }: Operation, failure: Failure): object {
  const body = failBody(failure)
  const { errorDetails: [detail] = [] } = body.error.data as { errorDetails?: object[] }
  const [field = tossUserKey] = Object.keys(example.body ?? {})
  return detail === undefined ? body : failBody(failure, { data: { errorDetails: [{ ...detail, field }] } })
}
