import type { Provenance } from './provenance.js'
import { typesOf } from './sample.js'
import type { JsonSchema } from './schema.js'

/** A value with one mistake in it. */
export interface Mistake {
  /** `without-order-no`, `amount-of-another-type`. */
  readonly name: string
  readonly title: string
  readonly value: unknown
  /** What a checker has to find. */
  readonly violations: readonly { readonly field: string; readonly rule: string }[]
  /** How the rule is known that is broken. */
  readonly provenance: Provenance
}

/** A value, where it is, and how it is known. */
interface Place {
  readonly schema: JsonSchema
  readonly value: unknown
  /** `request.body`. */
  readonly field: string
  /** The same below the value as a whole, for names. */
  readonly path: string
  readonly provenance: Provenance
}

/**
 * What a value that keeps its schema becomes by one mistake: each required field left out, each field of another type, and one
 * field more where there are no others.
 */
export function mistakesIn({ schema, value, field, path, provenance }: Place): Mistake[] {
  if (Array.isArray(value)) {
    const [first, ...rest] = value
    if (first === undefined || schema.items === undefined) return []
    const item = { schema: schema.items, value: first, field: `${field}[0]`, path: `${path}[0]`, provenance }
    return mistakesIn(item).map((mistake) => ({ ...mistake, value: [mistake.value, ...rest] }))
  }
  const { properties = {}, required = [], additionalProperties } = schema
  if (typeof value !== 'object' || value === null) return []
  const made = (name: string, title: string, changed: object, rules: readonly [string, string][]): Mistake => ({
    ...{ name: inKebab(name), title, value: changed, provenance },
    violations: rules.map(([of, rule]) => ({ field: `${field}.${of}`, rule })),
  })
  const extra =
    additionalProperties === false
      ? [
          made(`${path} with more`, 'A field that there is not', { ...value, more: 1 }, [
            ['more', 'additionalProperties'],
          ]),
        ]
      : []
  const inFields = Object.entries(value).flatMap(([name, given]): Mistake[] => {
    const known = properties[name]
    if (known === undefined) return []
    const here = { provenance: known['x-provenance'] ?? provenance }
    const at = path === '' ? name : `${path}.${name}`
    const { [name]: _, ...others } = value as Record<string, unknown>
    const left = made(`without ${at}`, `Without ${at}`, others, [[name, 'required']])
    // What a condition says of it as well is a rule of its own.
    const wrong = schema.then?.properties?.[name] === undefined ? otherType(known) : undefined
    const rules = (['type', 'const', 'enum'] as const).filter((rule) => known[rule] !== undefined)
    const of = made(`${at} of another type`, `${at} of another type`, { ...value, [name]: wrong }, [
      ...rules.map((rule): [string, string] => [name, rule]),
    ])
    const inside = mistakesIn({ schema: known, value: given, field: `${field}.${name}`, path: at, ...here })
    return [
      ...(required.includes(name) ? [{ ...left, ...here }] : []),
      ...(wrong === undefined ? [] : [{ ...of, ...here }]),
      ...inside.map((mistake) => ({ ...mistake, value: { ...value, [name]: mistake.value } })),
    ]
  })
  return [...extra, ...inFields]
}

/** A value of a type that the schema does not allow; undefined where it allows both. */
function otherType(schema: JsonSchema): unknown {
  const types = typesOf(schema)
  if (types.length === 0) return undefined
  if (!types.includes('string')) return 'text'
  return types.includes('integer') || types.includes('number') ? undefined : 12345
}

/** `contextList[0].userKey` and `NOT_FOUND` as words of a file name. */
export function inKebab(text: string): string {
  const words = text.replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2').split(/[^A-Za-z0-9]+/)
  return words
    .filter((word) => word !== '')
    .join('-')
    .toLowerCase()
}
