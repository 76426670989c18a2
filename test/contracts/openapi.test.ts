import { describe, expect, it } from 'vitest'
import {
  callbacks,
  type JsonSchema,
  loadFixtures,
  type Operation,
  openApiDocument,
  operations,
  productionOrigins,
  readableByGenerators,
  variants,
} from '../../contracts/index.js'
import { compileSchema } from '../../contracts/schema-compiler.js'
import { controlOpenApiDocument } from '../../mock-server/control/openapi.js'

// biome-ignore lint/suspicious/noExplicitAny: the test walks a document whose shape it is there to find out
type Json = any

const all: readonly Operation[] = operations
const fixtures = await loadFixtures()
const document: Json = openApiDocument({ fixtures })

/** The document with every `$ref` replaced by what it points at. */
function dereference(node: Json): Json {
  if (Array.isArray(node)) return node.map(dereference)
  if (typeof node !== 'object' || node === null) return node
  if (typeof node.$ref === 'string') {
    expect(node.$ref).toMatch(/^#\//)
    const target = node.$ref
      .slice(2)
      .split('/')
      .reduce((parent: Json, key: string) => parent?.[key], document)
    expect(target, node.$ref).toBeDefined()
    return dereference(target)
  }
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, dereference(value)]))
}

const flat = dereference(document)
const operationIn = ({ path, method }: Operation): Json => flat.paths[path]?.[method.toLowerCase()]

/** Every `{ schema, examples }` of the document. */
function* mediaTypes(node: Json): Generator<{ schema: JsonSchema; examples?: Record<string, { value: unknown }> }> {
  if (typeof node !== 'object' || node === null) return
  if (node['application/json']?.schema !== undefined) yield node['application/json']
  for (const value of Object.values(node)) yield* mediaTypes(value)
}

describe('the OpenAPI document', () => {
  it('is plain JSON that shares nothing with the contract', () => {
    expect(JSON.parse(JSON.stringify(document))).toEqual(document)
    const again: Json = openApiDocument()
    again.components.schemas.LoginGenerateTokenSuccess.properties.scope = 'changed'
    expect(JSON.stringify(openApiDocument())).not.toContain('"changed"')
  })

  it('says that it is unofficial, and its licence', () => {
    expect(document.openapi).toBe('3.1.0')
    expect(document.info.title).toMatch(/unofficial/)
    expect(document.info.description).toMatch(/Toss did not make or endorse it/)
    expect(document.info.license).toEqual({ name: 'MIT', identifier: 'MIT' })
  })

  it('has every operation under its id, with tag, failures, facts and provenance', () => {
    for (const operation of all) {
      const described = operationIn(operation)
      expect(described?.operationId).toBe(operation.id)
      expect(document.tags.map((tag: Json) => tag.name)).toContain(described.tags[0])
      expect(described['x-failures'].map((failure: Json) => failure.code)).toEqual(
        operation.failures.map(({ code }) => code),
      )
      expect(described['x-behaviours']).toHaveLength(operation.behaviours.length)
      expect(described['x-limits']).toHaveLength(operation.limits.length)
      expect(described['x-provenance']).toEqual(operation.provenance)
      expect(Object.keys(described.responses)).toEqual(expect.arrayContaining(['200', '400', '500']))
    }
    const described = Object.values(flat.paths).flatMap((item: Json) => [item.get, item.post].filter(Boolean))
    expect(described).toHaveLength(all.length)
  })

  it('has a response for the status of each variant', () => {
    for (const { id, options, operations: of } of variants) {
      for (const operation of all.filter((known) => (of as readonly string[]).includes(known.id))) {
        expect(operationIn(operation)['x-variants'].map((variant: Json) => variant.id)).toContain(id)
        for (const { response } of Object.values(options) as { response?: { status: number } }[]) {
          if (response) expect(operationIn(operation).responses).toHaveProperty(String(response.status))
        }
      }
    }
  })

  it('demands the client certificate everywhere, and the access token where one is read', () => {
    expect(document.components.securitySchemes.clientCertificate.type).toBe('mutualTLS')
    for (const operation of all) {
      const [requirement] = operationIn(operation).security
      expect(requirement).toHaveProperty('clientCertificate')
      expect('accessToken' in requirement).toBe(operation.user === 'bearer')
      const names = operationIn(operation).parameters.map((parameter: Json) => parameter.name.toLowerCase())
      expect(names).not.toContain('authorization')
      if (operation.user.endsWith('key'))
        expect(names).toEqual(expect.arrayContaining(['x-toss-user-key', 'x-anon-key']))
    }
  })

  it('names the production server of each operation, and a server of the caller first', () => {
    const own: Json = openApiDocument({ serverUrl: 'https://localhost:8443' })
    for (const operation of all) {
      const urls = (of: Json) => (of.paths[operation.path].servers ?? of.servers).map((server: Json) => server.url)
      expect(urls(document)).toEqual([productionOrigins[operation.host]])
      expect(urls(own)).toEqual(['https://localhost:8443', productionOrigins[operation.host]])
    }
  })

  it('has only schemas that compile, and examples that they accept', () => {
    let examples = 0
    for (const { schema, examples: own } of mediaTypes(flat)) {
      const validate = compileSchema(schema)
      for (const [name, { value }] of Object.entries(own ?? {})) {
        expect(validate(value), `${name}: ${JSON.stringify(validate.errors?.slice(0, 3))}`).toBe(true)
        examples++
      }
    }
    const accepted = fixtures.filter(({ verdict, part }) => verdict === 'accept' && part === 'response')
    expect(examples).toBeGreaterThanOrEqual(accepted.length)
  })

  it('names as first example of each answer the plain success', () => {
    const gone = /FAIL|CANCEL|REFUND|PENDING|ERROR|NOT_FOUND|MISMATCH/
    for (const operation of all) {
      const { examples } = operationIn(operation).responses['200'].content['application/json']
      const [name, first]: [string, Json] = Object.entries(examples)[0] as never
      expect(name, operation.id).toMatch(/^success/)
      const { resultType, success } = first.value
      const state = typeof success === 'string' ? success : (success?.status ?? success?.payStatus ?? '')
      expect({ resultType, gone: gone.test(state) }, `${operation.id}: ${state}`).toEqual({
        resultType: 'SUCCESS',
        gone: false,
      })
    }
  })

  it('names the access token before the certificate, for readers that take the first of two schemes', () => {
    const { security } = document.paths['/api-partner/v1/apps-in-toss/user/oauth2/login-me'].get
    expect(Object.keys(security[0])).toEqual(['accessToken', 'clientCertificate'])
  })

  it('has a webhook for each callback', () => {
    expect(Object.keys(document.webhooks).sort()).toEqual(callbacks.map(({ id }) => id).sort())
    for (const { id, requests } of callbacks) {
      for (const { method } of requests) expect(flat.webhooks[id]).toHaveProperty(method.toLowerCase())
    }
  })
})

