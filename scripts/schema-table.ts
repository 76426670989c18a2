import type { JsonSchema, Provenance } from '../contracts/index.js'
import { sourceInWords } from '../contracts/index.js'

/** A field of a schema as a row of a table. */
export interface FieldRow {
  /** In code, with its path. */
  readonly key: string
  readonly value: string
  readonly text: string
  readonly provenance: Provenance | undefined
}

/** The fields of an object, those inside of them included; those of the entries of a list where they are asked for. */
export function fieldRows(schema: JsonSchema, { prefix = '', ofEntries = false } = {}): FieldRow[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]): FieldRow[] => {
    const isRequired = schema.required?.includes(name) === true
    const key = `\`${prefix}${name}\`${isRequired ? ' (required)' : ''}`
    const row = {
      key,
      value: describeValue(field),
      text: cell(field.description ?? ''),
      provenance: field['x-provenance'],
    }
    const entries = ofEntries && field.items !== undefined ? field.items : {}
    const inside = (of: JsonSchema, step: string) => fieldRows(of, { prefix: `${prefix}${name}${step}`, ofEntries })
    return [row, ...inside(field, '.'), ...inside(entries, '[].')]
  })
}

/** What may stand there, in a few words. */
export function describeValue(schema: JsonSchema): string {
  const { const: only, enum: words, type, items, pattern, format } = schema
  if (only !== undefined) return code(only)
  if (words !== undefined && words.length > 12)
    return `one of ${words.length}: ${code(words[0])} … ${code(words.at(-1))}`
  if (words !== undefined) return words.map(code).join(' ')
  const branches = schema.oneOf ?? schema.anyOf
  const types = [type ?? []].flat()
  if (types.length === 0) return branches === undefined ? 'anything' : branches.map(describeValue).join(', or ')
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

/** How a fact is known, with its source. */
export function knownInWords(provenance: Provenance | undefined): string {
  return provenance === undefined ? '' : cell(`${provenance.known}: ${sourceInWords(provenance)}`)
}

/** A table of Markdown. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`.replaceAll('|  |', '| |')
  return [line(heads), `|${heads.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n')
}

const code = (value: unknown) => `\`${cell(typeof value === 'string' ? value : JSON.stringify(value))}\``

/** Text that stays in its cell. */
export const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

/** A page with the part between its two marks replaced; what is around it is written by hand. */
export function withPart(page: string, name: string, text: string): string {
  const begin = `<!-- The ${name} is written by \`npm run docs\`; a test fails when it is stale. -->`
  const end = `<!-- End of the ${name}. -->`
  const [before, , after] = page.split(new RegExp(`(?<=${begin})|(?=${end})`))
  if (before === undefined || after === undefined) throw new Error(`the page lacks "${begin}" or "${end}"`)
  return `${before}\n\n${text}\n${after}`
}
