import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  callbacks,
  isAssumed,
  type Operation,
  operations,
  type Provenance,
  sourceInWords,
  type Variant,
  variants,
} from '../contracts/index.js'
import { appRows } from '../mock-server/toss-side/app/table.js'
import { transportBehaviours } from '../verify/transport-behaviours.js'
import { type Fact, factsOf, factsOfCallback } from './facts.js'

/** Something that nothing public says, or that is known in part only. */
export interface Assumption extends Fact {
  /** What it is about: the id of an operation, callback or variant; `TLS`, `HTTP`; a file of the mock. */
  readonly of: string
}

/** The groups of the list, in its order. */
export interface Assumptions {
  readonly operations: readonly Assumption[]
  readonly callbacks: readonly Assumption[]
  readonly variants: readonly Assumption[]
  readonly transport: readonly Assumption[]
  /** Calls of a page to the Toss app. */
  readonly app: readonly Assumption[]
  /** What the code decides by itself, beyond what the contract says. */
  readonly code: readonly Assumption[]
}

/** Everything that is assumed, made from the contract and the code. Whoever counts assumptions counts these. */
export function everyAssumption(): Assumptions {
  return {
    operations: (operations as readonly Operation[]).flatMap((each) => assumedOf(each.id, factsOf(each))),
    callbacks: callbacks.flatMap((each) => assumedOf(each.id, factsOfCallback(each))),
    variants: (variants as readonly Variant[]).flatMap(({ id, options }) => {
      const facts = Object.entries(options).map(([name, { text, provenance }]) => ({
        what: `\`${name}\`: ${text}`,
        provenance,
      }))
      return assumedOf(id, facts)
    }),
    transport: transportBehaviours.flatMap(({ area, says, provenance }) =>
      assumedOf(area.toUpperCase(), [{ what: says, provenance }]),
    ),
    app: assumedCalls(),
    code: decisionsOfTheCode(),
  }
}

/** The rows of the table of calls that neither the SDK nor a report shows. */
function assumedCalls(): Assumption[] {
  return Object.entries(appRows).flatMap(([name, { known, says }]) => {
    const provenance: Provenance = { known: 'assumed', source: 'a decision of the table of calls', date: '' }
    return known === 'assumed' ? [{ of: name, what: says, provenance }] : []
  })
}

/** How many they are. */
export function countOfAssumptions(): number {
  return Object.values(everyAssumption()).reduce((sum, group) => sum + group.length, 0)
}

function assumedOf(of: string, facts: readonly Fact[]): Assumption[] {
  const seen = new Set<string>()
  return facts.flatMap(({ what, provenance }) => {
    const told = `${what} ${sourceInWords(provenance)}`
    const isNew = !seen.has(told)
    seen.add(told)
    return isNew && isAssumed(provenance) ? [{ of, what, provenance }] : []
  })
}

/** The rooms whose code decides what production is imitated to do. */
const rooms = ['ca', 'mini-app', 'mock-server']

/** Comments with the word in them, in the order of files and lines: whoever decides something in code marks it there. */
function decisionsOfTheCode(): Assumption[] {
  return rooms.flatMap((room) =>
    sourcesOf(room).flatMap((file) => {
      const text = readFileSync(inRepository(file), 'utf8')
      return [...text.matchAll(/\/\*\*([\s\S]*?)\*\/|^\s*\/\/(.*(?:\n\s*\/\/.*)*)/gm)].flatMap(([, block, line]) => {
        const comment = (block ?? line ?? '').replaceAll(/\s*\n\s*(?:\*|\/\/)?\s?/g, ' ').trim()
        return /\bassumed\b/i.test(comment) ? [decision(file, comment)] : []
      })
    }),
  )
}

function decision(file: string, comment: string): Assumption {
  const [what = comment] = comment.split(/\s@\w/, 1)
  const provenance: Provenance = { known: 'assumed', source: 'a decision of the code', date: '' }
  return { of: file, what: what.replaceAll(/\{@link (\w+)\}/g, '`$1`'), provenance }
}

/** The reference page explains the word, and marks what the contract says. */
const aboutTheWord = join('mock-server', 'control', 'reference')

function sourcesOf(room: string): string[] {
  const names = readdirSync(inRepository(room), { recursive: true, encoding: 'utf8' }).sort()
  const files = names.filter((name) => name.endsWith('.ts')).map((name) => join(room, name))
  return files.filter((file) => !file.startsWith(aboutTheWord))
}

function inRepository(path: string): string {
  return fileURLToPath(new URL(`../${path}`, import.meta.url))
}
