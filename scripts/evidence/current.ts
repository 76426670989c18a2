import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { derivedFixtures } from '../../contracts/derived-fixtures.js'
import type { Fixture } from '../../contracts/index.js'
import type { Evidence, EvidenceRow, EvidenceSubject, SafelyVerified } from './evidence.js'
import { onlyAskedReasons } from './only-asked.js'
import { type BareSubject, bareCallbacks, bareOperations } from './subjects.js'

const root = new URL('../../', import.meta.url)

/** Where it is checked in. */
export const evidenceFile = fileURLToPath(new URL('evidence/evidence.json', root))

const languagesFile = fileURLToPath(new URL('evidence/languages.json', root))

const fixtureFolder = fileURLToPath(new URL('contracts/fixtures/', root))

const about =
  'Written by npm run evidence, which lets tests show what they drive; what the code itself tells is renewed by npm run docs. A test fails when it is stale, when a row lacks proof, and when a test named here does not show what it should. See docs/evidence.md.'

/** What tests were seen to drive: of each outcome of each operation and callback. */
export type Driven = Readonly<Record<string, Readonly<Record<string, Pick<EvidenceRow, 'socketTests' | 'clients'>>>>>

/** The evidence as it is now: what the code tells, and of the last recording what is still there. */
export function currentEvidence(): Evidence {
  const written = existsSync(evidenceFile) ? (JSON.parse(readFileSync(evidenceFile, 'utf8')) as Evidence) : undefined
  const subjects = Object.entries({ ...written?.operations, ...written?.callbacks })
  const driven = subjects.map(([of, { outcomes }]) => [
    of,
    Object.fromEntries(outcomes.map((row) => [row.outcome, row])),
  ])
  return evidenceOf(Object.fromEntries(driven), written?.safelyVerified)
}

const nothingVerified: SafelyVerified = { withoutUser: [], withUserKey: [] }

/** The evidence of what was driven. */
export function evidenceOf(driven: Driven, safelyVerified: SafelyVerified = nothingVerified): Evidence {
  const added = (subjects: Record<string, BareSubject>) =>
    Object.fromEntries(Object.entries(subjects).map(([of, subject]) => [of, withDriven(of, subject, driven[of] ?? {})]))
  return {
    about,
    operations: added(bareOperations(readFixtures())),
    callbacks: added(bareCallbacks()),
    safelyVerified,
  }
}

function withDriven(of: string, subject: BareSubject, driven: Driven[string]): EvidenceSubject {
  const outcomes = subject.outcomes.map((bare): EvidenceRow => {
    const { socketTests = { world: [], asked: [] }, clients = {} } = driven[bare.outcome] ?? {}
    const world = socketTests.world.filter(isThere)
    const asked = socketTests.asked.filter(isThere)
    const reason = onlyAskedReasons[`${of} ${bare.outcome}`]
    return {
      ...bare,
      socketTests: { world, asked },
      clients: Object.fromEntries(Object.entries(clients).filter(([test]) => isThere(test))),
      ...(world.length === 0 && asked.length > 0 && reason !== undefined && { onlyAsked: reason }),
    }
  })
  return { ...subject, examples: examplesThatCalled(of), outcomes }
}

/** By the examples' own run, which needs many compilers and is none of `npm test`: `{ "Go, net/http": ["login.loginMe", …] }`. */
function examplesThatCalled(of: string): string[] {
  if (!existsSync(languagesFile)) return []
  const called = JSON.parse(readFileSync(languagesFile, 'utf8')) as Record<string, readonly string[]>
  return Object.keys(called)
    .filter((example) => called[example]?.includes(of))
    .sort()
}

function isThere(test: string): boolean {
  return existsSync(new URL(test, root))
}

function readFixtures(): Fixture[] {
  const names = readdirSync(fixtureFolder, { recursive: true, encoding: 'utf8' })
  const files = names
    .filter((name) => name.endsWith('.json'))
    .map((name) => ({
      id: name.slice(0, -'.json'.length).replaceAll('\\', '/'),
      ...JSON.parse(readFileSync(`${fixtureFolder}${name}`, 'utf8')),
    }))
  return [...derivedFixtures(), ...files].sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** The text of the file: a line for each outcome. */
export function evidenceText({ operations, callbacks, ...rest }: Evidence): string {
  const subjects = (all: Evidence['operations']) => {
    const entries = Object.entries(all).map(([of, { outcomes, ...subject }]) => {
      const fields = Object.entries(subject).map(
        ([name, value]) => `      ${JSON.stringify(name)}: ${JSON.stringify(value)},`,
      )
      const rows = outcomes.map((row) => `        ${JSON.stringify(row)}`)
      return `    ${JSON.stringify(of)}: {\n${fields.join('\n')}\n      "outcomes": [\n${rows.join(',\n')}\n      ]\n    }`
    })
    return `{\n${entries.join(',\n')}\n  }`
  }
  return `{
  "about": ${JSON.stringify(rest.about)},
  "operations": ${subjects(operations)},
  "callbacks": ${subjects(callbacks)},
  "safelyVerified": ${JSON.stringify(rest.safelyVerified, undefined, 2).replaceAll('\n', '\n  ')}
}
`
}
