import { useContext } from 'preact/hooks'
import type { Schema } from '../api/description.js'
import { Desk } from '../state/desk.js'
import { Badge, toneOf } from './badge.js'
import { Copy } from './copy.js'
import { Moment, won } from './moment.js'

/** Every field of an object, with its value as its schema means it. */
export function Facts({
  value,
  schema,
  skip = [],
}: {
  readonly value: object
  readonly schema?: Schema | undefined
  readonly skip?: readonly string[]
}) {
  const { said } = useContext(Desk)
  const rows = Object.entries(value).filter(([name]) => !skip.includes(name))
  return (
    <dl class="facts">
      {rows.map(([name, field]) => {
        const { description, ...known } = withoutNull(schema?.properties?.[name]) ?? {}
        const hint = description === undefined || isPlain(description) ? undefined : said(description)
        return (
          <div class={isNested(field) ? 'fact nested' : 'fact'} key={name}>
            <dt title={hint}>{name}</dt>
            <dd>
              <Value value={field} schema={{ ...known, ...(description !== undefined && { description }) }} />
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

const isNested = (value: unknown) =>
  typeof value === 'object' && value !== null && !(Array.isArray(value) && value.every(isSimple))
const isSimple = (value: unknown) => typeof value !== 'object' || value === null
/** Says what the value shows by itself. */
const isPlain = (description: string) => /^(Won\.|Milliseconds since 1970)/.test(description)

function Value({ value, schema }: { readonly value: unknown; readonly schema: Schema }) {
  const { words, language } = useContext(Desk)
  const { description = '', format } = schema
  if (value === null || value === undefined || value === '') return <span class="faint">–</span>
  if (typeof value === 'boolean') return <span>{value ? words.yes : words.no}</span>
  if (typeof value === 'number') {
    if (description.startsWith('Milliseconds since 1970'))
      return value === 0 ? <span class="faint">–</span> : <Moment at={value} isWhole />
    if (description.startsWith('Won')) return <span>{won(value, language)}</span>
    return <span class="number">{String(value)}</span>
  }
  if (typeof value === 'string') {
    if (format === 'date-time' || /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return <Moment at={value} isWhole />
    if (schema.enum !== undefined) return <Badge tone={toneOf(value)}>{value}</Badge>
    return value.length > 15 ? (
      <span class="code-line">
        <span class="text">{value}</span>
        <Copy text={value} />
      </span>
    ) : (
      <span class="text">{value}</span>
    )
  }
  if (Array.isArray(value)) {
    if (value.length === 0) return <span class="faint">–</span>
    if (value.every(isSimple)) {
      return (
        <span class="words">
          {value.map((item) => (
            <Badge key={String(item)}>{String(item)}</Badge>
          ))}
        </span>
      )
    }
    return (
      <>
        {value.map((item, index) =>
          isSimple(item) ? (
            <span key={index}>{String(item)}</span>
          ) : (
            <Facts key={index} value={item as object} schema={withoutNull(schema.items)} />
          ),
        )}
      </>
    )
  }
  return <Facts value={value as object} schema={schema} />
}

/** The part of a schema that describes what is there. */
export function withoutNull(schema: Schema | undefined): Schema | undefined {
  const branches = schema?.anyOf ?? schema?.oneOf
  if (schema === undefined || branches === undefined) return schema
  const rest = branches.filter(({ type }) => type !== 'null')
  return rest.length === 1 ? { ...rest[0], ...(schema.description && { description: schema.description }) } : schema
}
