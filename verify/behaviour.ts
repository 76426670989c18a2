import {
  type CallbackId,
  callbacks,
  isAssumed,
  type JsonSchema,
  type Operation,
  type OperationId,
  operations,
  type Provenance,
  type Variant,
  variants,
} from '../contracts/index.js'
import type { Behaviour } from './areas.js'
import { transportBehaviours } from './transport-behaviours.js'

/**
 * Every behaviour that is verified: those of the contract (each operation's success, failures, behaviours, limits and
 * fields that are assumed; each variant; the callbacks), and those of TLS and HTTP.
 */
export function everyBehaviour(): readonly Behaviour[] {
  return [
    ...transportBehaviours,
    ...(operations as readonly (Operation & { id: OperationId })[]).flatMap(ofOperation),
    ...(variants as readonly Variant[]).map(ofVariant),
    ...callbacks.flatMap(ofCallback),
  ]
}

function ofOperation(operation: Operation & { readonly id: OperationId }): Behaviour[] {
  const { id, feature, success, request } = operation
  const named = (name: string, says: string, provenance: Provenance): Behaviour => {
    return { id: `${id}/${name}`, area: feature, operations: [id], says, provenance }
  }
  const fields = [
    ...(request === null ? [] : assumedFields(request.schema, 'request')),
    ...assumedFields(success.schema, 'success'),
  ]
  return [
    named('success', 'HTTP 200, SUCCESS, with the payload of the contract.', success.provenance),
    ...operation.failures.map(({ code, httpStatus, when, provenance }) =>
      named(code, `HTTP ${httpStatus}, FAIL ${code}. ${when}`, provenance),
    ),
    ...[...operation.behaviours, ...operation.limits].map(({ id: name, text, provenance }) =>
      named(name, text, provenance),
    ),
    ...fields.map(({ path, schema }) =>
      named(
        path,
        `Field ${path}: ${schema.description ?? schema.pattern ?? ''}`.trim(),
        schema['x-provenance'] as Provenance,
      ),
    ),
  ]
}

function assumedFields(schema: JsonSchema, path: string): { path: string; schema: JsonSchema }[] {
  const provenance = schema['x-provenance']
  return [
    ...(provenance !== undefined && isAssumed(provenance) ? [{ path, schema }] : []),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, child]) => assumedFields(child, `${path}.${name}`)),
    ...(schema.items ? assumedFields(schema.items, `${path}[]`) : []),
  ]
}

function ofVariant({ id, title, operations: concerned, options, default: usual }: Variant): Behaviour {
  const first = concerned[0] as OperationId | CallbackId
  const feature = operations.find((operation) => operation.id === first)?.feature
  const { text, provenance } = options[usual] as Variant['options'][string]
  const others = Object.entries(options)
    .filter(([name]) => name !== usual)
    .map(([name, option]) => `${name}: ${option.text}`)
  return {
    id: `variant/${id}`,
    area: feature ?? 'callbacks',
    operations: concerned as readonly (OperationId | CallbackId)[],
    says: `${title}. ${usual} (default): ${text} ${others.join(' ')}`,
    provenance,
  }
}

function ofCallback(callback: (typeof callbacks)[number]): Behaviour[] {
  const { id, settings, headers, requests, answer, behaviours, limits } = callback
  const named = (name: string, says: string, provenance: Provenance): Behaviour => {
    return { id: `${id}/${name}`, area: 'callbacks', operations: [id], says, provenance }
  }
  const nameOf = ({ method, schema }: (typeof requests)[number]) => {
    const eventType = (schema.properties as Record<string, JsonSchema>).eventType?.const
    return eventType === undefined ? method : String(eventType)
  }
  return [
    ...settings.map(({ id: name, text, provenance }) => named(name, text, provenance)),
    ...headers.map(({ name, description, provenance }) => named(name, description, provenance)),
    ...requests.map((request) =>
      named(nameOf(request), `${request.method} with the fields of the contract.`, request.provenance),
    ),
    named(
      'answer',
      `Taken where the partner answers ${answer.statuses.from} to ${answer.statuses.to}.`,
      answer.provenance,
    ),
    ...[...behaviours, ...limits].map(({ id: name, text, provenance }) => named(name, text, provenance)),
  ]
}
