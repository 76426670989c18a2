import { type JsonObject, type SchemaView, viewSchema } from './schema-view.js'

/** Which forms of a value belong together before and after. */
export interface Pairing {
  readonly pairs: readonly (readonly [unknown, unknown])[]
  readonly removed: readonly unknown[]
  readonly added: readonly unknown[]
}

/** A form, with what tells it from the others. */
interface Form {
  readonly schema: unknown
  readonly view: SchemaView
  /** Path of a field → the values that it may have, where they are listed. */
  readonly words: ReadonlyMap<string, ReadonlySet<string>>
  readonly paths: ReadonlySet<string>
}

/** Deep enough for `error.errorCode`. */
const depthOfWords = 2

/**
 * Pairs the branches of two choices. Each finds the branch most like it among those that allow some of the same values; one
 * that is split in two is compared with both parts.
 */
export function pairForms(
  before: { readonly forms: readonly unknown[]; readonly document: JsonObject },
  after: { readonly forms: readonly unknown[]; readonly document: JsonObject },
): Pairing {
  const [old, fresh] = [before, after].map(({ forms, document }) => forms.map((form) => describe(form, document))) as [
    Form[],
    Form[],
  ]
  const pairs = new Map<string, readonly [unknown, unknown]>()
  const add = (a: Form | undefined, b: Form | undefined) => {
    if (a !== undefined && b !== undefined) pairs.set(`${old.indexOf(a)} ${fresh.indexOf(b)}`, [a.schema, b.schema])
  }
  for (const form of old) add(form, mostAlike(form, fresh))
  for (const form of fresh) add(mostAlike(form, old), form)
  const unpaired = (forms: readonly Form[], others: readonly Form[]) =>
    forms.filter((form) => mostAlike(form, others) === undefined).map(({ schema }) => schema)
  return { pairs: [...pairs.values()], removed: unpaired(old, fresh), added: unpaired(fresh, old) }
}

/** The words by which a form is known, for messages: `resultType "FAIL"`. */
export function nameOfForm(schema: unknown, document: JsonObject): string {
  const { words, view } = describe(schema, document)
  const named = [...words].map(([path, values]) => `${path} ${[...values].slice(0, 3).join(' or ')}`)
  if (named.length > 0) return named.slice(0, 2).join(', ')
  const fields = [...view.properties.keys()]
  return fields.length > 0 ? `with ${fields.slice(0, 5).join(', ')}` : [...(view.types ?? ['any value'])].join(' or ')
}

function mostAlike(form: Form, others: readonly Form[]): Form | undefined {
  let best: Form | undefined
  let most = 0
  for (const other of others) {
    const likeness = likenessOf(form, other)
    if (likeness > most) {
      best = other
      most = likeness
    }
  }
  return best
}

/** From 0 (no value fits both) to 1. */
function likenessOf(a: Form, b: Form): number {
  const [types, otherTypes] = [a.view.types, b.view.types]
  if (types && otherTypes && ![...types].some((type) => otherTypes.has(type))) {
    return types.size === 0 && otherTypes.size === 0 ? 1 : 0
  }
  for (const [path, values] of a.words) {
    const others = b.words.get(path)
    if (others !== undefined && ![...values].some((value) => others.has(value))) return 0
  }
  const shared = [...a.paths].filter((path) => b.paths.has(path)).length
  const all = new Set([...a.paths, ...b.paths]).size
  return all === 0 ? 1 : Math.max(0.01, shared / all)
}

function describe(schema: unknown, document: JsonObject): Form {
  const words = new Map<string, Set<string>>()
  const paths = new Set<string>()
  const view = viewSchema(schema, document)
  collect(view, '', 0)
  return { schema, view, words, paths }

  function collect({ values, properties }: SchemaView, path: string, depth: number): void {
    if (values !== undefined) words.set(path, new Set(values))
    if (depth >= depthOfWords) return
    for (const [name, property] of properties) {
      const inner = path === '' ? name : `${path}.${name}`
      paths.add(inner)
      collect(viewSchema(property, document), inner, depth + 1)
    }
  }
}
