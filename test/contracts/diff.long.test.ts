import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  type ChangeRule,
  changeRules,
  diffContracts,
  loadFixtures,
  openApiDocument,
  operations,
} from '../../contracts/index.js'

// biome-ignore lint/suspicious/noExplicitAny: documents are changed in every way
type Json = any

const id = 'demo.call'
const route = '/demo/call'

/** A document with one operation: `sent` is what the client sends, `received` what it reads. */
function document({
  sent,
  received,
  ...more
}: {
  sent?: object
  received?: object
  [name: string]: unknown
} = {}): Json {
  const operation = {
    operationId: id,
    ...(sent !== undefined && { requestBody: { required: true, content: { 'application/json': { schema: sent } } } }),
    responses: { 200: { content: { 'application/json': { schema: received ?? { type: 'object' } } } } },
    ...more,
  }
  return { openapi: '3.1.0', info: { title: 'demo', version: '1' }, paths: { [route]: { post: operation } } }
}

/** `rule effect field` of every change. */
function changes(before: Json, after: Json): string[] {
  return diffContracts(before, after).changes.map(({ rule, effect, field }) => `${rule} ${effect} ${field}`.trim())
}

const seen = new Set<string>()

function noted(found: readonly string[]): readonly string[] {
  for (const change of found) seen.add(change.split(' ')[0] as string)
  return found
}

const field = (schema: object, more: object = {}) => ({ type: 'object', properties: { a: schema }, ...more })
const text = { type: 'string' }
const nothing = { type: 'null' }
const anyOf = (...branches: object[]) => ({ anyOf: branches })

