import { isObject } from '../../contracts/json.js'
import { checkInstant, checkName, checkShape } from '../world/checks/field-checks.js'
import { type Issue, issueBounds } from '../world/checks/issue.js'
import { beyondClock, isWithinClock } from '../world/clock.js'
import { checkSnapshot } from '../world/snapshot/check-snapshot.js'
import { checkCombinations } from './check-combinations.js'
import { checkFaults } from './check-faults.js'
import { checkOrderIds, checkReferences } from './check-references.js'
import { type MiniAppSeed, miniAppSeed, type WorldSeed, worldFormat, worldSeed } from './world-seed.js'

/**
 * What can be seen to be wrong with a seed without trying it: keys, values, what is there twice, what refers to nothing.
 * As much of it as is told.
 */
export function checkSeed(content: unknown): Issue[] {
  const issues: Issue[] = []
  for (const issue of issuesOf(content)) {
    issues.push(issue)
    if (issues.length === issueBounds.found) break
  }
  return issues
}

function* issuesOf(content: unknown): Generator<Issue> {
  if (content === null || content === undefined) {
    yield { path: [], rule: 'type', message: 'there is nothing in it', fix: 'Write at least miniApps: {}.' }
    return
  }
  if (!isObject(content)) {
    const found = Array.isArray(content) ? 'a list' : `the ${typeof content} ${JSON.stringify(content).slice(0, 40)}`
    yield { path: [], rule: 'type', message: `it must hold keys and values, not ${found}` }
    return
  }
  const wrongFormat = checkFormat(content)
  if (wrongFormat !== undefined) {
    yield wrongFormat
    return
  }
  const broken = checkShape(worldSeed, content, [])
  yield* broken
  yield* checkClock(content, broken)
  yield* checkFaults((content as WorldSeed).faults, ['faults'], broken)
  const { miniApps = {}, snapshot } = content as WorldSeed
  const names = Object.keys(isObject(miniApps) ? miniApps : {})
  for (const name of names) {
    yield* checkName(name, ['miniApps', name])
    const faults: unknown = isObject(miniApps[name]) ? miniApps[name].faults : undefined
    yield* checkFaults(faults, ['miniApps', name, 'faults'], broken)
  }
  const usable = names.flatMap((name): [string, MiniAppSeed][] => {
    const seed = usablePart(miniApps[name], broken, name)
    return seed === undefined ? [] : [[name, seed]]
  })
  for (const [name, seed] of usable) {
    yield* checkReferences(seed, ['miniApps', name])
    yield* checkCombinations(seed, ['miniApps', name])
  }
  yield* checkOrderIds(usable)
  if (isObject(snapshot)) yield* checkSnapshot(snapshot, names)
}

/** The lists of a mini-app without the fields that break their schema, so that what is left can be checked as well. */
function usablePart(seed: unknown, issues: readonly Issue[], name: string): MiniAppSeed | undefined {
  const broken = issues.filter(({ path }) => path[0] === 'miniApps' && path[1] === name)
  if (broken.length === 0) return seed as MiniAppSeed
  if (!isObject(seed)) return undefined
  const lists = Object.entries(seed).filter(([section]) => listSections.has(section))
  if (lists.some(([, entries]) => !Array.isArray(entries))) return undefined
  const fields = new Set(broken.map(({ path: [, , section, place, field] }) => `${section} ${place} ${field}`))
  return Object.fromEntries(
    lists.map(([section, entries]) => [
      section,
      (entries as unknown[]).map((entry, place) =>
        Object.fromEntries(
          Object.entries(isObject(entry) ? entry : {}).filter(([field]) => !fields.has(`${section} ${place} ${field}`)),
        ),
      ),
    ]),
  )
}

const listSections = new Set(
  Object.entries(miniAppSeed.properties ?? {}).flatMap(([section, { type }]) => (type === 'array' ? section : [])),
)

function checkFormat({ format, snapshot }: Record<string, unknown>): Issue | undefined {
  if (format === worldFormat || (format === undefined && snapshot === undefined)) return undefined
  const path = ['format']
  if (format === undefined) {
    return { path, rule: 'required', message: `format is required beside snapshot: it must be ${worldFormat}` }
  }
  const isOtherVersion = typeof format === 'string' && /^apps-in-toss-mock\/world@\d+$/.test(format)
  const fix = isOtherVersion ? 'Export the world anew with the version that is to read it.' : undefined
  const message = `format is ${JSON.stringify(format)}, and this version reads ${worldFormat}`
  return { path, rule: 'const', message, fix }
}

function checkClock({ clock }: WorldSeed, broken: readonly Issue[]): Issue[] {
  if (clock === undefined || broken.some(({ path }) => path[0] === 'clock')) return []
  const { instant, aheadBySeconds } = clock
  if (instant === undefined) {
    const path = ['clock', 'aheadBySeconds']
    if (isWithinClock(Date.now() + (aheadBySeconds ?? 0) * 1000)) return []
    return [{ path, rule: 'maximum', message: `clock.aheadBySeconds: the instant ${beyondClock}` }]
  }
  const path = ['clock', 'instant']
  if (aheadBySeconds !== undefined) {
    return [{ path, rule: 'combination', message: 'clock.instant and clock.aheadBySeconds: give one or the other' }]
  }
  const issues = checkInstant(instant, path)
  if (issues.length > 0 || isWithinClock(Date.parse(instant))) return issues
  return [{ path, rule: 'maximum', message: `clock.instant: ${instant} ${beyondClock}` }]
}
