import type { Callback, CallbackRequest } from './callbacks.js'
import type { Variant } from './operation.js'

/** The OpenAPI 3.1 path item of a request that Toss sends to the partner. */
export function openApiWebhook(callback: Callback, variants: readonly Variant[]) {
  const methods = [...new Set(callback.requests.map((request) => request.method))]
  return Object.fromEntries(
    methods.map((method) => [
      method.toLowerCase(),
      webhookOperation(
        callback,
        method,
        callback.requests.filter((request) => request.method === method),
        variants.filter((variant) => variant.operations.includes(callback.id)),
      ),
    ]),
  )
}

function webhookOperation(
  callback: Callback,
  method: string,
  requests: readonly CallbackRequest[],
  variants: readonly Variant[],
) {
  const { id, feature, title, titleKo, headers, answer, provenance } = callback
  const { from, to } = answer.statuses
  const authorization = headers.find((header) => header.name.toLowerCase() === 'authorization')
  const basic = authorization === undefined ? [] : [{ callbackBasic: [] }]
  const bodies = requests.filter((request) => request.in === 'body')
  const schemas = bodies.map((request) => request.schema)
  return {
    operationId: `${id}.${method.toLowerCase()}`,
    tags: [feature],
    summary: title,
    description: [titleKo, ...callback.behaviours.map((behaviour) => behaviour.text)].join('\n\n'),
    security: authorization?.required === false ? [...basic, {}] : basic,
    parameters: requests.filter((request) => request.in === 'query').flatMap(queryParameters),
    requestBody:
      schemas.length === 0
        ? undefined
        : {
            required: true,
            content: {
              'application/json': {
                schema: schemas.length === 1 ? schemas[0] : { oneOf: schemas },
                examples: Object.fromEntries(bodies.map(exampleOfBody)),
              },
            },
            'x-provenance': requests[0]?.provenance,
          },
    responses: {
      [from === 200 && to === 299 ? '2XX' : String(from)]: {
        description: `Taken: any status from ${from} to ${to}`,
        'x-provenance': answer.provenance,
      },
    },
    'x-title-ko': titleKo,
    'x-provenance': provenance,
    'x-settings': callback.settings,
    'x-behaviours': callback.behaviours,
    'x-limits': callback.limits,
    'x-variants': variants,
  }
}

/** One example for each payload, called by its event where there are several. */
function exampleOfBody({ schema, example, provenance }: CallbackRequest): [string, object] {
  const event = schema.properties?.eventType?.const
  return [typeof event === 'string' ? event : 'request', { value: example, 'x-provenance': provenance }]
}

function queryParameters({ schema, example, provenance }: CallbackRequest) {
  return Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    in: 'query',
    description: property.description,
    required: schema.required?.includes(name) ?? false,
    schema: property,
    example: (example as Record<string, unknown>)[name],
    'x-provenance': property['x-provenance'] ?? provenance,
  }))
}