/** Schema before, schema after, the rule, and its effect where the client sends it and where it reads it. */
const schemaChanges: readonly [string, object, object, string, 'breaking' | 'compatible', 'breaking' | 'compatible'][] =
  [
    ['a field goes', field(text), { type: 'object' }, 'field-removed', 'breaking', 'breaking'],
    ['a field comes', { type: 'object' }, field(text), 'field-added', 'compatible', 'compatible'],
    [
      'a field comes where there were no others',
      { type: 'object', additionalProperties: false },
      field(text, { additionalProperties: false }),
      'field-added-closed',
      'compatible',
      'breaking',
    ],
    [
      'a field becomes required',
      field(text),
      field(text, { required: ['a'] }),
      'field-required',
      'breaking',
      'compatible',
    ],
    [
      'a field becomes optional',
      field(text, { required: ['a'] }),
      field(text),
      'field-optional',
      'compatible',
      'breaking',
    ],
    ['another type', field(text), field({ type: 'integer' }), 'type-changed', 'breaking', 'breaking'],
    ['fewer types', field({ type: ['string', 'integer'] }), field(text), 'type-narrowed', 'breaking', 'compatible'],
    ['more types', field(text), field({ type: ['string', 'integer'] }), 'type-widened', 'compatible', 'breaking'],
    [
      'a number must be an integer',
      field({ type: 'number' }),
      field({ type: 'integer' }),
      'type-narrowed',
      'breaking',
      'compatible',
    ],
    [
      'an integer may be any number',
      field({ type: 'integer' }),
      field({ type: 'number' }),
      'type-widened',
      'compatible',
      'breaking',
    ],
    [
      'anything becomes a string or null',
      field({}),
      field({ type: ['string', 'null'] }),
      'type-narrowed',
      'breaking',
      'compatible',
    ],
    ['null is allowed', field(text), field({ type: ['string', 'null'] }), 'null-allowed', 'compatible', 'breaking'],
    ['null is refused', field({ type: ['string', 'null'] }), field(text), 'null-refused', 'breaking', 'compatible'],
    [
      'null is allowed, as OpenAPI 3.0 says it',
      field(text),
      field({ type: 'string', nullable: true }),
      'null-allowed',
      'compatible',
      'breaking',
    ],
    ['a value goes', field({ enum: ['x', 'y'] }), field({ enum: ['x'] }), 'enum-narrowed', 'breaking', 'compatible'],
    ['a value comes', field({ enum: ['x'] }), field({ enum: ['x', 'y'] }), 'enum-widened', 'compatible', 'breaking'],
    [
      'a constant becomes one of two',
      field({ const: 'x' }),
      field({ enum: ['x', 'y'] }),
      'enum-widened',
      'compatible',
      'breaking',
    ],
    [
      'any text becomes one of two',
      field(text),
      field({ ...text, enum: ['x', 'y'] }),
      'enum-narrowed',
      'breaking',
      'compatible',
    ],
    [
      'one of two becomes any text',
      field({ ...text, enum: ['x', 'y'] }),
      field(text),
      'enum-widened',
      'compatible',
      'breaking',
    ],
    [
      'a shorter text',
      field({ ...text, maxLength: 50 }),
      field({ ...text, maxLength: 30 }),
      'rule-tightened',
      'breaking',
      'compatible',
    ],
    [
      'a longer text',
      field({ ...text, maxLength: 30 }),
      field({ ...text, maxLength: 50 }),
      'rule-loosened',
      'compatible',
      'breaking',
    ],
    [
      'a higher minimum',
      field({ type: 'integer', minimum: 0 }),
      field({ type: 'integer', minimum: 1 }),
      'rule-tightened',
      'breaking',
      'compatible',
    ],
    [
      'a lower minimum',
      field({ type: 'integer', minimum: 1 }),
      field({ type: 'integer', minimum: 0 }),
      'rule-loosened',
      'compatible',
      'breaking',
    ],
    ['a new pattern', field(text), field({ ...text, pattern: '^a' }), 'rule-tightened', 'breaking', 'compatible'],
    ['no pattern any more', field({ ...text, pattern: '^a' }), field(text), 'rule-loosened', 'compatible', 'breaking'],
    [
      'another pattern',
      field({ ...text, pattern: '^a' }),
      field({ ...text, pattern: '^b' }),
      'rule-changed',
      'breaking',
      'breaking',
    ],
    [
      'another choice of fields',
      field(text, { anyOf: [{ required: ['a'] }, { required: ['b'] }] }),
      field(text, { anyOf: [{ required: ['a'] }] }),
      'rule-changed',
      'breaking',
      'breaking',
    ],
    [
      'no other fields any more',
      field(text),
      field(text, { additionalProperties: false }),
      'other-fields-refused',
      'breaking',
      'compatible',
    ],
    [
      'other fields',
      field(text, { additionalProperties: false }),
      field(text),
      'other-fields-allowed',
      'compatible',
      'breaking',
    ],
    [
      'values of a map',
      { type: 'object', additionalProperties: text },
      { type: 'object', additionalProperties: { type: 'integer' } },
      'type-changed',
      'breaking',
      'breaking',
    ],
    [
      'items of a list',
      field({ type: 'array', items: text }),
      field({ type: 'array', items: { type: ['string', 'null'] } }),
      'null-allowed',
      'compatible',
      'breaking',
    ],
    ['a form goes', { oneOf: [text, { type: 'object' }] }, text, 'form-removed', 'breaking', 'compatible'],
    ['a form comes', text, { oneOf: [text, { type: 'object' }] }, 'form-added', 'compatible', 'breaking'],
    ['encrypted', field(text), field({ ...text, 'x-encrypted': true }), 'encryption-changed', 'breaking', 'breaking'],
  ]

