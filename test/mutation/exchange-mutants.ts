import {
  basePath,
  type CallbackId,
  type CallbackRequest,
  callbacks,
  checkCallback,
  checkRequest,
  checkResponse,
  type FixtureRequest,
  type FixtureResponse,
  headersOf,
  type JsonSchema,
  type Operation,
  type OperationId,
  operation,
  operations,
  successEnvelopeSchema,
  type VariantChoices,
} from '../../contracts/index.js'
import { judgeExchange } from '../../traffic/judge-exchange.js'
import { matchExchange, partnerHosts } from '../../traffic/match.js'
import { mutantsOf, valueKinds } from './value-mutants.js'

/** Every kind of mistake: those of a JSON value, and those of what is around it. */
export const kinds = [
  ...valueKinds,
  'an envelope key is renamed',
  'an error code that is not listed',
  'another result type',
  'another status',
  'an answer that is not JSON',
  'a request that is not JSON',
  'a required header is dropped',
  'another header for the user',
  'two headers for the user',
  'a header of another form',
  'another method',
  'another path',
] as const

/** The kind of a mistake. */
export type Kind = (typeof kinds)[number]

/** Something that the contract must refuse, and how the kit judges it. */
export interface Mutant {
  /** The operation or callback. */
  readonly of: string
  /** Where it comes from: `login/loginMe/success`. */
  readonly origin: string
  readonly kind: Kind
  /** What it was changed to, where the kind does not say it: `HTTP_TIMEOUT`, `401`. */
  readonly change?: string
  /** The field that has to be named; one of them is enough. */
  readonly fields: readonly string[]
  /** What the kit says of it. */
  judge(): readonly Found[]
}

/** One thing that the kit reports. */
export interface Found {
  readonly field: string
  readonly rule: string
}

const userHeaders = ['x-toss-user-key', 'x-anon-key']

/** The mutants of a request that the contract accepts, with these variants. */
export function requestMutants(
  id: OperationId,
  origin: string,
  { headers = {}, body }: FixtureRequest,
  choices: VariantChoices = {},
): Mutant[] {
  const { request, user }: Operation = operation(id)
  const made = (kind: Kind, fields: readonly string[], sent: FixtureRequest): Mutant => {
    return { of: id, origin, kind, fields, judge: () => checkRequest(id, { headers: {}, ...sent }, choices) }
  }
  const ofBody =
    body === undefined || request === null
      ? []
      : mutantsOf(body, 'request.body', request.schema).map((mutant) =>
          made(mutant.kind, mutant.fields, { headers, body: mutant.value }),
        )
  const ofHeaders = Object.entries(headers).flatMap(([name, value]): Mutant[] => {
    const field = `request.headers.${name.toLowerCase()}`
    const { [name]: _, ...others } = headers
    const isOfUser = userHeaders.includes(name.toLowerCase())
    const userField = isOfUser && user !== 'none' ? 'request.headers.x-toss-user-key' : field
    // Some requests carry headers that the operation does not read.
    if (!headersOf(operation(id)).some((header) => header.name.toLowerCase() === name.toLowerCase())) return []
    const rest = body === undefined ? {} : { body }
    const other = name.toLowerCase() === 'x-anon-key' ? userHeaders[0] : userHeaders[1]
    return [
      made('a required header is dropped', [userField], { headers: others, ...rest }),
      made('a header of another form', [field], { headers: { ...others, [name]: '' }, ...rest }),
      made('a header of another form', [field], { headers: { ...others, [name]: 'x y'.repeat(99) }, ...rest }),
      ...(isOfUser
        ? [
            made('another header for the user', ['request.headers.x-user-key', userField], {
              headers: { ...others, 'x-user-key': value },
              ...rest,
            }),
            made('two headers for the user', ['request.headers.x-anon-key'], {
              headers: { ...headers, [other as string]: '1' },
              ...rest,
            }),
          ]
        : [
            made('a header of another form', [field], { headers: { ...others, [name]: value.split(' ')[1] ?? '' } }),
            made('a header of another form', [field], { headers: { ...others, [name]: 'Basic dTpw' } }),
          ]),
    ]
  })
  const asText = (kind: 'text' | 'json', contentType: string, fields: readonly string[]): Mutant => ({
    of: id,
    origin,
    kind: 'a request that is not JSON',
    fields,
    judge: () =>
      judgeExchange(operation(id), {
        method: operation(id).method,
        url: operation(id).path,
        request: {
          headers: { ...headers, 'content-type': contentType },
          body: kind === 'text' ? { kind, text: '{"broken":' } : { kind, value: body },
        },
        response: { unanswered: 'not asked' },
      }).findings,
  })
  const ofFormat =
    body === undefined || request === null
      ? []
      : [
          asText('text', 'application/json', ['request.body']),
          asText('json', 'application/x-www-form-urlencoded', ['request.headers.content-type']),
        ]
  return [...ofBody, ...ofHeaders, ...ofFormat]
}

