import { isAssumed, sourceInWords, type Variant, variants } from '../../contracts/index.js'
import type { Area, Behaviour } from '../areas.js'
import { everyBehaviour } from '../behaviour.js'
import type { Difference, Finding } from '../difference.js'
import type { Notebook } from '../notebook.js'

/** What was found out about one behaviour. */
export interface Result {
  readonly id: string
  readonly area: Area
  readonly operations: readonly string[]
  /** What the contract says. */
  readonly says: string
  readonly known: Behaviour['provenance']['known']
  readonly source: string
  /** Whether all or a part of it is assumed. */
  readonly assumed: boolean
  readonly outcome: 'as the contract says' | 'differs' | 'not checked'
  /** What was really seen, redacted; empty where nothing was. */
  readonly seen: readonly string[]
  /** For `differs`. */
  readonly differences: readonly Omit<Difference, 'key'>[]
  /** For `not checked`: why. */
  readonly reason?: string
}

/** Something that was only assumed, and what was seen. */
export interface AssumptionSeen {
  readonly id: string
  readonly assumed: string
  /** Why it was assumed, or which part of it. */
  readonly source: string
  readonly seen: readonly string[]
  readonly verdict: 'as assumed' | 'as a variant says' | 'otherwise'
}

/** Which options of a variant the server showed, and in which operations. */
export interface VariantSeen {
  readonly id: string
  readonly title: string
  readonly default: string
  /** Option → operations; empty where none was seen. */
  readonly options: Readonly<Record<string, readonly string[]>>
}

/** What `verify` found out. Holds no secrets and no personal data. */
export interface Report {
  readonly baseUrl: string
  readonly payBaseUrl: string
  readonly production: boolean
  /** ISO 8601. */
  readonly startedAt: string
  readonly seconds: number
  readonly counts: { readonly asTheContractSays: number; readonly differs: number; readonly notChecked: number }
  /** Set where it was not done to the end: why. */
  readonly cutShort?: string
  /** The differences, those of the same cause together. */
  readonly findings: readonly Finding[]
  readonly assumptionsSeen: readonly AssumptionSeen[]
  readonly variantsSeen: readonly VariantSeen[]
  readonly results: readonly Result[]
}

/** What the report is about. */
export type ReportHead = Pick<Report, 'baseUrl' | 'payBaseUrl' | 'production' | 'startedAt' | 'seconds' | 'cutShort'>

/** Makes the report. `whyNot`: why a behaviour of which nothing was noted was not checked. */
export function makeReport(head: ReportHead, notebook: Notebook, whyNot: (behaviour: Behaviour) => string): Report {
  const known = new Set(everyBehaviour().map(({ id }) => id))
  const stray = notebook.ids.find((id) => !known.has(id))
  if (stray !== undefined) throw new Error(`something was noted of ${stray}, which is not a behaviour`)
  const results = everyBehaviour().map((behaviour) => resultOf(behaviour, notebook, whyNot))
  const count = (outcome: Result['outcome']) => results.filter((result) => result.outcome === outcome).length
  return {
    ...head,
    counts: {
      asTheContractSays: count('as the contract says'),
      differs: count('differs'),
      notChecked: count('not checked'),
    },
    findings: findingsOf(notebook),
    assumptionsSeen: results
      .filter(({ id, assumed, outcome }) => assumed && outcome !== 'not checked' && !id.startsWith('variant/'))
      .map((result) => ({
        id: result.id,
        assumed: result.says,
        source: result.source,
        seen: result.seen,
        verdict: verdictOf(result),
      })),
    variantsSeen: (variants as readonly Variant[]).map(({ id, title, default: usual }) => ({
      id,
      title,
      default: usual,
      options: Object.fromEntries(notebook.options(id)),
    })),
    results,
  }
}

function verdictOf({ outcome, seen }: Result): AssumptionSeen['verdict'] {
  if (outcome === 'differs') return 'otherwise'
  return seen.some((line) => / \(variant [^)]+\)$/.test(line)) ? 'as a variant says' : 'as assumed'
}

/** How many different things that were seen of one behaviour the report shows. */
const seenBound = 4

function resultOf(behaviour: Behaviour, notebook: Notebook, whyNot: (behaviour: Behaviour) => string): Result {
  const { id, area, operations, says, provenance } = behaviour
  const base = { id, area, operations, says, known: provenance.known, source: sourceInWords(provenance) }
  const entry = id.startsWith('variant/') ? variantEntry(id.slice('variant/'.length), notebook) : notebook.entry(id)
  const { seen = [], differences = [], obstacle } = entry ?? {}
  const assumed = isAssumed(provenance)
  if (seen.length === 0) {
    return { ...base, assumed, outcome: 'not checked', seen, differences: [], reason: obstacle ?? whyNot(behaviour) }
  }
  const distinct = [...new Map(differences.map((found) => [`${found.key} ${found.got}`, found])).values()]
  return {
    ...base,
    assumed,
    outcome: distinct.length === 0 ? 'as the contract says' : 'differs',
    seen: seen.slice(0, seenBound),
    differences: distinct.map(({ key: _key, ...rest }) => rest),
  }
}

/** Every option is one that the contract knows: showing one is as the contract says. */
function variantEntry(variant: string, notebook: Notebook): ReturnType<Notebook['entry']> {
  const seen = [...notebook.options(variant)].map(([option, where]) => `${option} (${where.join(', ')})`)
  return seen.length === 0 ? notebook.entry(`variant/${variant}`) : { seen, differences: [] }
}

function findingsOf(notebook: Notebook): Finding[] {
  const found = new Map<string, { difference: Difference; behaviours: string[] }>()
  const order = new Map(everyBehaviour().map(({ id }, index) => [id, index]))
  const ids = [...notebook.ids].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0))
  for (const id of ids) {
    for (const difference of notebook.entry(id)?.differences ?? []) {
      const known = found.get(difference.key)
      if (known === undefined) found.set(difference.key, { difference, behaviours: [id] })
      else if (!known.behaviours.includes(id)) known.behaviours.push(id)
    }
  }
  return [...found.values()].map(({ difference: { key: _key, ...rest }, behaviours }) => ({ ...rest, behaviours }))
}

/** The heading under which a result belongs: its operation or callback, or `tls`, `http`, `variant`. */
export function groupOf({ id }: Pick<Result, 'id'>): string {
  return id.slice(0, id.indexOf('/'))
}

/** Its name under that heading. */
export function nameOf({ id }: Pick<Result, 'id'>): string {
  return id.slice(id.indexOf('/') + 1)
}