describe('schemas', () => {
  test.each(schemaChanges)('%s', (_what, before, after, rule, sent, received) => {
    const asked = noted(changes(document({ sent: before }), document({ sent: after })))
    expect(asked).toEqual([expect.stringMatching(new RegExp(`^${rule} ${sent} request\\.body`))])
    const answered = noted(changes(document({ received: before }), document({ received: after })))
    expect(answered).toEqual([expect.stringMatching(new RegExp(`^${rule} ${received} response 200`))])
  })

  test('a new required field breaks those who send it, and nobody who reads it', () => {
    const [before, after] = [{ type: 'object' }, field(text, { required: ['a'] })]
    expect(noted(changes(document({ sent: before }), document({ sent: after })))).toEqual([
      'field-added-required breaking request.body.a',
    ])
    expect(changes(document({ received: before }), document({ received: after }))).toEqual([
      'field-added compatible response 200.a',
    ])
  })

  test('the path of a change leads through lists, maps and objects', () => {
    const deep = (type: string) =>
      field({ type: 'array', items: { type: 'object', additionalProperties: field({ type }) } })
    expect(changes(document({ sent: deep('string') }), document({ sent: deep('integer') }))).toEqual([
      'type-changed breaking request.body.a[].*.a',
    ])
  })

  test('references are followed, those in a circle too, and allOf is one schema', () => {
    const node = { type: 'object', properties: { next: { $ref: '#/components/schemas/Node' }, a: text } }
    const withNode = (schema: object): Json => ({
      ...document({ received: { $ref: '#/components/schemas/Node' } }),
      components: { schemas: { Node: schema } },
    })
    expect(changes(withNode(node), withNode(node))).toEqual([])
    const other = { ...node, properties: { ...node.properties, a: { type: 'integer' } } }
    expect(changes(withNode(node), withNode(other))).toEqual(['type-changed breaking response 200.a'])
    const split = {
      allOf: [{ type: 'object', properties: { next: node.properties.next } }, { properties: { a: text } }],
    }
    expect(changes(withNode(node), withNode(split))).toEqual([])
  })

  test.each<[string, object, object]>([
    ['a nullable enum', { type: ['string', 'null'], enum: ['A', null] }, anyOf({ ...text, enum: ['A'] }, nothing)],
    ['a nullable object', { ...field(text), type: ['object', 'null'] }, anyOf(field(text), nothing)],
    ['a nullable const', { type: ['string', 'null'], enum: ['A', null] }, anyOf({ ...text, const: 'A' }, nothing)],
    [
      'an integer or a text of digits',
      { type: ['integer', 'string'], minimum: 1, pattern: '^[0-9]+$' },
      anyOf({ type: 'integer', minimum: 1 }, { type: 'string', pattern: '^[0-9]+$' }),
    ],
  ])('%s is the same as a list of types and as anyOf', (_what, list, branches) => {
    const before = document({ sent: field(list), received: field(list) })
    const after = document({ sent: field(branches), received: field(branches) })
    expect(changes(before, after)).toEqual([])
    expect(changes(after, before)).toEqual([])
    const other = document({ sent: field(branches), received: field({ type: 'boolean' }) })
    expect(changes(before, other)).not.toEqual([])
  })

  test('schemas that all contain one another are compared once on the way down, and a change is told nearest first', () => {
    const names = Array.from({ length: 30 }, (_, index) => `S${index}`)
    const refs = Object.fromEntries(names.map((name) => [name, { $ref: `#/components/schemas/${name}` }]))
    const world = (last: object): Json => ({
      ...document({ received: { $ref: '#/components/schemas/S0' } }),
      components: {
        schemas: Object.fromEntries(
          names.map((name) => [name, { type: 'object', properties: { ...refs, ...(name === 'S29' && { a: last }) } }]),
        ),
      },
    })
    expect(changes(world(text), world(text))).toEqual([])
    const found = changes(world(text), world({ type: 'integer' }))
    expect(found[0]).toBe('type-changed breaking response 200.S29.a')
    expect(found).toHaveLength(20)
  })

  test.each([
    ['items', { type: 'array', items: { $ref: '#/components/schemas/Deep' } }],
    ['other fields', { type: 'object', additionalProperties: { $ref: '#/components/schemas/Deep' } }],
    ['forms', { oneOf: [{ type: 'string' }, { type: 'array', items: { $ref: '#/components/schemas/Deep' } }] }],
    ['itself or null', { type: 'object', properties: { next: anyOf({ $ref: '#/components/schemas/Deep' }, nothing) } }],
    ['a part of itself', { allOf: [{ $ref: '#/components/schemas/Deep' }, { type: 'object' }] }],
  ])('a schema that contains itself as %s is compared with one that contains nothing', (_, deep) => {
    const world = (schema: object): Json => ({
      ...document({ received: { $ref: '#/components/schemas/Deep' } }),
      components: { schemas: { Deep: schema } },
    })
    expect(changes(world(deep), world(deep))).toEqual([])
    for (const bare of [{}, { type: 'array' }, { type: 'object' }]) {
      expect(changes(world(bare), world(deep)).length).toBeLessThan(10)
      expect(changes(world(deep), world(bare)).length).toBeLessThan(10)
    }
  })

  test('forms are compared with those most like them, in whatever order', () => {
    const success = { type: 'object', properties: { resultType: { const: 'SUCCESS' }, success: text } }
    const fail = { type: 'object', properties: { resultType: { const: 'FAIL' }, error: { type: 'object' } } }
    const before = { oneOf: [success, fail] }
    expect(changes(document({ received: before }), document({ received: { oneOf: [fail, success] } }))).toEqual([])
    const nullable = { ...success, properties: { ...success.properties, success: { type: ['string', 'null'] } } }
    expect(changes(document({ received: before }), document({ received: { oneOf: [fail, nullable] } }))).toEqual([
      'null-allowed breaking response 200.success',
    ])
    const third = { type: 'object', properties: { resultType: { const: 'HTTP_TIMEOUT' } } }
    const [added] = diffContracts(
      document({ received: before }),
      document({ received: { oneOf: [fail, third, success] } }),
    ).changes
    expect(added).toMatchObject({ rule: 'form-added', effect: 'breaking', text: 'now also resultType "HTTP_TIMEOUT"' })
  })
})