const documents: [string, Json][] = [
  ['partner API', document],
  ['control API', controlOpenApiDocument('http://127.0.0.1:8444')],
]

describe.each(documents)('what generators of code make of the document: %s', (_name, of) => {
  it('lists several types only as one plain type or null: the rest is anyOf of one type each', () => {
    for (const [place, schema] of schemasOf(of)) {
      if (!Array.isArray(schema.type)) continue
      const plain = schema.type.length === 2 && schema.type.includes('null')
      expect(plain && schema.enum === undefined && schema.properties === undefined, place).toBe(true)
    }
  })

  it('has no null among enumerated values', () => {
    for (const [place, schema] of schemasOf(of)) expect(schema.enum ?? [], place).not.toContain(null)
  })

  it('names no range of statuses that a generator would write as a number', () => {
    for (const item of Object.values<Json>(of.paths)) {
      for (const operation of [item.get, item.post, item.put, item.patch, item.delete].filter(Boolean)) {
        expect(Object.keys(operation.responses).filter((status) => !/^(\d{3}|default)$/.test(status))).toEqual([])
      }
    }
  })

  it('declares the tags of every operation, and none that is not used', () => {
    const used = [...Object.values<Json>(of.paths), ...Object.values<Json>(of.webhooks ?? {})]
      .flatMap((item) => [item.get, item.post, item.put, item.patch, item.delete].filter(Boolean))
      .flatMap((operation) => operation.tags)
    expect(of.tags.map((tag: Json) => tag.name).sort()).toEqual([...new Set(used)].sort())
    for (const { description } of of.tags) expect(description).toMatch(/\w/)
  })
})

describe('readableByGenerators', () => {
  it('keeps names of fields and values apart from keywords, and what is said of all types outside', () => {
    const schema = {
      type: 'object',
      properties: { type: { type: ['string', 'null'] }, enum: { type: ['integer', 'string'], minimum: 1, title: 't' } },
      examples: [{ type: ['string', 'integer'], enum: [null] }],
    }
    expect(readableByGenerators(schema)).toEqual({
      ...schema,
      properties: {
        type: { type: ['string', 'null'] },
        enum: { title: 't', anyOf: [{ type: 'integer', minimum: 1 }, { type: 'string' }] },
      },
    })
  })
})

/** Every schema, and whatever else has a \`type\` or an \`enum\`, with its place; examples are values, and left out. */
function* schemasOf(node: Json, place = '#', named = false): Generator<[string, Json]> {
  if (typeof node !== 'object' || node === null) return
  if (!named && !Array.isArray(node)) yield [place, node]
  for (const [key, value] of Object.entries(node)) {
    if (!named && ['example', 'examples', 'default', 'const', 'enum'].includes(key)) continue
    yield* schemasOf(value, `${place}/${key}`, !named && key === 'properties')
  }
}
