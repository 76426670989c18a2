import { describe, expect, test } from 'vitest'
import {
  checkResponse,
  exploreResponses,
  type JsonSchema,
  type OperationId,
  operation,
  operations,
  resultTypes,
  successExamples,
  type Variant,
  variants,
} from '../../contracts/index.js'

const ids = operations.map(({ id }) => id) as OperationId[]

/** What can differ in a payload, found by walking its schema: where, and how the value has to be there. */
interface Possibility {
  readonly path: readonly string[]
  readonly how: string
  fits(value: unknown): boolean
}

function possibilities(schema: JsonSchema, path: readonly string[] = []): Possibility[] {
  const types = [schema.type ?? []].flat()
  const own: Possibility[] = [
    ...(schema.enum ?? []).map((value) => ({ path, how: `is ${value}`, fits: (found: unknown) => found === value })),
    ...(types.includes('null') && types.length > 1
      ? [
          { path, how: 'is null', fits: (found: unknown) => found === null },
          { path, how: 'is not null', fits: (found: unknown) => found !== null && found !== undefined },
        ]
      : []),
    ...(types.includes('boolean')
      ? [true, false].map((value) => ({ path, how: `is ${value}`, fits: (found: unknown) => found === value }))
      : []),
    ...(types.includes('array')
      ? [
          { path, how: 'is empty', fits: (found: unknown) => Array.isArray(found) && found.length === 0 },
          { path, how: 'has an entry', fits: (found: unknown) => Array.isArray(found) && found.length > 0 },
        ]
      : []),
  ]
  const fields = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => [
    ...(schema.required?.includes(name)
      ? []
      : [{ path: [...path, name], how: 'is absent', fits: (found: unknown) => found === undefined }]),
    ...possibilities(field, [...path, name]),
  ])
  return [...own, ...fields, ...(schema.items ? possibilities(schema.items, [...path, '0']) : [])]
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((found, name) => (found as Record<string, unknown> | null | undefined)?.[name], value)
}

/** Whether the place itself exists, so that a missing field is missing and not inside of something that is null. */
function isThere(value: unknown, path: readonly string[]): boolean {
  return typeof at(value, path.slice(0, -1)) === 'object' && at(value, path.slice(0, -1)) !== null
}

describe.each(ids)('the answers of %s', (id) => {
  const explored = exploreResponses(id, { examples: successExamples(id) })

  test('keep the contract, with and without examples', () => {
    const broken = [...explored, ...exploreResponses(id)].flatMap((response) =>
      checkResponse(id, response).map(({ message }) => `${response.name}: ${message}`),
    )
    expect(broken).toEqual([])
  })

  test('have a name of their own and a body of their own', () => {
    expect(new Set(explored.map(({ name }) => name)).size).toBe(explored.length)
    expect(new Set(explored.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(explored.length)
  })

  test('show everything that a payload may be', () => {
    const payloads = explored.flatMap(({ kind, body }) =>
      kind === 'success' ? [(body as { success: unknown }).success] : [],
    )
    const missing = possibilities(operation(id).success.schema).filter(
      ({ path, fits }) =>
        !payloads.some((payload) => (path.length === 0 || isThere(payload, path)) && fits(at(payload, path))),
    )
    expect(missing.map(({ path, how }) => `${path.join('.')} ${how}`)).toEqual([])
  })

  test('show every failure, every result type and every variant', () => {
    const found = new Set(
      explored.map(({ kind, status, errorCode, body }) => {
        if (kind === 'fail') return `${errorCode} ${status}`
        return String((body as { resultType?: string }).resultType)
      }),
    )
    const failures = operation(id).failures.map(({ code, httpStatus }) => `${code} ${httpStatus}`)
    expect([...found]).toEqual(expect.arrayContaining([...failures, ...resultTypes.filter((type) => type !== 'FAIL')]))
    const answers = (variants as readonly Variant[])
      .filter(({ operations: concerned }) => concerned.includes(id))
      .flatMap((variant) =>
        Object.entries(variant.options)
          .filter(([, { response }]) => response !== undefined)
          .map(([option]) => `variant ${variant.id}=${option}`),
      )
    expect(explored.map(({ name }) => name)).toEqual(expect.arrayContaining(answers))
  })
})

test('an answer says in its name what is special about it', () => {
  const names = exploreResponses('login.loginMe', { examples: successExamples('login.loginMe') }).map(
    ({ name }) => name,
  )
  expect(names).toEqual(
    expect.arrayContaining([
      'success',
      'success (minimal)',
      'success without policy',
      'success, name null',
      'FAIL USER_NOT_FOUND',
    ]),
  )
})

test('given fields stand in every success and are not varied', () => {
  const explored = exploreResponses('iap.getOrderStatus', {
    success: { orderId: 'order-1', status: 'REFUNDED' },
    examples: successExamples('iap.getOrderStatus'),
  })
  const payloads = explored.flatMap(({ kind, body }) =>
    kind === 'success' ? [(body as { success: object }).success] : [],
  )
  expect(payloads.length).toBeGreaterThan(3)
  for (const payload of payloads) expect(payload).toMatchObject({ orderId: 'order-1', status: 'REFUNDED' })
})

test('a given payload that is no object is the only success', () => {
  const explored = exploreResponses('promotion.executionResult', { success: 'PENDING' })
  const payloads = explored.flatMap(({ kind, body }) =>
    kind === 'success' ? [(body as { success: unknown }).success] : [],
  )
  expect(new Set(payloads)).toEqual(new Set(['PENDING']))
})

test('personal fields are encrypted by the given function', () => {
  const explored = exploreResponses('login.loginMe', {
    examples: successExamples('login.loginMe'),
    encrypt: (plain) => Buffer.from(`<${plain}>`).toString('base64'),
  })
  const field = (answer: string, name: string) => {
    const body = explored.find((response) => response.name === answer)?.body
    return (body as { success: Record<string, string> }).success[name] as string
  }
  expect(Buffer.from(field('success', 'name'), 'base64').toString()).toBe('<김토스>')
  expect(Buffer.from(field('success, email not null', 'email'), 'base64').toString()).toBe('<kim@example.com>')
})

test('sku and moment of an order are absent, null and empty where it was not found, and nowhere else', () => {
  const found = exploreResponses('iap.getOrderStatus', { examples: successExamples('iap.getOrderStatus') })
  const names = found.map(({ name }) => name)
  for (const status of ['NOT_FOUND', 'MINIAPP_MISMATCH', 'ERROR']) {
    for (const what of ['without sku', 'sku null', 'sku empty', 'with required fields only']) {
      expect(names).toContain(`success, status ${status}, ${what}`)
    }
  }
  expect(names).not.toContain('success without sku')
  expect(names).not.toContain('success, sku null')
  expect(names).not.toContain('success, status PURCHASED, without sku')
})
