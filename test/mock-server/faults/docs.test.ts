import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { faultKindNames, faultKinds } from '../../../mock-server/partner-side/faults/fault.js'
import { magicFields, magicPrefix } from '../../../mock-server/partner-side/faults/magic-values.js'
import { faultHeader, namedFaults, spelling } from '../../../mock-server/partner-side/faults/named-faults.js'
import { scenarioNames, scenarios } from '../../../mock-server/partner-side/faults/scenarios.js'

const page = readFileSync(fileURLToPath(new URL('../../../docs/features/faults.md', import.meta.url)), 'utf8')

/** The rows of the table whose head begins so. */
function tableUnder(head: string): string[] {
  const lines = page.split('\n')
  const first = lines.findIndex((line) => line.startsWith(head)) + 2
  const end = lines.findIndex((line, index) => index >= first && !line.startsWith('|'))
  return lines.slice(first, end)
}

test('docs/features/faults.md has the kinds of faults as they are', () => {
  const rows = faultKindNames.map((kind) => {
    const { text, properties, required } = faultKinds[kind]
    const fields = Object.keys(properties).map((name) => `\`${name}${required.includes(name) ? '' : '?'}\``)
    return `| \`${kind}\` | ${fields.join(', ')} | ${text} |`
  })
  expect(tableUnder('| kind |')).toEqual(rows)
})

test('it has the names for the header as they are', () => {
  expect(page).toContain(faultHeader)
  expect(tableUnder('| name |')).toEqual(namedFaults.map((named) => `| \`${spelling(named)}\` | ${named.text} |`))
})

test('it has the scenarios as they are', () => {
  expect(tableUnder('| scenario |')).toEqual(scenarioNames.map((name) => `| \`${name}\` | ${scenarios[name].text} |`))
})

test('it has the magic values as they are', () => {
  const rows = magicFields.map(({ operation, field, others = {} }) => {
    const more = Object.keys(others).map((name) => `\`${magicPrefix}${name}\``)
    return `| \`${operation}\` | \`${field}\` | ${more.join(', ')} |`
  })
  expect(tableUnder('| operation |')).toEqual(rows)
})
