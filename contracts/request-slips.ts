import { type OperationId, operation, operations } from './catalogue.js'
import { type Headers, headerValue } from './header-value.js'
import { type Operation, productionOrigins } from './operation.js'
import { assumed, documented } from './provenance.js'
import { anonymousKeyHeader, headersOf, tossUserKeyHeader } from './user-headers.js'
import { type Violation, violationBound } from './violation.js'

type Slip = Omit<Violation, 'operation'>

/**
 * Mistakes of a request that no schema can say, and that change no answer here: the other production host, another charset,
 * a variable that was never set, a header that the guide asks for. Production may refuse what this mock lets pass.
 *
 * @param request - as for `checkRequest`; `hostname`: where the request went, where that is known
 */
export function requestSlips(
  id: OperationId,
  request: { readonly headers: Headers; readonly body?: unknown; readonly hostname?: string | undefined },
): Violation[] {
  const known: Operation = operation(id)
  const slips = [
    ...wrongHost(known, request.hostname),
    ...wrongCharset(request.headers),
    ...headerPlaceholders(known, request.headers),
    ...bodyPlaceholders(request.body),
    ...missingHeader(known, request.headers),
  ]
  return slips.map((slip) => ({ operation: id, ...slip }))
}

const hostsProvenance = documented('API guide: hosts')

function wrongHost({ id, host }: Operation, hostname: string | undefined): Slip[] {
  if (hostname === undefined || !hostname.endsWith('.toss.im')) return []
  const expected = new URL(productionOrigins[host]).hostname
  if (hostname === expected) return []
  const message = `request.url: ${id} is served by ${expected} (host), and the request went to ${hostname}: change the host.`
  return [{ field: 'request.url', rule: 'host', message, expected, value: hostname, provenance: hostsProvenance }]
}

const utf8 = documented('RFC 8259: JSON between systems is UTF-8; the official sample sends charset=utf-8')

function wrongCharset(headers: Headers): Slip[] {
  const contentType = headerValue(headers, 'content-type')
  const charset = contentType && /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(contentType)?.[1]
  if (!charset || /^(utf-?8|us-ascii)$/i.test(charset)) return []
  const field = 'request.headers.content-type'
  const value = charset.slice(0, 40)
  const message = `${field} names the charset ${value} (charset): send the body as UTF-8, and charset=utf-8 or none.`
  return [{ field, rule: 'charset', message, expected: 'charset=utf-8, or none', value, provenance: utf8 }]
}

/** What programs write of a variable that was never set, or of an object in a text. */
const placeholder = /^(undefined|null|NaN|None|\[object \w+\])$/

const unset = assumed('production answers it as any other wrong value')

function slipOf(field: string, value: string): Slip {
  const message = `${field} is the text ${JSON.stringify(value)} where a value belongs (placeholder): a variable was not set, or an object was put into a text.`
  return { field, rule: 'placeholder', message, expected: 'the value itself', value, provenance: unset }
}

/** The names of the headers that each operation reads, in lower case. */
const headerNames = new Map(
  operations.map((known) => [known.id as string, headersOf(known).map(({ name }) => name.toLowerCase())]),
)

function headerPlaceholders({ id }: Operation, headers: Headers): Slip[] {
  return (headerNames.get(id) ?? []).flatMap((name) => {
    const value = headerValue(headers, name)?.replace(/^bearer\s+/i, '')
    return value !== undefined && placeholder.test(value) ? [slipOf(`request.headers.${name}`, value)] : []
  })
}

function bodyPlaceholders(body: unknown): Slip[] {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return []
  const slips: Slip[] = []
  for (const [name, value] of Object.entries(body)) {
    const isSlip = typeof value === 'string' && value.length <= 40 && placeholder.test(value)
    if (isSlip) slips.push(slipOf(`request.body.${name.slice(0, 100)}`, value))
    if (slips.length >= violationBound) break
  }
  return slips
}

/** The guide asks for a user header where the operation does without: see `user` of the operation. */
function missingHeader({ feature, user }: Operation, headers: Headers): Slip[] {
  if (feature !== 'promotion' || user !== 'optional-key') return []
  const names = [tossUserKeyHeader.name, anonymousKeyHeader.name]
  if (names.some((name) => headerValue(headers, name) !== undefined)) return []
  const field = `request.headers.${tossUserKeyHeader.name}`
  const expected = names.join(' or ')
  const message = `${field} is missing (guide): the guide requires ${expected} here; this mock, as live clients show, does without.`
  return [{ field, rule: 'guide', message, expected, provenance: documented('promotion guide') }]
}
