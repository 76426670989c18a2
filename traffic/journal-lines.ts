import type { FromSchema } from 'json-schema-to-ts'
import { checkValue, type JsonSchema } from '../contracts/index.js'
import { bodyOf, type RecordedBody, type RecordedExchange, type TrafficRecord } from './recorded-exchange.js'
import { parseRecord, trafficFileError } from './traffic-file-error.js'

/** What is read of an exchange in our own journal. */
const exchangeSchema = {
  type: 'object',
  properties: {
    method: { type: 'string', minLength: 1 },
    path: { type: 'string', minLength: 1 },
    status: { type: 'integer' },
    request: {
      type: 'object',
      properties: { headers: { type: 'object', additionalProperties: { type: 'string' } } },
      required: ['headers'],
    },
    response: { type: 'object' },
  },
  required: ['method', 'path', 'status', 'request', 'response'],
} as const satisfies JsonSchema

/** An exchange in our own journal, as far as it is read. */
export type JournalLine = FromSchema<typeof exchangeSchema>

/** What a journal holds besides. Callbacks say what the mock sends, not what a client does: its own tests check them. */
const others = new Map([
  ['callback', 'callbacks that the mock sent'],
  ['handshake-refusal', 'refused handshakes'],
  ['notice', 'notices of the mock'],
])

/**
 * Reads a line of a journal, as `GET /journal.jsonl` of a mock writes it.
 *
 * @throws CodedError `ERR_TRAFFIC_FILE` for a line that is not JSON, or no journal entry
 */
export function readJournalLine(text: string, { file, line, entry }: Place): TrafficRecord {
  const place = { file, line, entry }
  const raw = parseRecord(text, place)
  const kind = typeof raw === 'object' && raw !== null ? (raw as { kind?: unknown }).kind : undefined
  if (typeof kind !== 'string') throw trafficFileError(place, 'it is not a journal entry: kind must be a string')
  if (kind !== 'exchange') return { entry, line, raw, exchange: undefined, other: others.get(kind) }
  const [violation] = checkValue(exchangeSchema, raw, 'entry')
  if (violation !== undefined) {
    const { field, expected } = violation
    throw trafficFileError(place, `it is not a journal entry: ${field.replace(/^entry\./, '')} must be ${expected}`)
  }
  return { entry, line, raw, exchange: exchangeOf(raw as JournalLine) }
}

interface Place {
  readonly file: string
  readonly line: number
  readonly entry: number
}

function exchangeOf({ method, path, status, fault, request, response }: JournalLine): RecordedExchange {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]),
  )
  return {
    method: method.toUpperCase(),
    url: path,
    request: { headers, body: journalBody(request.body) },
    response: answer(),
  }

  function answer(): RecordedExchange['response'] {
    if (fault !== undefined) return { unanswered: 'a fault was laid on it' }
    if (status <= 0) return { unanswered: 'no answer was recorded' }
    // The journal keeps no headers of answers: all of them are JSON.
    return { status, contentType: undefined, body: journalBody(response.body) }
  }
}

/** The journal holds what was parsed, and the text of what could not be. */
function journalBody(body: unknown): RecordedBody {
  if (body === undefined) return { kind: 'empty' }
  return typeof body === 'string' ? bodyOf(body) : { kind: 'json', value: body }
}
