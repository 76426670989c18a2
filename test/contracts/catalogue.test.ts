import { describe, expect, it } from 'vitest'
import {
  basePath,
  callbacks,
  headersOf,
  type JsonSchema,
  type Operation,
  operations,
  type Provenance,
  responseShapes,
  type Variant,
  variants,
} from '../../contracts/index.js'
import { compileSchema } from '../../contracts/schema-compiler.js'

const all: readonly Operation[] = operations
const allVariants: readonly Variant[] = variants

function expectProvenance(provenance: Provenance | undefined, where: string) {
  expect(provenance, where).toBeDefined()
  expect(['documented', 'observed', 'relied-on', 'assumed'], where).toContain(provenance?.known)
  expect(provenance?.source, where).not.toBe('')
  expect(provenance?.date, where).toMatch(/^20\d\d(-\d\d){1,2}$/)
  // Which part is assumed is a field: nobody has to look for the word in a sentence.
  if (provenance?.known !== 'assumed') expect(provenance?.source, where).not.toMatch(/\bassumed\b/)
}

/** Calls `visit` for a schema and each schema inside, with the nearest provenance at or above it. */
function walk(
  schema: JsonSchema,
  inherited: Provenance | undefined,
  where: string,
  visit: (schema: JsonSchema, provenance: Provenance | undefined, where: string) => void,
) {
  const provenance = schema['x-provenance'] ?? inherited
  visit(schema, provenance, where)
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    walk(property, provenance, `${where}.${name}`, visit)
  }
  const inner = [schema.items, schema.additionalProperties, ...(schema.oneOf ?? []), ...(schema.anyOf ?? [])]
  for (const part of inner) if (typeof part === 'object') walk(part, provenance, `${where}/`, visit)
}

/** A schema of the contract, with where it stands and how it is known as a whole. */
type Placed = [where: string, schema: JsonSchema, provenance: Provenance]

function schemasOf(operation: Operation): Placed[] {
  const { id, request, success, failures } = operation
  const placed: Placed[] = [[`${id} success`, success.schema, success.provenance]]
  for (const { name, schema, provenance } of headersOf(operation)) placed.push([`${id} ${name}`, schema, provenance])
  if (request !== null) placed.push([`${id} request`, request.schema, request.provenance])
  for (const { code, data, provenance } of failures) if (data) placed.push([`${id} ${code}`, data, provenance])
  return placed
}

const variantSchemas = allVariants.flatMap(({ id, options }) =>
  Object.entries(options).flatMap(([name, option]): Placed[] =>
    [option.response?.body, option.request].flatMap((schema) =>
      schema === undefined ? [] : [[`${id} = ${name}`, schema, option.provenance]],
    ),
  ),
)

const everySchema = [...all.flatMap(schemasOf), ...variantSchemas]

describe('the catalogue', () => {
  it('has one operation for each id, and for each method and path', () => {
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
    expect(new Set(all.map(({ method, path }) => `${method} ${path}`)).size).toBe(all.length)
  })

  it('has every path under the base path of the partner API', () => {
    for (const { path } of all) expect(path.startsWith(`${basePath}/`), path).toBe(true)
  })

  it('says each failure code, behaviour and limit once per operation', () => {
    for (const { id, failures, behaviours, limits } of all) {
      for (const names of [failures.map(({ code }) => code), [...behaviours, ...limits].map((fact) => fact.id)]) {
        expect(new Set(names).size, `${id}: ${names}`).toBe(names.length)
      }
    }
  })

  it('names existing operations or callbacks and an existing default in each variant', () => {
    const ids = new Set([...all, ...callbacks].map(({ id }) => id))
    expect(new Set(allVariants.map(({ id }) => id)).size).toBe(allVariants.length)
    for (const variant of allVariants) {
      expect(Object.keys(variant.options), variant.id).toContain(variant.default)
      expect(variant.operations.length, variant.id).toBeGreaterThan(0)
      for (const id of variant.operations) expect(ids, variant.id).toContain(id)
    }
  })

  it('carries provenance on every operation, header, failure, behaviour, limit and variant option', () => {
    for (const operation of all) {
      const { id, provenance, request, success, failures, behaviours, limits } = operation
      expectProvenance(provenance, id)
      if (request !== null) expectProvenance(request.provenance, `${id} request`)
      expectProvenance(success.provenance, `${id} success`)
      for (const header of headersOf(operation)) expectProvenance(header.provenance, `${id} ${header.name}`)
      for (const failure of failures) expectProvenance(failure.provenance, `${id} ${failure.code}`)
      for (const fact of [...behaviours, ...limits]) expectProvenance(fact.provenance, `${id} ${fact.id}`)
    }
    for (const { id, options } of allVariants) {
      for (const [name, option] of Object.entries(options)) expectProvenance(option.provenance, `${id} = ${name}`)
    }
    for (const { id, provenance, requests } of callbacks) {
      for (const source of [provenance, ...requests.map((request) => request.provenance)]) expectProvenance(source, id)
    }
  })

  it('carries provenance on every field, its own or that of what it is in', () => {
    for (const [where, schema, provenance] of everySchema) {
      walk(schema, provenance, where, (_, nearest, at) => expectProvenance(nearest, at))
    }
    for (const operation of all) {
      for (const { schema, status, kind } of responseShapes(operation, [])) {
        const where = `${operation.id} ${status} ${kind}`
        walk(schema, operation.provenance, where, (_, nearest, at) => expectProvenance(nearest, at))
      }
    }
  })

  it('requires only fields that it describes', () => {
    for (const [where, schema, provenance] of everySchema) {
      walk(schema, provenance, where, ({ required, properties }, _, at) => {
        if (properties !== undefined)
          expect(Object.keys(properties), at).toEqual(expect.arrayContaining([...(required ?? [])]))
      })
    }
  })

  it('has only schemas that a strict validator compiles', () => {
    for (const [where, schema] of everySchema) expect(() => compileSchema(schema), where).not.toThrow()
  })

  it('gives examples that its own schemas accept', () => {
    for (const [where, schema, provenance] of everySchema) {
      walk(schema, provenance, where, (field, _, at) => {
        for (const example of field.examples ?? [])
          expect(compileSchema(field)(example), `${at}: ${example}`).toBe(true)
      })
    }
  })
})
