import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { isAssumed } from '../../contracts/index.js'
import { countOfAssumptions, everyAssumption } from '../../scripts/assumptions.js'
import { everyBehaviour } from '../../verify/behaviour.js'

const page = (name: string) => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8')
const { code, ...ofContract } = everyAssumption()
const listed = Object.values(ofContract).flat()

test('docs/assumptions.md has a row for everything that is assumed, and says how many there are', () => {
  const rows = page('assumptions.md').match(/^\| (?!what is assumed|where)[^-].*\|$/gm) ?? []
  expect(rows).toHaveLength(countOfAssumptions())
  expect(page('assumptions.md')).toContain(`**${countOfAssumptions()}** in all`)
})

test('confidence.md counts the same', () => {
  expect(page('confidence.md')).toContain(`${countOfAssumptions()} things that are assumed`)
})

test('whatever verify takes for assumed is in the list', () => {
  const sources = new Set(listed.map(({ provenance }) => provenance))
  const missing = everyBehaviour().filter(({ provenance }) => isAssumed(provenance) && !sources.has(provenance))
  expect(missing.map(({ id }) => id)).toEqual([])
})

test('the code is read: comments over one line and several, and not the reference page that explains the word', () => {
  const said = code.map(({ of, what }) => `${of}: ${what}`).join('\n')
  expect(said).toContain(
    'world/payment-states.ts: From which status a payment can go to which. The names are documented, the arrows assumed.',
  )
  expect(said).toMatch(/stray-requests\.ts: Wrong method and unknown path/)
  expect(said).not.toContain('control/reference')
})
