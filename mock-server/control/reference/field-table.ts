import type { JsonSchema, Provenance } from '../../../contracts/index.js'
import { type Html, html, type Part } from './html.js'
import { rowClass, sourceOf } from './provenance-badge.js'

interface Field {
  readonly path: string
  readonly schema: JsonSchema
  readonly required: boolean
  readonly provenance: Provenance
}

/** A table of every field of a schema; inner ones with their path. Fields without a source of their own have that of the whole. */
export function fieldTable(schema: JsonSchema, provenance: Provenance): Html {
  const fields = fieldsOf(schema, '', provenance)
  if (fields.length === 0) return html`<p>${describeValue(schema)}</p>`
  const choice = choiceOf(schema)
  return html`<div class="wide"><table>
<thead><tr><th scope="col">field</th><th scope="col">type</th><th scope="col">what</th><th scope="col">how it is known</th></tr></thead>
<tbody>${fields.map(row)}</tbody>
</table></div>${choice !== undefined && html`<p>${choice}</p>`}${schema.additionalProperties === false && html`<p>No other fields.</p>`}`
}

function row({ path, schema, required, provenance }: Field): Html {
  const need = required ? html` <abbr class="required" title="required">*</abbr>` : ''
  return html`<tr class="${rowClass(provenance)}"><th scope="row"><code>${path}</code>${need}</th><td>${typeOf(schema)}</td><td>${describeValue(schema)}</td><td>${sourceOf(provenance)}</td></tr>
`
}

function fieldsOf(schema: JsonSchema, path: string, inherited: Provenance): Field[] {
  const provenance = schema['x-provenance'] ?? inherited
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, field]): Field[] => {
    const inner = path === '' ? name : `${path}.${name}`
    const known = field['x-provenance'] ?? provenance
    const required = schema.required?.includes(name) ?? false
    return [{ path: inner, schema: field, required, provenance: known }, ...fieldsOf(field, inner, known)]
  })
  const items = schema.items === undefined ? [] : fieldsOf(schema.items, `${path}[]`, provenance)
  const branches = schema.properties === undefined ? [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])] : []
  return [...own, ...items, ...branches.flatMap((branch) => fieldsOf(branch, path, provenance))]
}

/** `string or null`, `list of objects`. */
function typeOf(schema: JsonSchema): string {
  const types = schema.type === undefined ? [] : [schema.type].flat()
  const branches = types.length === 0 ? [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])] : []
  if (branches.length > 0) return [...new Set(branches.map(typeOf))].join(' or ')
  if (types.length === 0) return schema.const === undefined ? 'any' : typeof schema.const
  return types.map((type) => (type === 'array' ? `list of ${itemsOf(schema)}` : type)).join(' or ')
}

function itemsOf({ items }: JsonSchema): string {
  const type = items === undefined ? 'any' : typeOf(items)
  return type === 'any' ? 'anything' : `${type}s`
}

/** Description, allowed values and bounds. */
function describeValue(schema: JsonSchema): Part {
  const { description, enum: values, const: constant, pattern, format, examples } = schema
  const parts: Part[] = []
  if (description !== undefined) parts.push(html`<p>${description}</p>`)
  if (schema['x-encrypted'] === true) parts.push(html`<p class="note">encrypted</p>`)
  if (constant !== undefined) parts.push(html`<p>always <code>${JSON.stringify(constant)}</code></p>`)
  if (values !== undefined)
    parts.push(html`<p class="values">${values.map((value) => html`<code>${String(value)}</code> `)}</p>`)
  const bounds = boundsOf(schema)
  if (bounds.length > 0) parts.push(html`<p>${bounds.join(', ')}</p>`)
  if (format !== undefined) parts.push(html`<p>format ${format}</p>`)
  if (pattern !== undefined) parts.push(html`<p>matches <code>${pattern}</code></p>`)
  if (examples !== undefined && values === undefined) {
    parts.push(html`<p>for example ${examples.map((example) => html`<code>${JSON.stringify(example)}</code> `)}</p>`)
  }
  return parts
}

function boundsOf({ minimum, maximum, minLength, maxLength, minItems, maxItems }: JsonSchema): string[] {
  return [
    ...range(minimum, maximum, ''),
    ...range(minLength, maxLength, 'character'),
    ...range(minItems, maxItems, 'item'),
  ]
}

function range(from: number | undefined, to: number | undefined, unit: string): string[] {
  const counted = (number: number) => `${number}${unit === '' ? '' : ` ${unit}${number === 1 ? '' : 's'}`}`
  if (from !== undefined && to !== undefined) return [`${from} to ${counted(to)}`]
  if (from !== undefined) return [`at least ${counted(from)}`]
  return to === undefined ? [] : [`at most ${counted(to)}`]
}

/** A choice between fields: `oneOf` or `anyOf` of what is required. */
function choiceOf({ oneOf, anyOf }: JsonSchema): string | undefined {
  const branches = oneOf ?? anyOf ?? []
  const names = branches.flatMap(({ required }) => (required === undefined ? [] : [required.join(' and ')]))
  if (names.length === 0) return undefined
  return `${oneOf === undefined ? 'At least' : 'Exactly'} one of ${names.join(', ')}.`
}
