import type { JsonSchema } from '../../contracts/index.js'

/** A value with one thing wrong, and where. */
export interface ValueMutant {
  readonly kind: ValueKind
  /** The field that a check has to name; for a renamed one also its new name. */
  readonly fields: readonly string[]
  readonly value: unknown
}

/** The kinds of mistake that a JSON value can have, in the words of the report. */
export const valueKinds = [
  'a field is dropped',
  'a number for a string',
  'a string for a number',
  'a string for true or false',
  'a text for an object or list',
  'null for a value',
  'a list for null',
  'a value outside the enumeration',
  'a text that is empty',
  'a text that is too long',
  'a text of other characters',
  'a number below zero',
  'a number with a fraction',
  'a number that is too large',
  'a list that is empty',
  'a list that is too long',
  'a field that does not exist',
] as const

/** The kind of mistake in a JSON value. */
export type ValueKind = (typeof valueKinds)[number]

type Steps = readonly (string | number)[]

const dropped = Symbol('dropped')

/**
 * Every mutant of a value. What is done to a field follows from its value, not from the schema, so that a rule that the
 * contract forgot shows as a survivor; the schema only adds enumerations whose values do not look like constants.
 *
 * @param field - the path of the value itself, for example `response.body.success`
 */
export function mutantsOf(value: unknown, field: string, schema?: JsonSchema): ValueMutant[] {
  return [...placesOf(value, [], schema)].flatMap(({ steps, found, schema: known }) => {
    const at = fieldAt(field, steps)
    const mutant = (kind: ValueKind, replacement: unknown, fields: readonly string[] = [at]): ValueMutant => {
      return { kind, fields, value: replaced(value, steps, replacement) }
    }
    const wrong = Object.entries(mistakesIn(found, known)).map(([kind, bad]) => mutant(kind as ValueKind, bad))
    if (typeof steps.at(-1) === 'string') wrong.push(mutant('a field is dropped', dropped))
    if (typeof found === 'object' && found !== null && !Array.isArray(found)) {
      wrong.push(mutant('a field that does not exist', { ...found, madeUp: 1 }, [`${at}.madeUp`]))
    }
    return wrong
  })
}

/** What can be wrong with a value of this type. */
function mistakesIn(value: unknown, schema: JsonSchema | undefined): Partial<Record<ValueKind, unknown>> {
  const isConstant = schema?.const !== undefined || schema?.enum !== undefined
  if (value === null) return { 'a list for null': [] }
  if (typeof value === 'string') {
    return {
      'a number for a string': /^\d{1,15}$/.test(value) ? Number(value) : 12_345,
      'null for a value': null,
      ...((isConstant || /^[A-Z][A-Z_]+$/.test(value)) && { 'a value outside the enumeration': 'NO_SUCH_VALUE' }),
      ...(value !== '' && { 'a text that is empty': '' }),
      'a text that is too long': value.padEnd(3_000, value || 'x'),
      'a text of other characters': `"\\\u0007✗${value.slice(4)}`,
    }
  }
  if (typeof value === 'number') {
    return {
      'a string for a number': String(value),
      'null for a value': null,
      'a number below zero': -7,
      'a number with a fraction': value + 0.5,
      'a number that is too large': 2 ** 53,
      ...(isConstant && { 'a value outside the enumeration': 7_777 }),
    }
  }
  if (typeof value === 'boolean') return { 'a string for true or false': String(value), 'null for a value': null }
  const common = { 'a text for an object or list': 'a text', 'null for a value': null }
  if (!Array.isArray(value)) return common
  const [first] = value
  return {
    ...common,
    ...(value.length > 0 && {
      'a list that is empty': [],
      'a list that is too long': Array.from({ length: 3_000 }, () => first),
    }),
  }
}

interface Place {
  readonly steps: Steps
  readonly found: unknown
  readonly schema: JsonSchema | undefined
}

/** Every value inside, the outermost included. Of a list the last item of each shape stands for all of that shape. */
function* placesOf(value: unknown, steps: Steps, schema: JsonSchema | undefined): Generator<Place> {
  yield { steps, found: value, schema }
  if (Array.isArray(value)) {
    const lastOfShape = new Map(value.map((item, index) => [shapeOf(item), index]))
    for (const index of lastOfShape.values()) yield* placesOf(value[index], [...steps, index], schema?.items)
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, child] of Object.entries(value)) {
      yield* placesOf(child, [...steps, name], schema?.properties?.[name])
    }
  }
}

function shapeOf(item: unknown): string {
  return typeof item === 'object' && item !== null ? Object.keys(item).sort().join() : typeof item
}

function fieldAt(field: string, steps: Steps): string {
  return steps.reduce<string>((path, step) => path + (typeof step === 'number' ? `[${step}]` : `.${step}`), field)
}

function replaced(value: unknown, [step, ...rest]: Steps, replacement: unknown): unknown {
  if (step === undefined) return replacement
  if (Array.isArray(value)) {
    return value.map((item, index) => (index === step ? replaced(item, rest, replacement) : item))
  }
  const fields = Object.entries(value as object).flatMap(([name, child]) => {
    const changed = name === step ? replaced(child, rest, replacement) : child
    return changed === dropped ? [] : [[name, changed] as const]
  })
  return Object.fromEntries(fields)
}