describe('operations', () => {
  const two = (): Json => {
    const both = document()
    both.paths['/demo/other'] = { post: { ...both.paths[route].post, operationId: 'demo.other' } }
    return both
  }

  test('removed, added, moved', () => {
    expect(noted(changes(two(), document()))).toEqual(['operation-removed breaking'])
    expect(noted(changes(document(), two()))).toEqual(['operation-added compatible'])
    const moved = document()
    moved.paths = { '/demo/v2/call': moved.paths[route] }
    expect(noted(changes(document(), moved))).toEqual(['operation-moved breaking'])
    const put = document()
    put.paths[route] = { put: put.paths[route].post }
    expect(changes(document(), put)).toEqual(['operation-moved breaking'])
  })

  test('request bodies', () => {
    const body = (required: boolean, type = 'application/json') => ({
      requestBody: { required, content: { [type]: { schema: text } } },
    })
    expect(noted(changes(document(), document(body(true))))).toEqual(['body-required breaking request.body'])
    expect(noted(changes(document(), document(body(false))))).toEqual(['body-added compatible request.body'])
    expect(noted(changes(document(body(true)), document()))).toEqual(['body-removed breaking request.body'])
    expect(noted(changes(document(body(false)), document(body(true))))).toEqual(['body-required breaking request.body'])
    expect(noted(changes(document(body(true)), document(body(false))))).toEqual([
      'body-optional compatible request.body',
    ])
    expect(noted(changes(document(body(true)), document(body(true, 'text/plain'))))).toEqual([
      'content-type-removed breaking request.body',
      'content-type-added compatible request.body',
    ])
  })

  test('parameters', () => {
    const header = (more: object) => document({ parameters: [{ name: 'X-Key', in: 'header', schema: text, ...more }] })
    expect(noted(changes(header({}), document()))).toEqual(['parameter-removed breaking request.headers.x-key'])
    expect(changes(document(), header({}))).toEqual(['field-added compatible request.headers.x-key'])
    expect(changes(document(), header({ required: true }))).toEqual([
      'field-added-required breaking request.headers.x-key',
    ])
    expect(changes(header({}), header({ required: true }))).toEqual(['field-required breaking request.headers.x-key'])
    expect(changes(header({ required: true }), header({}))).toEqual(['field-optional compatible request.headers.x-key'])
    expect(changes(header({}), header({ name: 'x-key' }))).toEqual([])
    expect(changes(header({}), header({ schema: { ...text, minLength: 1 } }))).toEqual([
      'rule-tightened breaking request.headers.x-key',
    ])
  })

  test('statuses and media types of answers', () => {
    const answers = (responses: object) => document({ responses })
    const json = { content: { 'application/json': { schema: text } } }
    expect(noted(changes(answers({ 200: json }), answers({ 200: json, 404: json })))).toEqual([
      'status-added breaking response 404',
    ])
    expect(noted(changes(answers({ 200: json, 404: json }), answers({ 200: json })))).toEqual([
      'status-removed compatible response 404',
    ])
    const html = { content: { 'text/html': { schema: text } } }
    expect(changes(answers({ 200: json }), answers({ 200: html }))).toEqual([
      'content-type-added breaking response 200',
      'content-type-removed compatible response 200',
    ])
  })

  test('who may call', () => {
    const secured = (...security: object[]) => document({ security })
    expect(noted(changes(secured({ mtls: [] }), secured({ mtls: [], token: [] })))).toEqual([
      'security-tightened breaking security',
    ])
    expect(noted(changes(secured({ mtls: [], token: [] }), secured({ mtls: [] })))).toEqual([
      'security-loosened compatible security',
    ])
    expect(changes(secured({ mtls: [] }), secured({ token: [] }))).toEqual(['security-tightened breaking security'])
    expect(changes(secured({ mtls: [] }), secured({ mtls: [] }, { token: [] }))).toEqual([
      'security-loosened compatible security',
    ])
    expect(changes(document(), secured({ mtls: [] }))).toEqual(['security-tightened breaking security'])
    const user = (need: string) => document({ 'x-user': need })
    expect(noted(changes(user('optional-key'), user('key')))).toEqual(['user-tightened breaking x-user'])
    expect(noted(changes(user('key'), user('optional-key')))).toEqual(['user-loosened compatible x-user'])
    expect(changes(user('key'), user('bearer'))).toEqual(['user-tightened breaking x-user'])
  })

  test('servers, but not where somebody ran a mock', () => {
    const served = (...urls: string[]) => document({ servers: urls.map((url) => ({ url })) })
    expect(noted(changes(served('https://a.example'), served('https://b.example')))).toEqual([
      'server-removed breaking',
      'server-added compatible',
    ])
    expect(changes(served('https://127.0.0.1:8443', 'https://a.example'), served('https://a.example'))).toEqual([])
  })

  test('error codes: new ones, gone ones, other statuses, other texts', () => {
    const failing = (...failures: object[]) => document({ 'x-failures': failures })
    const failure = { code: '4010', httpStatus: 200, reason: 'a' }
    expect(noted(changes(failing(), failing(failure)))).toEqual(['code-added breaking error code 4010'])
    expect(noted(changes(failing(failure), failing()))).toEqual(['code-removed compatible error code 4010'])
    expect(noted(changes(failing(failure), failing({ ...failure, httpStatus: 401 })))).toEqual([
      'code-status-changed breaking error code 4010',
    ])
    expect(noted(changes(failing(failure), failing({ ...failure, reason: 'b' })))).toEqual([
      'reason-changed info error code 4010',
    ])
  })

  test('what is known, and facts that are no shape: for information', () => {
    const known = (word: string) => document({ 'x-provenance': { known: word } })
    expect(noted(changes(known('assumed'), known('documented')))).toEqual(['provenance-changed info'])
    const limits = (...list: object[]) => document({ 'x-limits': list })
    const limit = { id: 'l', text: 'Ten a minute.' }
    expect(noted(changes(limits(), limits(limit)))).toEqual(['fact-added info limit l'])
    expect(noted(changes(limits(limit), limits()))).toEqual(['fact-removed info limit l'])
    expect(noted(changes(limits(limit), limits({ ...limit, text: 'Five a minute.' })))).toEqual([
      'fact-changed info limit l',
    ])
    const variants = (byDefault: string) =>
      document({ 'x-variants': [{ id: 'v', options: { a: {}, b: {} }, default: byDefault }] })
    expect(noted(changes(variants('a'), variants('b')))).toEqual(['variant-changed info variant v'])
  })

  test('a webhook is the other way round: the client reads the request and writes the answer', () => {
    const webhook = (schema: object, status = '200', more: object = {}): Json => ({
      ...document(),
      webhooks: {
        hook: {
          post: {
            ...document({ sent: schema }).paths[route].post,
            operationId: 'hook',
            responses: { [status]: {} },
            ...more,
          },
        },
      },
    })
    expect(noted(changes(webhook(text), document()))).toEqual(['webhook-removed breaking'])
    expect(noted(changes(document(), webhook(text)))).toEqual(['webhook-added compatible'])
    expect(changes(webhook(field(text)), webhook(field({ type: ['string', 'null'] })))).toEqual([
      'null-allowed breaking request.body.a',
    ])
    expect(changes(webhook(field(text)), webhook(field(text, { required: ['a'] })))).toEqual([
      'field-required compatible request.body.a',
    ])
    expect(changes(webhook(text, '200'), webhook(text, '2XX'))).toEqual([
      'status-removed breaking response 200',
      'status-added compatible response 2XX',
    ])
    expect(changes(webhook(text, '200', { security: [{ basic: [] }] }), webhook(text))).toEqual([
      'security-loosened breaking security',
    ])
  })
})

