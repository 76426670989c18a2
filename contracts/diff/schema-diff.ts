import type { ChangeRule, Direction } from './change.js'
import { nameOfForm, pairForms } from './forms.js'
import { type JsonObject, limitKeywords, named, type SchemaView, viewSchema } from './schema-view.js'

/** Notes a change of a field. */
export type Report = (rule: ChangeRule, field: string, text: string) => void

/** What two schemas are compared with. */
export interface SchemaComparison {
  readonly before: JsonObject
  readonly after: JsonObject
  readonly direction: Direction
  readonly report: Report
  /** Fields whose listed values are compared elsewhere: the error codes, which have a list of their own. */
  readonly skipValues?: (field: string) => boolean
}

/** A pair of schemas that waits to be compared, and where it stands. */
interface Pending {
  readonly before: unknown
  readonly after: unknown
  readonly field: string
  /** The pair that led to it. */
  readonly within: Pending | undefined
}

interface Walk extends SchemaComparison {
  /** Has the schemas of an inner field compared, after those that wait already. */
  readonly descend: (before: unknown, after: unknown, field: string) => void
}

/** In how many places a pair of schemas that differs is reported, those nearest to the outside first. */
const placesBound = 20

/** The schema of whatever has none: one object, so that it is known again. */
const anything: JsonObject = {}

/**
 * Reports every difference between two schemas that a client could notice, from the outside in. Schemas that contain
 * themselves are compared once on the way down, however often they come back.
 */
export function compareSchemas(before: unknown, after: unknown, field: string, comparison: SchemaComparison): void {
  const places = new Map<unknown, Map<unknown, number>>()
  const queue: Pending[] = []
  const enter = (pending: Pending) => {
    for (let outer = pending.within; outer !== undefined; outer = outer.within) {
      if (outer.before === pending.before && outer.after === pending.after) return
    }
    const counts = places.get(pending.before) ?? new Map<unknown, number>()
    places.set(pending.before, counts)
    const count = counts.get(pending.after) ?? 0
    counts.set(pending.after, count + 1)
    if (count < placesBound) queue.push(pending)
  }
  const pendingOf = (old: unknown, fresh: unknown, where: string, within?: Pending): Pending => {
    return { before: named(old, comparison.before), after: named(fresh, comparison.after), field: where, within }
  }
  enter(pendingOf(before, after, field))
  // What is found on the way is added to the end.
  for (const pair of queue) {
    const descend: Walk['descend'] = (old, fresh, where) => enter(pendingOf(old, fresh, where, pair))
    compare(pair.before, pair.after, pair.field, { ...comparison, descend })
  }
}

function compare(before: unknown, after: unknown, field: string, comparison: Walk): void {
  const old = viewSchema(before, comparison.before)
  const fresh = viewSchema(after, comparison.after)
  compareKnowledge(old, fresh, field, comparison)
  if (old.forms !== undefined || fresh.forms !== undefined) {
    compareForms(old.forms ?? [before], fresh.forms ?? [after], field, comparison)
    return
  }
  if (!compareTypes(old, fresh, field, comparison)) return
  compareValues(old, fresh, field, comparison)
  compareLimits(old.limits, fresh.limits, field, comparison)
  compareFields(old, fresh, field, comparison)
  if (old.items !== undefined || fresh.items !== undefined) {
    comparison.descend(old.items ?? anything, fresh.items ?? anything, `${field}[]`)
  }
}

function compareKnowledge(old: SchemaView, fresh: SchemaView, field: string, { report }: SchemaComparison): void {
  if (old.known !== fresh.known && old.known !== undefined && fresh.known !== undefined) {
    report('provenance-changed', field, `${old.known}, now ${fresh.known}`)
  }
  if (old.encrypted !== fresh.encrypted) {
    report('encryption-changed', field, fresh.encrypted ? 'now encrypted' : 'no longer encrypted')
  }
}

function compareForms(old: readonly unknown[], fresh: readonly unknown[], field: string, comparison: Walk): void {
  const { before, after, report, skipValues } = comparison
  const { pairs, removed, added } = pairForms({ forms: old, document: before }, { forms: fresh, document: after })
  for (const [a, b] of pairs) comparison.descend(a, b, field)
  const isListedElsewhere = (form: unknown, document: JsonObject) => {
    const error = viewSchema(viewSchema(form, document).properties.get('error'), document)
    return error.properties.has('errorCode') && skipValues?.(`${field}.error.errorCode`) === true
  }
  for (const form of removed) {
    if (!isListedElsewhere(form, before)) report('form-removed', field, `no longer ${nameOfForm(form, before)}`)
  }
  for (const form of added) {
    if (!isListedElsewhere(form, after)) report('form-added', field, `now also ${nameOfForm(form, after)}`)
  }
}

