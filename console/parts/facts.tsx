import { useContext } from 'preact/hooks'
import type { Schema } from '../api/description.js'
import type { PageName } from '../pages/page-head.js'
import { Desk } from '../state/desk.js'
import { linkTo, readPlace } from '../state/place.js'
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
              <Value
                name={name}
                value={field}
                schema={{ ...known, ...(description !== undefined && { description }) }}
              />
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

const isNested = (value: unknown) =>
  typeof value === 'object' &&
  value !== null &&
  !(Array.isArray(value) ? value.every(isSimple) : Object.keys(value).length === 0)
const isSimple = (value: unknown) => typeof value !== 'object' || value === null
/** Says what the value shows by itself. */
const isPlain = (description: string) => /^(Won\.|Milliseconds since 1970)/.test(description)

/** The pages on which other things are, by the fields that name them. */
const pages: Readonly<Record<string, PageName>> = {
  userKey: 'users',
  orderId: 'orders',
  payToken: 'payments',
  sku: 'products',
  serialNumber: 'certificates',
  promotionCode: 'promotions',
  templateSetCode: 'templates',
}

/** The address of what a field names, where that is something else than what is shown, and not hidden. */
function linkOf(name: string | undefined, value: string | number): string | undefined {
  const page = name === undefined ? undefined : pages[name]
  const here = readPlace(location.hash)
  if (page === undefined || /^\[redacted /.test(String(value)) || (here.page === page && here.id === String(value)))
    return undefined
  // The twin of a promotion that grants nothing is no promotion of its own.
  return linkTo(page, name === 'promotionCode' ? String(value).replace(/^TEST_/, '') : value)
}

/** `1,000,000` for an amount, and never for what is a name. */
function inGroups(value: number, name = ''): string {
  return /(key|id|no|number|code|version|pid|status|port)$/i.test(name) ? String(value) : value.toLocaleString('en-US')
}

function Value({ name, value, schema }: { readonly name?: string; readonly value: unknown; readonly schema: Schema }) {
  const { words, language } = useContext(Desk)
  const { description = '', format } = schema
  if (value === null || value === undefined || value === '') return <span class="faint">–</span>
  if (typeof value === 'boolean') return <span>{value ? words.yes : words.no}</span>
  if (typeof value === 'number') {
    if (description.startsWith('Milliseconds since 1970')) return <Moment at={value} isWhole />
    if (description.startsWith('Won')) return <span>{won(value, language)}</span>
    const link = linkOf(name, value)
    return link === undefined ? <span class="number">{inGroups(value, name)}</span> : <a href={link}>{value}</a>
  }
  if (typeof value === 'string') {
    if (format === 'date-time' || /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return <Moment at={value} isWhole />
    if (schema.enum !== undefined) return <Badge tone={toneOf(value)}>{value}</Badge>
    const link = linkOf(name, value)
    const shown = link === undefined ? <span class="text">{value}</span> : <a href={link}>{value}</a>
    return value.length > 15 ? (
      <span class="code-line">
        {shown}
        <Copy text={value} />
      </span>
    ) : (
      shown
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
  if (Object.keys(value as object).length === 0) return <span class="faint">–</span>
  return <Facts value={value as object} schema={schema} />
}

/** The part of a schema that describes what is there. */
export function withoutNull(schema: Schema | undefined): Schema | undefined {
  const branches = schema?.anyOf ?? schema?.oneOf
  if (schema === undefined || branches === undefined) return schema
  const rest = branches.filter(({ type }) => type !== 'null')
  return rest.length === 1 ? { ...rest[0], ...(schema.description && { description: schema.description }) } : schema
}
