import { type OperationId, operation, variants } from './catalogue.js'
import type { Operation, Variant } from './operation.js'
import type { JsonSchema } from './schema.js'
import { headersOf } from './user-headers.js'

/** Where in a value of some schema the sensitive fields are. `undefined` stands for: nowhere. */
export interface RedactionPlan {
  readonly sensitive?: true
  readonly fields?: ReadonlyMap<string, RedactionPlan>
  /** Items of an array. */
  readonly items?: RedactionPlan
  /** Fields that the schema does not name. */
  readonly others?: RedactionPlan
}

type Plan = RedactionPlan | undefined

function merge(a: Plan, b: Plan): Plan {
  if (a === undefined || b === undefined) return a ?? b
  if (a.sensitive || b.sensitive) return { sensitive: true }
  const fields = new Map(a.fields)
  for (const [name, plan] of b.fields ?? []) fields.set(name, merge(fields.get(name), plan) as RedactionPlan)
  return { fields, items: merge(a.items, b.items), others: merge(a.others, b.others) }
}

function fieldsPlan(fields: Iterable<readonly [string, Plan]>): Plan {
  const named = [...fields].filter((entry): entry is [string, RedactionPlan] => entry[1] !== undefined)
  return named.length === 0 ? undefined : { fields: new Map(named) }
}

/** Finds the fields that a schema marks `x-sensitive`, in every branch of it. */
export function planOf(schema: JsonSchema): Plan {
  if (schema['x-sensitive']) return { sensitive: true }
  let plan = fieldsPlan(Object.entries(schema.properties ?? {}).map(([name, field]) => [name, planOf(field)]))
  const items = schema.items && planOf(schema.items)
  if (items) plan = merge(plan, { items })
  const others = typeof schema.additionalProperties === 'object' ? planOf(schema.additionalProperties) : undefined
  if (others) plan = merge(plan, { others })
  for (const branch of [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])]) plan = merge(plan, planOf(branch))
  return plan
}

/** What to hide in the exchanges of one operation. */
export interface OperationPlan {
  /** Header names in lower case. */
  readonly headers: ReadonlySet<string>
  readonly request: Plan
  readonly response: Plan
}

function planOperation(id: OperationId): OperationPlan {
  const { request, success, failures }: Operation = operation(id)
  const data = failures.map((failure) => failure.data && planOf(failure.data)).reduce(merge, undefined)
  let response = fieldsPlan([
    ['success', planOf(success.schema)],
    ['error', fieldsPlan([['data', data]])],
  ])
  for (const variant of variants as readonly Variant[]) {
    if (!variant.operations.includes(id)) continue
    for (const option of Object.values(variant.options)) {
      if (option.response !== undefined) response = merge(response, planOf(option.response.body))
    }
  }
  const headers = headersOf(operation(id)).filter((header) => (header.schema as JsonSchema)['x-sensitive'])
  return {
    headers: new Set(headers.map((header) => header.name.toLowerCase())),
    request: request === null ? undefined : planOf(request.schema),
    response,
  }
}

const plans = new Map<OperationId, OperationPlan>()

/** What to hide in the exchanges of the operation; made at first use. */
export function redactionPlan(id: OperationId): OperationPlan {
  let plan = plans.get(id)
  if (plan === undefined) {
    plan = planOperation(id)
    plans.set(id, plan)
  }
  return plan
}
