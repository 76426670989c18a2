import { equivalents } from './equivalents.js'
import { type Found, type Kind, kinds, type Mutant } from './exchange-mutants.js'

/** A mutant that nothing was said of, or not of the right field. */
export interface Survivor {
  readonly of: string
  readonly kind: Kind
  /** Where it is wrong, whichever item of a list. */
  readonly field: string
  readonly origin: string
  readonly change: string
  readonly found: readonly string[]
}

/** What became of the mutants of one kind. */
export interface KindCount {
  mutants: number
  caught: number
  equivalent: number
}

/** What became of all mutants. */
export interface MutationReport {
  readonly counts: ReadonlyMap<Kind, KindCount>
  readonly survivors: readonly Survivor[]
  /** What stands in the table of equivalents, and no mutant needs any more. */
  readonly idle: readonly string[]
  /** What stands there, and is caught by now. */
  readonly outdated: readonly string[]
}

/** Lets the kit judge every mutant. */
export function judgeMutants(mutants: Iterable<Mutant>): MutationReport {
  const counts = new Map<Kind, KindCount>(kinds.map((kind) => [kind, { mutants: 0, caught: 0, equivalent: 0 }]))
  const survivors: Survivor[] = []
  const used = new Set<string>()
  const outdated = new Set<string>()
  for (const mutant of mutants) {
    const count = counts.get(mutant.kind) as KindCount
    count.mutants++
    const found = mutant.judge()
    const survivor: Survivor = {
      of: mutant.of,
      kind: mutant.kind,
      field: (mutant.fields[0] as string).replace(/\[\d+\]/g, '[]'),
      origin: mutant.origin,
      change: mutant.change ?? '',
      found: found.map(({ field, rule }) => `${field} ${rule}`),
    }
    const rows = rowsFor(survivor)
    if (isCaught(found, mutant.fields)) {
      count.caught++
      for (const row of rows) outdated.add(`${row}, in ${mutant.origin} ${survivor.change}`)
    } else if (rows.length === 0 || found.length > 0) {
      survivors.push(survivor)
    } else {
      count.equivalent++
      for (const row of rows) used.add(row)
    }
  }
  const all = equivalents.flatMap((row) => row.kinds.flatMap((kind) => row.fields.map((field) => `${field}: ${kind}`)))
  return { counts, survivors, idle: all.filter((row) => !used.has(row)), outdated: [...outdated] }
}

/** A choice (`oneOf`, `anyOf`) is reported where it stands, not at each of its fields. */
function isCaught(found: readonly Found[], fields: readonly string[]): boolean {
  return found.some(({ field, rule }) =>
    fields.some(
      (wanted) => field === wanted || ((rule === 'oneOf' || rule === 'anyOf') && wanted.startsWith(`${field}.`)),
    ),
  )
}

function rowsFor({ of, kind, field, origin, change }: Survivor): string[] {
  return equivalents.flatMap(({ kinds: listed, fields, origins, changes }) => {
    if (!listed.includes(kind)) return []
    if (origins === undefined ? isOfVariant(origin) : !origins.some((end) => origin.endsWith(end))) return []
    if (changes !== undefined && !changes.includes(change)) return []
    return fields.filter((pattern) => fits(pattern, of, field)).map((pattern) => `${pattern}: ${kind}`)
  })
}

/** A variant's answer has rules of its own. */
function isOfVariant(origin: string): boolean {
  return origin.includes('/variant-')
}

/** Whether `<operation or *> <field>` means this field. */
function fits(pattern: string, of: string, field: string): boolean {
  const [operation = '', path] = pattern.split(' ')
  if (path !== field) return false
  return operation === '*' || operation === of || (operation.endsWith('.*') && of.startsWith(operation.slice(0, -1)))
}

/** The share that was caught, a line a kind. */
export function tableOf(title: string, { counts, survivors }: MutationReport): string {
  const rows = [...counts].filter(([, { mutants }]) => mutants > 0)
  const line = (name: string, { mutants, caught, equivalent }: KindCount) => {
    const share = mutants === equivalent ? '–' : `${((100 * caught) / (mutants - equivalent)).toFixed(1)} %`
    return `${name.padEnd(34)}${[mutants, caught, equivalent].map((n) => String(n).padStart(12)).join('')}${share.padStart(10)}`
  }
  const sum = (of: keyof KindCount) => rows.reduce((total, [, count]) => total + count[of], 0)
  return [
    title.padEnd(34) +
      ['mutants', 'caught', 'equivalent'].map((name) => name.padStart(12)).join('') +
      'share'.padStart(10),
    ...rows.map(([kind, count]) => line(kind, count)),
    line('in all', { mutants: sum('mutants'), caught: sum('caught'), equivalent: sum('equivalent') }),
    `not caught: ${survivors.length}`,
  ].join('\n')
}
