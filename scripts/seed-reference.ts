import type { JsonSchema } from '../contracts/index.js'
import { miniAppSeed, worldSeed } from '../mock-server/seed/world-seed.js'
import { fieldRows, table, withPart } from './schema-table.js'

/** The page of the seed file with its reference as the schemas have it; the rest as it is. */
export function withSeedReference(page: string, said = (reference: string) => reference): string {
  return withPart(page, 'reference', said(reference()))
}

function reference(): string {
  const { miniApps: _miniApps, ...top } = worldSeed.properties ?? {}
  const sections = Object.entries(miniAppSeed.properties ?? {}).map(([name, schema]) => {
    const isList = schema.type === 'array'
    const entry = isList ? (schema.items as JsonSchema) : schema
    return `#### \`${name}\`${isList ? ': a list' : ''}\n\n${schema.description}\n\n${keys(entry)}\n`
  })
  return [
    '### The file\n',
    keys({ properties: { ...top, miniApps: { type: 'object', description: 'Mini-apps by appName; see below.' } } }),
    '\n### A mini-app\n',
    ...sections,
  ].join('\n')
}

function keys(schema: JsonSchema): string {
  return table(
    ['key', 'value', ''],
    fieldRows(schema).map(({ key, value, text }) => [key, value, text]),
  )
}