describe('our own document', async () => {
  const own = (): Json => openApiDocument()

  test('is like itself, with or without examples and the address of a mock', async () => {
    const served = openApiDocument({ serverUrl: 'https://127.0.0.1:8443', fixtures: await loadFixtures() })
    expect(diffContracts(own(), served)).toEqual({
      breaking: false,
      counts: { breaking: 0, compatible: 0, info: 0 },
      changes: [],
    })
  })

  test.each(operations.map(({ id, path, method, failures }) => ({ id, path, method, failures })))(
    '$id: an error code that goes or comes is told once, and nothing else',
    ({ id: operation, path, method, failures }) => {
      const code = failures[0].code
      const changed = own()
      const node = changed.paths[path][method.toLowerCase()]
      node['x-failures'] = node['x-failures'].filter((failure: Json) => failure.code !== code)
      for (const { content } of Object.values(node.responses) as Json[])
        withoutCode(content['application/json'].schema, code)
      const told = (before: Json, after: Json) =>
        diffContracts(before, after).changes.map((change) => [change.rule, change.operation, change.field])
      expect(told(own(), changed)).toEqual([['code-removed', operation, `error code ${code}`]])
      expect(told(changed, own())).toEqual([['code-added', operation, `error code ${code}`]])
    },
  )

  test('data of a failure, a payload, a field of a webhook: the change is told with its path', () => {
    const changed = own()
    changed.components.schemas.PayMakePaymentSuccess.properties.payToken.type = ['string', 'null']
    changed.webhooks['callbacks.unlink'].post.requestBody.content[
      'application/json'
    ].schema.properties.referrer.enum.push('NEW')
    const path = '/api-partner/v1/apps-in-toss/user/oauth2/generate-token'
    const forms = changed.paths[path].post.responses['200'].content['application/json'].schema.oneOf
    const limited = forms.find((form: Json) => form.properties.error?.properties?.data?.properties?.retryAfterSeconds)
    limited.properties.error.properties.data.properties.retryAfterSeconds.type = 'string'
    expect(
      diffContracts(own(), changed).changes.map(({ rule, effect, operation, field: at }) => [
        rule,
        effect,
        operation,
        at,
      ]),
    ).toEqual([
      ['type-changed', 'breaking', 'login.generateToken', 'response 200.error.data.retryAfterSeconds'],
      ['null-allowed', 'breaking', 'pay.makePayment', 'response 200.success.payToken'],
      ['enum-widened', 'breaking', 'callbacks.unlink.post', 'request.body.referrer'],
    ])
  })
})

