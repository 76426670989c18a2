import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import {
  type Callback,
  callbacks,
  type JsonSchema,
  type Operation,
  operations,
  type Variant,
  variants,
} from '../../contracts/index.js'
import { headersOf } from '../../contracts/user-headers.js'
import { controlRoutes } from '../../mock-server/control/routes.js'

// At run time schemas are compiled without this check, which takes longer than the first request.

type Named = readonly [name: string, schema: JsonSchema | undefined]

const ofOperations = (operations as readonly Operation[]).flatMap((operation): Named[] => [
  [`${operation.id} request`, operation.request?.schema],
  [`${operation.id} success`, operation.success.schema],
  ...headersOf(operation).map(({ name, schema }): Named => [`${operation.id} ${name}`, schema]),
  ...operation.failures.map(({ code, data }): Named => [`${operation.id} ${code}`, data]),
])
const ofVariants = (variants as readonly Variant[]).flatMap(({ id, options }) =>
  Object.entries(options).flatMap(([option, { request, response }]): Named[] => [
    [`${id} ${option} request`, request],
    [`${id} ${option} response`, response?.body],
  ]),
)
const ofCallbacks = (callbacks as readonly Callback[]).flatMap(({ id, headers, requests }): Named[] => [
  ...headers.map(({ name, schema }): Named => [`${id} ${name}`, schema]),
  ...requests.map(({ method, schema }): Named => [`${id} ${method}`, schema]),
])
const ofControl = controlRoutes.flatMap(({ operationId, query, body, answer }): Named[] => [
  [`${operationId} query`, query],
  [`${operationId} body`, body],
  [`${operationId} answer`, answer],
])

test('every schema keeps the meta-schema of JSON Schema 2020-12', () => {
  const schemas = [...ofOperations, ...ofVariants, ...ofCallbacks, ...ofControl].filter(([, schema]) => schema)
  expect(schemas.length).toBeGreaterThan(150)
  const ajv = new Ajv2020({ strict: false, logger: false })
  const broken = schemas.flatMap(([name, schema]) =>
    ajv.validateSchema(schema as object) === true ? [] : [`${name}: ${ajv.errorsText(ajv.errors)}`],
  )
  expect(broken).toEqual([])
})