const newNames = {
  resultType: 'result',
  success: 'data',
  error: 'errors',
  errorCode: 'code',
  reason: 'message',
  errorType: 'type',
  data: 'details',
} as const

/** The mutants of an answer that the contract allows. `judge` tells what is said of an answer; without it, `checkResponse`. */
export function responseMutants(
  id: OperationId,
  origin: string,
  { status, body, contentType }: FixtureResponse,
  judge: (answer: FixtureResponse) => readonly Found[] = (answer) => checkResponse(id, answer),
): Mutant[] {
  const made = (kind: Kind, fields: readonly string[], changed: Partial<FixtureResponse>, change = ''): Mutant => {
    const answer = { status, body, ...(contentType !== undefined && { contentType }), ...changed }
    return { of: id, origin, kind, change, fields, judge: () => judge(answer) }
  }
  const ofValue = mutantsOf(body, 'response.body', schemaOf(id, body)).map((mutant) =>
    made(mutant.kind, [...mutant.fields, ...byDefault(body, mutant.kind, mutant.fields)], { body: mutant.value }),
  )
  const statuses = [201, 204, 400, 401, 404, 500].filter((other) => other !== status)
  return [
    ...ofValue,
    ...renamed(body).map(({ name, field, value }) =>
      made(
        'an envelope key is renamed',
        [
          field,
          `${field.slice(0, -name.length)}${newNames[name]}`,
          ...byDefault(body, 'an envelope key is renamed', [field]),
        ],
        { body: value },
      ),
    ),
    ...resultTypes(body).map((value) =>
      made(
        'another result type',
        ['response.body.resultType', 'response.body.success', 'response.body.error'],
        { body: value },
        `${(body as Envelope).resultType} → ${value.resultType}`,
      ),
    ),
    ...unlistedCodes(id, body).map((value) =>
      made('an error code that is not listed', ['response.body.error.errorCode'], { body: value }),
    ),
    ...statuses.map((other) => made('another status', ['response.status'], { status: other }, String(other))),
    made('an answer that is not JSON', ['response.body'], { body: '<html>' }),
    made('an answer that is not JSON', ['response.headers.content-type'], { contentType: 'text/html' }),
  ]
}

/** A variant's answer that lost the one name that tells it from the default is told as what it has to be by default. */
function byDefault(body: unknown, kind: Kind, [field]: readonly string[]): string[] {
  if (kind !== 'a field is dropped' && kind !== 'an envelope key is renamed') return []
  if (field === 'response.body.result') return ['response.body.success']
  const isBare = typeof body === 'object' && body !== null && !('resultType' in body)
  return isBare && field === 'response.body.error' ? ['response.body.resultType'] : []
}

type Envelope = Readonly<Record<string, unknown>> & { readonly error?: Readonly<Record<string, unknown>> | null }

function schemaOf(id: OperationId, body: unknown): JsonSchema | undefined {
  const isSuccess = (body as Envelope | null)?.resultType === 'SUCCESS'
  return isSuccess ? successEnvelopeSchema((operation(id) as Operation).success.schema) : undefined
}

function renamed(body: unknown) {
  const { error, ...envelope } = body as Envelope
  const names = Object.keys(newNames) as (keyof typeof newNames)[]
  const rename = (fields: object, name: keyof typeof newNames) =>
    Object.fromEntries(Object.entries(fields).map(([key, value]) => [key === name ? newNames[name] : key, value]))
  const outer = names
    .filter((name) => name in (body as Envelope) && (body as Envelope)[name] !== null)
    .map((name) => ({ name, field: `response.body.${name}`, value: rename(body as object, name) }))
  if (typeof error !== 'object' || error === null) return outer
  const inner = names
    .filter((name) => name in error)
    .map((name) => ({
      name,
      field: `response.body.error.${name}`,
      value: { ...envelope, error: rename(error, name) },
    }))
  return [...outer, ...inner]
}

