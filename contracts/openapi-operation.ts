import { type ResponseShape, responseShapes } from './envelope.js'
import type { Fixture } from './fixture.js'
import type { Operation, Variant } from './operation.js'
import { documented } from './provenance.js'
import type { JsonSchema } from './schema.js'
import { headersOf, userNotes } from './user-headers.js'

/** The name of the schema component that holds an operation's success payload: `LoginGenerateTokenSuccess`. */
export function successSchemaName(id: string): string {
  const words = id.split(/[.-]/).map((word) => word.charAt(0).toUpperCase() + word.slice(1))
  return `${words.join('')}Success`
}

/** The OpenAPI 3.1 operation object, with our `x-` extensions. `fixtures` are those of this operation. */
export function openApiOperation(operation: Operation, variants: readonly Variant[], fixtures: readonly Fixture[]) {
  const { id, feature, title, titleKo, user, request, provenance } = operation
  const headers = headersOf(operation)
  return {
    operationId: id,
    tags: [feature],
    summary: title,
    description: describe(operation),
    // OpenAPI says the Authorization header with a security scheme, and ignores a parameter of that name. The token comes
    // first: Postman and Bruno read only the first of several schemes that are needed together.
    security: [user === 'bearer' ? { accessToken: [], clientCertificate: [] } : { clientCertificate: [] }],
    parameters: headers
      .filter(({ name }) => name.toLowerCase() !== 'authorization')
      .map(({ name, description, required, schema, provenance }) => {
        return { name, in: 'header', description, required, schema, 'x-provenance': provenance }
      }),
    requestBody: request === null ? undefined : requestBody(request, fixtures),
    responses: responses(operation, variants, fixtures),
    'x-title-ko': titleKo,
    'x-user': user,
    'x-provenance': provenance,
    'x-failures': operation.failures.map(({ data, ...failure }) => failure),
    'x-behaviours': operation.behaviours,
    'x-limits': operation.limits,
    'x-variants': variants.filter((variant) => variant.operations.includes(id)),
  }
}

function describe({ titleKo, user, behaviours, limits }: Operation): string {
  const facts = [...behaviours, ...limits].map((fact) => `- ${fact.text} (${fact.provenance.known})`)
  return [titleKo, userNotes[user], facts.join('\n')].filter((part) => part !== '').join('\n\n')
}

function requestBody(request: NonNullable<Operation['request']>, fixtures: readonly Fixture[]) {
  const examples = fixtures.filter(hasBody).sort(plainFirst).map(exampleOfRequest)
  return {
    required: request.required,
    content: { 'application/json': { schema: request.schema, examples: examplesOf(examples) } },
    'x-provenance': request.provenance,
  }
}

function responses(operation: Operation, variants: readonly Variant[], fixtures: readonly Fixture[]) {
  const success = { $ref: `#/components/schemas/${successSchemaName(operation.id)}` } as JsonSchema
  const byStatus = new Map<number, ResponseShape[]>()
  for (const shape of responseShapes(operation, variants, success)) {
    byStatus.set(shape.status, [...(byStatus.get(shape.status) ?? []), shape])
  }
  return Object.fromEntries(
    [...byStatus].map(([status, shapes]) => {
      const [only, ...others] = shapes
      const schema = others.length === 0 ? only?.schema : { oneOf: shapes.map((shape) => shape.schema) }
      const examples = fixtures.filter(isAnswer(status)).sort(plainFirst).map(exampleOfAnswer)
      const content = { 'application/json': { schema, examples: examplesOf(examples) } }
      const description = [...new Set(shapes.map(describeShape))].join('; ')
      return [status, { description, content, 'x-provenance': statusProvenance }]
    }),
  )
}

const statusProvenance = documented('error code table (2026-07/08): HTTP status of success and failures')

type RequestFixture = Extract<Fixture, { part: 'request' }>
type AnswerFixture = Extract<Fixture, { part: 'response' }>

function hasBody(fixture: Fixture): fixture is RequestFixture {
  if (fixture.part !== 'request' || fixture.verdict !== 'accept') return false
  return fixture.variant === undefined && fixture.request.body !== undefined
}

function isAnswer(status: number): (fixture: Fixture) => fixture is AnswerFixture {
  return (fixture): fixture is AnswerFixture =>
    fixture.part === 'response' && fixture.verdict === 'accept' && fixture.response.status === status
}

/** Successes first, and of these the one without a special name: a tool that answers with an example takes the first. */
function plainFirst(a: Fixture, b: Fixture): number {
  return rank(a) - rank(b)
}

function rank(fixture: Fixture): number {
  if (/\/(success|request)$/.test(fixture.id)) return 0
  if (fixture.variant !== undefined) return 3
  const answer = fixture.part === 'response' ? (fixture.response.body as { resultType?: unknown } | null) : undefined
  return answer === undefined || answer?.resultType === 'SUCCESS' ? 1 : 2
}

const exampleOfRequest = (fixture: RequestFixture) => example(fixture, fixture.request.body)

const exampleOfAnswer = (fixture: AnswerFixture) => example(fixture, fixture.response.body)

function describeShape(shape: ResponseShape): string {
  switch (shape.kind) {
    case 'success':
      return 'Success'
    case 'fail':
      return `FAIL with ${shape.failures?.map((failure) => failure.code).join(', ')}`
    case 'other':
      return 'another result type'
    case 'variant':
      return `variant ${shape.variant?.id} = ${shape.variant?.option}`
  }
}

function example({ id, title, provenance }: Fixture, value: unknown): [string, object] {
  return [id.slice(id.lastIndexOf('/') + 1), { summary: title, value, 'x-provenance': provenance }]
}

function examplesOf(examples: readonly [string, object][]) {
  return examples.length === 0 ? undefined : Object.fromEntries(examples)
}
