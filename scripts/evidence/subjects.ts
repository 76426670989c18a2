import { createCallbackVerifier, createClient } from '../../client/index.js'
import {
  type Callback,
  type CallbackRequest,
  callbacks,
  type Fixture,
  headersOf,
  type JsonSchema,
  type Operation,
  operations,
} from '../../contracts/index.js'
import { compileSchema } from '../../contracts/schema-compiler.js'
import { handlers } from '../../mock-server/partner-side/operations/index.js'
import { type Fact, factsOf, factsOfCallback } from '../facts.js'
import type { EvidenceRow, EvidenceSubject, KnownCounts } from './evidence.js'

/** What the code itself tells: of a row all but what tests drove. */
export type BareRow = Omit<EvidenceRow, 'socketTests' | 'clients' | 'onlyAsked'>

/** An operation or callback before what tests drove is added. */
export type BareSubject = Omit<EvidenceSubject, 'outcomes' | 'examples'> & { readonly outcomes: readonly BareRow[] }

/** Every operation, with what contract, fixtures, mock and client have of it. */
export function bareOperations(fixtures: readonly Fixture[]): Record<string, BareSubject> {
  const client = createClient() as unknown as Record<string, Record<string, unknown>>
  return Object.fromEntries(
    (operations as readonly Operation[]).map((operation) => [operation.id, ofOperation(operation, fixtures, client)]),
  )
}

function ofOperation(
  operation: Operation,
  all: readonly Fixture[],
  client: Record<string, Record<string, unknown>>,
): BareSubject {
  const { id, effect, request, success, failures, provenance } = operation
  const [group, verb] = id.split('.') as [string, string]
  const fixtures = all.filter((fixture) => fixture.operation === id)
  const ids = (part: Fixture['part'], verdict: Fixture['verdict']) =>
    fixtures.filter((fixture) => fixture.part === part && fixture.verdict === verdict).map((fixture) => fixture.id)
  const showing = (outcome: string) =>
    fixtures.flatMap((fixture) =>
      fixture.part === 'response' && fixture.verdict === 'accept' && outcomeOf(fixture.response.body) === outcome
        ? [fixture.id]
        : [],
    )
  return {
    known: provenance,
    facts: countKnown(factsOf(operation)),
    schemas: {
      request: request !== null && compiles(request.schema),
      headers: headersOf(operation).map(({ name }) => name),
      success: compiles(success.schema),
    },
    fixtures: {
      requests: ids('request', 'accept'),
      refusedRequests: ids('request', 'reject').length,
      answers: ids('response', 'accept').length,
      refusedAnswers: ids('response', 'reject').length,
    },
    handler: id in handlers ? (effect === 'read' ? 'query' : 'mutation') : null,
    clientMethod: typeof client[group]?.[verb] === 'function' ? id : null,
    outcomes: [
      { outcome: 'SUCCESS', known: success.provenance, schema: 'own', fixtures: showing('SUCCESS') },
      ...failures.map(({ code, data, provenance: known }): BareRow => {
        const schema = data !== undefined && compiles(data) ? 'own' : 'envelope'
        return { outcome: code, known, schema, fixtures: showing(code) }
      }),
    ],
  }
}

function outcomeOf(body: unknown): string | undefined {
  const { resultType, error } = (body ?? {}) as { resultType?: string; error?: { errorCode?: string } | null }
  return resultType === 'FAIL' ? error?.errorCode : resultType
}

function compiles(schema: JsonSchema): boolean {
  return typeof compileSchema(schema) === 'function'
}

function countKnown(facts: readonly Fact[]): KnownCounts {
  const counts = { documented: 0, observed: 0, 'relied-on': 0, 'in part assumed': 0, assumed: 0 }
  for (const { provenance } of facts) counts[provenance.assumed === undefined ? provenance.known : 'in part assumed']++
  return counts
}

/** Both callbacks, with what contract, mock and client have of them. */
export function bareCallbacks(): Record<string, BareSubject> {
  return Object.fromEntries((callbacks as readonly Callback[]).map((callback) => [callback.id, ofCallback(callback)]))
}

function ofCallback(callback: Callback): BareSubject {
  const { id, headers, requests, provenance } = callback
  const rows = requests.map((request): BareRow => {
    return { outcome: nameOf(request), known: request.provenance, schema: 'own', fixtures: [`the example of ${id}`] }
  })
  return {
    known: provenance,
    facts: countKnown(factsOfCallback(callback)),
    schemas: {
      request: requests.every(({ schema, example }) => compileSchema(schema)(example) === true),
      headers: headers.map(({ name }) => name),
      success: false,
    },
    fixtures: { requests: requests.map(nameOf), refusedRequests: 0, answers: 0, refusedAnswers: 0 },
    handler: 'sender',
    clientMethod: requests.every(isUnderstood) ? 'createCallbackVerifier' : null,
    outcomes: rows,
  }
}

function nameOf({ method, schema }: CallbackRequest): string {
  return String(schema.properties?.eventType?.const ?? method)
}

/** Whether the bundled verifier takes the request in, and tells what it is. */
function isUnderstood({ method, in: part, example }: CallbackRequest): boolean {
  const verify = createCallbackVerifier({ basicAuth: 'user:password' })
  const authorization = `Basic ${Buffer.from('user:password').toString('base64')}`
  const query = part === 'query' ? `?${new URLSearchParams(example as Record<string, string>)}` : ''
  const body = part === 'body' ? { body: JSON.stringify(example) } : {}
  return verify({ method, url: `/toss${query}`, headers: { authorization }, ...body }).type !== 'unknown'
}