function resultTypes(body: unknown): Envelope[] {
  const envelope = body as Envelope
  if (typeof envelope.resultType !== 'string') return []
  const others = ['SUCCESS', 'FAIL', 'success', 'OK', 'HTTP_TIMEOUT', 0].filter((type) => type !== envelope.resultType)
  return others.map((resultType) => ({ ...envelope, resultType }))
}

function unlistedCodes(id: OperationId, body: unknown): unknown[] {
  const { error, resultType } = body as Envelope
  if (typeof error?.errorCode !== 'string' || resultType !== 'FAIL') return []
  const own: readonly string[] = operation(id).failures.map(({ code }) => code)
  const foreign = [...new Set<string>(operations.flatMap(({ failures }) => failures.map(({ code }) => code)))]
  const codes = ['NO_SUCH_CODE', '9999', '', ...foreign.filter((code) => !own.includes(code))]
  return codes.map((errorCode) => ({ ...(body as Envelope), error: { ...error, errorCode } }))
}

const hosts = partnerHosts()

/** Requests to an operation with a wrong method or path; the kit has to name the operation that was meant. */
export function routeMutants(id: OperationId): Mutant[] {
  const { method, path } = operation(id)
  const made = (kind: Kind, wrongMethod: string, wrongPath: string): Mutant => ({
    of: id,
    origin: `${method} ${path}`,
    kind,
    fields: [id],
    judge() {
      const match = matchExchange(
        { method: wrongMethod, url: wrongPath, request: { headers: {}, body: { kind: 'empty' } }, response: noAnswer },
        hosts,
      )
      if (match.kind === 'operation' || match.kind === 'not-mocked') return []
      const text = match.kind === 'mistake' ? match.text : (match.hint ?? '')
      const named = operations.find((candidate) => text.includes(candidate.id))
      const byPath = operations.filter((candidate) => text.includes(candidate.path))
      return [named, ...byPath].flatMap((found) => (found === undefined ? [] : [{ field: found.id, rule: match.kind }]))
    },
  })
  const tail = path.split('/').at(-1) as string
  const methods = ['GET', 'POST', 'PUT', 'DELETE'].filter((other) => other !== method)
  const paths = [
    path.slice(basePath.length),
    `${path}/`,
    `${path}s`,
    path.slice(0, -1),
    path.replace(tail, tail.replaceAll('-', '_')),
    path.replace(
      tail,
      tail.replace(/-\w/g, (letters) => letters.slice(1).toUpperCase()),
    ),
  ].filter((other) => other !== path)
  return [
    ...methods.map((other) => made('another method', other, path)),
    ...paths.map((other) => made('another path', method, other)),
  ]
}

const noAnswer = { unanswered: 'not asked' } as const

/** The mutants of what Toss sends to the partner. */
export function callbackMutants(): Mutant[] {
  return callbacks.flatMap(({ id, requests, headers }) => {
    const authorization = { authorization: `Basic ${Buffer.from('user:password').toString('base64')}` }
    return (requests as readonly CallbackRequest[]).flatMap(({ method, in: part, schema, example }) => {
      const origin = `${id} ${method}`
      const sent = { method, headers: authorization, [part]: example }
      const made = (kind: Kind, fields: readonly string[], changed: object): Mutant => {
        return { of: id, origin, kind, fields, judge: () => checkCallback(id as CallbackId, { ...sent, ...changed }) }
      }
      return [
        ...mutantsOf(example, `request.${part}`, schema).map((mutant) =>
          made(mutant.kind, mutant.fields, { [part]: mutant.value }),
        ),
        ...(headers[0].required
          ? [made('a required header is dropped', ['request.headers.authorization'], { headers: {} })]
          : []),
        made('a header of another form', ['request.headers.authorization'], { headers: { authorization: 'Bearer x' } }),
        made('another method', ['request.method'], { method: 'PUT' }),
      ]
    })
  })
}
