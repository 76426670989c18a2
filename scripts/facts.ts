import { type Callback, headersOf, type JsonSchema, type Operation, type Provenance } from '../contracts/index.js'

/** One thing that the contract says, in words, and how it is known. */
export interface Fact {
  readonly what: string
  readonly provenance: Provenance
}

/** Everything that the contract says of an operation, each with how it is known. */
export function factsOf(operation: Operation): Fact[] {
  const { request, success, failures, behaviours, limits, provenance } = operation
  return [
    { what: `The operation: ${operation.method} ${operation.path}`, provenance },
    ...headersOf(operation).map((header) => ({ what: `Header ${header.name}`, provenance: header.provenance })),
    ...(request === null
      ? []
      : [{ what: 'The request body', provenance: request.provenance }, ...fieldsOf(request.schema, 'request')]),
    { what: 'The payload of success', provenance: success.provenance },
    ...fieldsOf(success.schema, 'success'),
    ...failures.map((failure) => ({ what: `\`${failure.code}\`: ${failure.when}`, provenance: failure.provenance })),
    ...[...behaviours, ...limits].map(({ text, provenance: known }) => ({ what: text, provenance: known })),
  ]
}

function fieldsOf(schema: JsonSchema, path: string): Fact[] {
  const here =
    schema['x-provenance'] === undefined ? [] : [{ what: `Field \`${path}\``, provenance: schema['x-provenance'] }]
  const inner = Object.entries(schema.properties ?? {}).flatMap(([name, child]) => fieldsOf(child, `${path}.${name}`))
  return [...here, ...inner, ...(schema.items ? fieldsOf(schema.items, `${path}[]`) : [])]
}

/** The same of a callback. */
export function factsOfCallback(callback: Callback): Fact[] {
  const { settings, headers, requests, answer, behaviours, limits, provenance } = callback
  return [
    { what: `The callback: ${callback.title}`, provenance },
    ...headers.map((header) => ({ what: `Header ${header.name}`, provenance: header.provenance })),
    ...requests.flatMap(({ method, in: part, schema, provenance: known }) => [
      { what: `The ${part} of ${method}`, provenance: known },
      ...fieldsOf(schema, part),
    ]),
    { what: 'What the partner has to answer', provenance: answer.provenance },
    ...[...settings, ...behaviours, ...limits].map(({ text, provenance: known }) => ({
      what: text,
      provenance: known,
    })),
  ]
}
