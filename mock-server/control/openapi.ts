import type { OpenAPIV3_1 } from 'openapi-types'
import { callbacks, type JsonSchema, operations, readableByGenerators } from '../../contracts/index.js'
import type { ControlRoute } from './route.js'
import { controlRoutes } from './routes.js'
import { controlTags } from './tags.js'

/** Not called Error: generators name a type after it, which would hide the language's own. */
const refusalSchema = {
  type: 'object',
  properties: {
    error: {
      type: 'object',
      properties: {
        code: { type: 'string' },
        message: { type: 'string' },
        fix: { type: 'string' },
        violations: {
          type: 'array',
          items: {
            type: 'object',
            properties: { field: { type: 'string' }, rule: { type: 'string' }, message: { type: 'string' } },
            required: ['field', 'rule', 'message'],
          },
        },
      },
      required: ['code', 'message', 'fix'],
    },
  },
  required: ['error'],
} as const satisfies JsonSchema

/** Of the partner API's operations and the callbacks, which the journal names by their ids. */
const titles = Object.fromEntries(
  [...operations, ...callbacks].map(({ id, title: en, titleKo: ko }) => [id, { en, ko }]),
)

/** The OpenAPI 3.1 document of the control API, from the same table that its routes come from. */
export function controlOpenApiDocument(serverUrl: string): OpenAPIV3_1.Document {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const route of controlRoutes) {
    paths[route.path] ??= {}
    ;(paths[route.path] as Record<string, unknown>)[route.method.toLowerCase()] = describe(route)
  }
  return readableByGenerators<OpenAPIV3_1.Document & { 'x-titles': typeof titles }>({
    openapi: '3.1.0',
    info: {
      title: 'apps-in-toss-mock control API (unofficial)',
      version: '1',
      description:
        'What the Toss app, the console and Toss itself do, in the hands of a test. This API is the mock’s own: production has nothing like it.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: serverUrl }],
    // Whoever reaches the port may use it.
    security: [],
    'x-titles': titles,
    tags: Object.entries(controlTags).map(([name, description]) => ({ name, description })),
    paths: paths as OpenAPIV3_1.PathsObject,
    components: { schemas: { Refusal: refusalSchema as unknown as OpenAPIV3_1.SchemaObject } },
  })
}

const refusal = {
  description: 'Not done, and why',
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } },
}

function describe(route: ControlRoute): OpenAPIV3_1.OperationObject {
  const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name: name as string,
    in: 'path',
    required: true,
    schema: { type: 'string' as const },
  }))
  const inQuery = Object.entries(route.query?.properties ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    ...(schema.description && { description: schema.description }),
    schema: schema as OpenAPIV3_1.SchemaObject,
  }))
  return {
    operationId: route.operationId,
    summary: route.summary,
    tags: [route.tag],
    ...(route.possibleAs && { 'x-possible-as': route.possibleAs }),
    ...(inPath.length + inQuery.length > 0 && { parameters: [...inPath, ...inQuery] as never }),
    ...(route.body && { requestBody: { content: { 'application/json': { schema: route.body as never } } } }),
    responses: {
      [route.status ?? 200]: {
        description: 'Done',
        content: { [route.contentType ?? 'application/json']: { schema: route.answer as never } },
      },
      default: refusal,
    },
  }
}