/** @returns whether there is anything left to compare */
function compareTypes(old: SchemaView, fresh: SchemaView, field: string, { report }: SchemaComparison): boolean {
  if (old.nullable !== fresh.nullable) {
    report(fresh.nullable ? 'null-allowed' : 'null-refused', field, fresh.nullable ? 'now also null' : 'no longer null')
  }
  const [was, is] = [old.types, fresh.types]
  if (was === undefined && is === undefined) return true
  const text = `${typeNames(was)}, now ${typeNames(is)}`
  if (was === undefined || is === undefined) {
    report(was === undefined ? 'type-narrowed' : 'type-widened', field, text)
    return true
  }
  const added = [...is].some((type) => !was.has(type))
  const removed = [...was].some((type) => !is.has(type))
  if (added && removed) report('type-changed', field, text)
  else if (added) report('type-widened', field, text)
  else if (removed) report('type-narrowed', field, text)
  return !(added && removed)
}

function typeNames(types: ReadonlySet<string> | undefined): string {
  if (types === undefined) return 'anything'
  const names = types.has('number') ? [...types].filter((type) => type !== 'integer') : [...types]
  return names.length === 0 ? 'null' : names.join(' or ')
}

function compareValues(old: SchemaView, fresh: SchemaView, field: string, comparison: SchemaComparison): void {
  const { report, skipValues } = comparison
  const [was, is] = [old.values, fresh.values]
  if ((was === undefined && is === undefined) || skipValues?.(field) === true) return
  if (was === undefined || is === undefined) {
    if (was === undefined) report('enum-narrowed', field, `anything, now only ${listed(is ?? [])}`)
    else report('enum-widened', field, `${listed(was)}, now anything`)
    return
  }
  const removed = was.filter((value) => !is.includes(value))
  const added = is.filter((value) => !was.includes(value))
  if (removed.length > 0) report('enum-narrowed', field, `no longer ${listed(removed)}`)
  if (added.length > 0) report('enum-widened', field, `now also ${listed(added)}`)
}

function listed(values: readonly string[]): string {
  return values.length <= 10 ? values.join(', ') : `${values.slice(0, 10).join(', ')} … (${values.length} in all)`
}

function compareLimits(old: JsonObject, fresh: JsonObject, field: string, { report }: SchemaComparison): void {
  for (const keyword of new Set([...Object.keys(old), ...Object.keys(fresh)])) {
    const [was, is] = [old[keyword], fresh[keyword]]
    if (JSON.stringify(was) === JSON.stringify(is)) continue
    const text = `${keyword} ${shown(was)}, now ${shown(is)}`
    report(limitRule(keyword, was, is), field, text)
  }
}

function limitRule(keyword: string, was: unknown, is: unknown): ChangeRule {
  if (was === undefined) return 'rule-tightened'
  if (is === undefined) return 'rule-loosened'
  const isLower = (limitKeywords.lower as readonly string[]).includes(keyword)
  const isUpper = (limitKeywords.upper as readonly string[]).includes(keyword)
  if (typeof was !== 'number' || typeof is !== 'number' || !(isLower || isUpper)) return 'rule-changed'
  return is > was === isLower ? 'rule-tightened' : 'rule-loosened'
}

function shown(value: unknown): string {
  return value === undefined ? 'not set' : JSON.stringify(value)
}

function compareFields(old: SchemaView, fresh: SchemaView, field: string, comparison: Walk): void {
  const { report } = comparison
  for (const [name, property] of old.properties) {
    const inner = `${field}.${name}`
    const now = fresh.properties.get(name)
    if (now === undefined) {
      report('field-removed', inner, 'no longer there')
      continue
    }
    const [was, is] = [old.required.has(name), fresh.required.has(name)]
    if (was !== is) report(is ? 'field-required' : 'field-optional', inner, is ? 'now required' : 'now optional')
    comparison.descend(property, now, inner)
  }
  for (const name of fresh.properties.keys()) {
    if (old.properties.has(name)) continue
    const inner = `${field}.${name}`
    if (fresh.required.has(name) && comparison.direction === 'sent')
      report('field-added-required', inner, 'new, and required')
    else if (old.others === false) report('field-added-closed', inner, 'new, where no other fields were allowed')
    else report('field-added', inner, 'new')
  }
  compareOthers(old.others, fresh.others, field, comparison)
}

function compareOthers(old: SchemaView['others'], fresh: SchemaView['others'], field: string, comparison: Walk): void {
  if (old === false && fresh !== false) comparison.report('other-fields-allowed', field, 'other fields are allowed now')
  else if (old !== false && fresh === false)
    comparison.report('other-fields-refused', field, 'no other fields any more')
  else if (typeof old === 'object' || typeof fresh === 'object') {
    const schemaOf = (others: SchemaView['others']) => (typeof others === 'object' ? others : anything)
    comparison.descend(schemaOf(old), schemaOf(fresh), `${field}.*`)
  }
}