function withoutCode(node: Json, code: string): void {
  if (typeof node !== 'object' || node === null) return
  if (Array.isArray(node)) {
    for (const item of node) withoutCode(item, code)
    return
  }
  const codes = node.errorCode?.enum
  if (Array.isArray(codes)) node.errorCode.enum = codes.filter((other: string) => other !== code)
  for (const value of Object.values(node)) withoutCode(value, code)
}

test.each([
  ['no object', [], /^the first document is no OpenAPI 3\.0 or 3\.1 document/],
  ['Swagger 2', { swagger: '2.0', paths: {} }, /openapi must be 3\.x$/],
  ['no paths', { openapi: '3.1.0' }, /^the first document has neither paths nor webhooks$/],
])('%s: ERR_OPENAPI_FILE', (_what, wrong, message) => {
  expect(() => diffContracts(wrong, document())).toThrow(message)
  expect(() => diffContracts(document(), wrong)).toThrow(/^the second document/)
})

test('every rule was seen above, and is explained in docs/contract-diff.md with its effect', () => {
  const rules = Object.keys(changeRules) as ChangeRule[]
  expect(rules.filter((rule) => !seen.has(rule))).toEqual([])
  const page = readFileSync(new URL('../../docs/contract-diff.md', import.meta.url), 'utf8')
  const rows = [...page.matchAll(/^\| `([a-z-]+)` \| (\w+) \| (\w+) \|/gm)].map(([, rule, sent, received]) => [
    rule,
    sent,
    received,
  ])
  expect(rows).toEqual(
    rules.map((rule) => {
      const effects = changeRules[rule]
      return typeof effects === 'string' ? [rule, effects, effects] : [rule, effects.sent, effects.received]
    }),
  )
})
