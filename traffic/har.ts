import { checkValue, type JsonSchema } from '../contracts/index.js'
import type { EntryText } from './har-entries.js'
import { bodyOf, type RecordedBody, type RecordedExchange, type TrafficRecord } from './recorded-exchange.js'
import { trafficFileError } from './traffic-file-error.js'

const pairs = {
  type: 'array',
  items: {
    type: 'object',
    properties: { name: { type: 'string' }, value: { type: 'string' } },
    required: ['name', 'value'],
  },
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
          properties: { text: { type: 'string' }, encoding: { type: 'string' } },
        },
      },
      required: ['method', 'url', 'headers'],
    },
    response: {
      type: 'object',
      properties: {
        status: { type: 'integer' },
        headers: pairs,
        content: {
          type: ['object', 'null'],
          properties: {
            text: { type: 'string' },
            encoding: { type: 'string' },
            size: { type: 'number' },
            mimeType: { type: 'string' },
          },
        },
      },
      required: ['status'],
    },
  },
  required: ['request', 'response'],
} as const satisfies JsonSchema

interface Pair {
  readonly name: string
  readonly value: string
}

/** An entry of a HAR, as far as it is read. */
export interface HarEntry {
  readonly startedDateTime?: unknown
  readonly time?: unknown
  readonly request: {
    readonly method: string
    readonly url: string
    readonly headers: readonly Pair[]
    readonly bodySize?: number
    readonly postData?: { readonly text?: string; readonly encoding?: string; readonly params?: unknown } | null
  }
  readonly response: {
    readonly status: number
    readonly headers?: readonly Pair[]
    readonly content?: {
      readonly text?: string
      readonly encoding?: string
      readonly size?: number
      readonly mimeType?: string
    } | null
  }
}

/**
 * Reads an entry of a HAR.
 *
 * @throws CodedError `ERR_TRAFFIC_FILE` for an entry that is not JSON, or not an entry
 */
export function readHarEntry({ text, entry, line }: EntryText, file: string): TrafficRecord {
  const place = { file, line, entry }
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch {
    // Without the parser's own message, which quotes the text.
    throw trafficFileError(place, 'it is not JSON')
  }
  const [violation] = checkValue(entrySchema, raw, 'entry')
  if (violation !== undefined) {
    const { field, expected } = violation
    throw trafficFileError(place, `it is no HAR entry: ${field.replace(/^entry\./, '')} must be ${expected}`)
  }
  return { entry, line, raw, exchange: exchangeOf(raw as HarEntry) }
}

function exchangeOf({ request, response }: HarEntry): RecordedExchange {
  const headers = headersOf(request.headers)
  return {
    method: request.method.toUpperCase(),
    url: request.url,
    request: { headers, body: requestBody(request, headers) },
    response: response.status <= 0 ? { unanswered: 'no answer was recorded' } : answerOf(response),
  }
}

function headersOf(pairs: readonly Pair[]): Record<string, string> {
  const headers = new Map<string, string>()
  for (const { name, value } of pairs) {
    if (name.startsWith(':')) continue
    const key = name.toLowerCase()
    const earlier = headers.get(key)
    headers.set(key, earlier === undefined ? value : `${earlier}, ${value}`)
  }
  return Object.fromEntries(headers)
}

function requestBody({ postData, bodySize }: HarEntry['request'], headers: Record<string, string>): RecordedBody {
  if (postData?.text !== undefined && postData.text !== '') return bodyOf(decoded(postData.text, postData.encoding))
  if (Array.isArray(postData?.params) && postData.params.length > 0) return { kind: 'text', text: '(a form)' }
  const size = Number(headers['content-length'] ?? bodySize ?? 0)
  return size > 0 ? { kind: 'unrecorded' } : { kind: 'empty' }
}

function answerOf({ status, headers = [], content }: HarEntry['response']): RecordedExchange['response'] {
  const contentType = headersOf(headers)['content-type'] ?? (content?.mimeType || undefined)
  return { status, contentType, body: answerBody(content) }
}

function answerBody(content: HarEntry['response']['content']): RecordedBody {
  if (content?.text !== undefined && content.text !== '') return bodyOf(decoded(content.text, content.encoding))
  return content?.size === 0 ? { kind: 'empty' } : { kind: 'unrecorded' }
}

function decoded(text: string, encoding: string | undefined): string {
  return encoding?.toLowerCase() === 'base64' ? Buffer.from(text, 'base64').toString('utf8') : text
}
