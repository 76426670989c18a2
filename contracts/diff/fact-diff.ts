import { listOf } from './operation-view.js'
import type { Report } from './schema-diff.js'
import { type JsonObject, objectOf } from './schema-view.js'

/** Reports what changed in the facts that our own documents carry: behaviours, limits, variants, provenance. */
export function compareFacts(old: JsonObject, fresh: JsonObject, report: Report): void {
  compareProvenance(old, fresh, '', report)
  for (const name of ['x-behaviours', 'x-limits']) {
    const what = name === 'x-limits' ? 'limit' : 'behaviour'
    compareLists(old[name], fresh[name], what, report)
  }
  compareVariants(old['x-variants'], fresh['x-variants'], report)
}

/** Reports a fact that is known in another way now. */
export function compareProvenance(old: JsonObject, fresh: JsonObject, field: string, report: Report): void {
  const [was, is] = [old, fresh].map((node) => objectOf(node['x-provenance'] ?? node.provenance).known)
  if (was !== is && was !== undefined && is !== undefined) report('provenance-changed', field, `${was}, now ${is}`)
}

function compareLists(before: unknown, after: unknown, what: string, report: Report): void {
  const [old, fresh] = [byId(before), byId(after)]
  for (const [id, fact] of old) {
    const now = fresh.get(id)
    if (now === undefined) report('fact-removed', `${what} ${id}`, String(fact.text))
    else {
      if (fact.text !== now.text) report('fact-changed', `${what} ${id}`, `${fact.text} Now: ${now.text}`)
      compareProvenance(fact, now, `${what} ${id}`, report)
    }
  }
  for (const [id, fact] of fresh) if (!old.has(id)) report('fact-added', `${what} ${id}`, String(fact.text))
}

function compareVariants(before: unknown, after: unknown, report: Report): void {
  const [old, fresh] = [byId(before), byId(after)]
  for (const id of new Set([...old.keys(), ...fresh.keys()])) {
    const [was, is] = [describe(old.get(id)), describe(fresh.get(id))]
    if (was !== is) report('variant-changed', `variant ${id}`, `${was}, now ${is}`)
  }
}

function describe(variant: JsonObject | undefined): string {
  if (variant === undefined) return 'not there'
  const options = Object.keys(objectOf(variant.options))
  return options.map((option) => (option === variant.default ? `${option} (default)` : option)).join(' or ')
}

function byId(list: unknown): Map<string, JsonObject> {
  return new Map(listOf(list).map((item) => [String(objectOf(item).id), objectOf(item)]))
}
