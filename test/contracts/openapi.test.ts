import { describe, expect, it } from 'vitest'
import {
  callbacks,
  type JsonSchema,
  loadFixtures,
  type Operation,
  openApiDocument,
  operations,
  productionOrigins,
  variants,
} from '../../contracts/index.js'
import { compileSchema } from '../../contracts/schema-compiler.js'

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

  it('has a webhook for each callback', () => {
    expect(Object.keys(document.webhooks).sort()).toEqual(callbacks.map(({ id }) => id).sort())
    for (const { id, requests } of callbacks) {
      for (const { method } of requests) expect(flat.webhooks[id]).toHaveProperty(method.toLowerCase())
    }
  })
})
