import type { FromSchema } from 'json-schema-to-ts'
import { checkValue, type JsonSchema } from '../contracts/index.js'
import type { EntryText } from './har-entries.js'
import { bodyOfText } from './recorded-bytes.js'
import type { RecordedBody, RecordedExchange, TrafficRecord } from './recorded-exchange.js'
import { parseRecord, trafficFileError } from './traffic-file-error.js'

/** Values are text; some recorders write numbers, lists, or nothing. */
const pairs = {
  type: 'array',
  items: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
} as const satisfies JsonSchema

/** What is read of an entry (HAR 1.2). Tools leave out much that the format demands, so little is demanded here. */
const entrySchema = {
  type: 'object',
  properties: {
    request: {
      type: 'object',
      properties: {
        method: { type: 'string', minLength: 1 },
        url: { type: 'string', minLength: 1 },
        headers: pairs,
        bodySize: { type: 'number' },
        postData: {
          type: ['object', 'null'],
          properties: { text: { type: ['string', 'null'] }, encoding: { type: ['string', 'null'] } },
        },
      },
      required: ['method', 'url', 'headers'],
    },
    response: {
      type: 'object',
      properties: {
        status: { type: ['integer', 'string', 'null'] },
        headers: pairs,
        content: {
          type: ['object', 'null'],
          properties: {
            text: { type: ['string', 'null'] },
            encoding: { type: ['string', 'null'] },
            size: { type: ['number', 'null'] },
            mimeType: { type: ['string', 'null'] },
            // Playwright's name of a file beside the HAR that holds the body.
            _file: {},
          },
        },
      },
      required: [],
    },
  },
  required: ['request', 'response'],
} as const satisfies JsonSchema

/** An entry of a HAR, as far as it is read; what the schema does not name is unknown. */
export type HarEntry = FromSchema<typeof entrySchema>
type Pair = FromSchema<typeof pairs>[number]

/**
 * Reads an entry of a HAR. One that is JSON and no entry has a `problem`; of its exchange only method and URL are known then.
 *
 * @throws CodedError `ERR_TRAFFIC_FILE` for an entry that is not JSON, or has no URL
 */
export function readHarEntry({ text, entry, line }: EntryText, file: string): TrafficRecord {
  const place = { file, line, entry }
  const raw = parseRecord(text, place)
  const [violation] = checkValue(entrySchema, raw, 'entry')
  if (violation !== undefined) {
    const { field, expected } = violation
    const problem = trafficFileError(
      place,
      `it is not a HAR entry: ${field.replace(/^entry\./, '')} must be ${expected}`,
    )
    const { method, url } = (raw as Partial<HarEntry> | null)?.request ?? {}
    if (typeof url !== 'string') throw problem
    return { entry, line, raw, problem, exchange: unreadable(typeof method === 'string' ? method : '', url) }
  }
  return { entry, line, raw, exchange: exchangeOf(raw as HarEntry) }
}

function unreadable(method: string, url: string): RecordedExchange {
  const request = { headers: {}, body: { kind: 'unrecorded' } } as const
  return { method: method.toUpperCase(), url, request, response: { unanswered: 'it cannot be read' } }
}

function exchangeOf({ request, response }: HarEntry): RecordedExchange {
  const { headers, withoutValue } = headersOf(request.headers)
  const status = Number(response.status ?? 0)
  return {
    method: request.method.toUpperCase(),
    url: request.url,
    request: { headers, withoutValue, body: requestBody(request, headers) },
    response: status > 0 ? answerOf(response, status) : { unanswered: 'no answer was recorded' },
  }
}

/** Headers by name. One that stands there twice with the same value was sent once: Chromium tells of each in two events. */
function headersOf(pairs: readonly Pair[]): { headers: Record<string, string>; withoutValue: string[] } {
  const values = new Map<string, Set<string>>()
  for (const { name, value } of pairs) {
    if (name.startsWith(':')) continue
    const key = name.toLowerCase()
    const known = values.get(key) ?? new Set()
    values.set(key, known)
    for (const each of [value].flat()) if (each !== undefined && each !== null) known.add(String(each))
  }
  const all = [...values].map(([name, known]) => [name, [...known].join(', ')] as const)
  return {
    headers: Object.fromEntries(all.filter(([name]) => values.get(name)?.size !== 0)),
    withoutValue: all.filter(([name]) => values.get(name)?.size === 0).map(([name]) => name),
  }
}

function requestBody({ postData, bodySize }: HarEntry['request'], headers: Record<string, string>): RecordedBody {
  const contentEncoding = headers['content-encoding']
  const { text, encoding, params, mimeType } = postData ?? {}
  if (text) return bodyOfText({ text, encoding: encoding ?? undefined, contentEncoding })
  if (Array.isArray(params) && params.length > 0) {
    const isJson = jsonType.test(headers['content-type'] ?? '') || jsonType.test(String(mimeType))
    return isJson
      ? { kind: 'unrecorded', why: 'the recorder kept its fields as those of a form' }
      : { kind: 'text', text: '(a form)' }
  }
  const size = Number(headers['content-length'] ?? bodySize ?? 0)
  // Sent in chunks, a body has no length, and some recorders say -1 of what they do not know.
  return size > 0 || headers['transfer-encoding'] !== undefined ? { kind: 'unrecorded' } : { kind: 'empty' }
}

const jsonType = /^application\/(?:[\w.-]+\+)?json\b/i

function answerOf(
  { headers: pairs = [], content }: HarEntry['response'],
  status: number,
): RecordedExchange['response'] {
  const { headers } = headersOf(pairs)
  const contentType = headers['content-type'] ?? (content?.mimeType || undefined)
  return { status, contentType, body: answerBody(content, headers['content-encoding']) }
}

function answerBody(content: HarEntry['response']['content'], contentEncoding: string | undefined): RecordedBody {
  const { text, encoding, size, _file: file } = content ?? {}
  if (text) return bodyOfText({ text, encoding: encoding ?? undefined, contentEncoding })
  if (file !== undefined)
    return { kind: 'unrecorded', why: 'it is in a file beside the HAR: record with bodies embedded' }
  return size === 0 ? { kind: 'empty' } : { kind: 'unrecorded' }
}
