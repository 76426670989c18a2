import type { JsonSchema } from '../contracts/index.js'
import { miniAppSeed, worldSeed } from '../mock-server/seed/world-seed.js'

const begin = '<!-- The reference is written by `npm run docs`; a test fails when it is stale. -->'
const end = '<!-- End of the reference. -->'

/** The page of the seed file with its reference as the schemas have it; the rest as it is. */
export function withSeedReference(page: string): string {
  const [before, , after] = page.split(new RegExp(`(?<=${begin})|(?=${end})`))
  if (before === undefined || after === undefined) throw new Error(`the page lacks "${begin}" or "${end}"`)
  return `${before}\n\n${reference()}\n${after}`
}

function reference(): string {
  const { miniApps: _miniApps, ...top } = worldSeed.properties ?? {}
  const sections = Object.entries(miniAppSeed.properties ?? {}).map(([name, schema]) => {
    const isList = schema.type === 'array'
    const entry = isList ? (schema.items as JsonSchema) : schema
    return `#### \`${name}\`${isList ? ': a list' : ''}\n\n${schema.description}\n\n${table(entry)}\n`
  })
  return [
    '### The file\n',
    table({ properties: { ...top, miniApps: { type: 'object', description: 'Mini-apps by appName; see below.' } } }),
    '\n### A mini-app\n',
    ...sections,
  ].join('\n')
}

function table(schema: JsonSchema): string {
  const rows = rowsOf(schema, '').map(([key, value, text]) => `| ${key} | ${value} | ${text} |`)
  return ['| key | value | |', '|---|---|---|', ...rows].join('\n')
}

function rowsOf(schema: JsonSchema, prefix: string): [string, string, string][] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]): [string, string, string][] => {
    const isRequired = schema.required?.includes(name) === true
    const key = `\`${prefix}${name}\`${isRequired ? ' (required)' : ''}`
    const row: [string, string, string] = [key, describeValue(field), cell(field.description ?? '')]
    return [row, ...rowsOf(field, `${prefix}${name}.`)]
  })
}

function describeValue(schema: JsonSchema): string {
  const { const: only, enum: words, type, items, pattern, format } = schema
  if (only !== undefined) return code(only)
  if (words !== undefined && words.length > 12)
    return `one of ${words.length}: ${code(words[0])} … ${code(words.at(-1))}`
  if (words !== undefined) return words.map(code).join(' ')
  const types = [type ?? []].flat()
  if (types.includes('array')) return `list of ${items === undefined ? 'anything' : describeValue(items)}`
  const kinds = types.map((kind) => kindNames[kind]).join(' or ')
  if (format === 'date-time') return `${kinds}, ISO 8601`
  if (pattern !== undefined) return `${kinds}, ${code(`/${pattern}/`)}`
  return `${kinds}${range(schema)}`
}

function range({ minimum, maximum, maxLength }: JsonSchema): string {
  if (maxLength !== undefined) return ` of at most ${maxLength} characters`
  if (minimum === undefined || maximum === undefined) return minimum === undefined ? '' : ` of at least ${minimum}`
  return maximum >= Number.MAX_SAFE_INTEGER ? ` of at least ${minimum}` : `, ${minimum} to ${maximum}`
}

const kindNames: Readonly<Record<string, string>> = {
  object: 'keys and values',
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: '`true` or `false`',
  null: '`null`',
}

const code = (value: unknown) => `\`${cell(typeof value === 'string' ? value : JSON.stringify(value))}\``
const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
