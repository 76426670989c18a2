import { STATUS_CODES } from 'node:http'
import { anonymousKeyHeader, checkRequest, resultTypes, tossUserKeyHeader } from '../contracts/index.js'
import { anonymousExchange } from './anonymous-exchange.js'
import type { HarEntry } from './har.js'
import type { JournalLine } from './journal-lines.js'
import type { KnownOperation } from './match.js'
import type { RecordedBody, RecordedExchange, TrafficRecord } from './recorded-exchange.js'
import { copyMark } from './redacted-file.js'

/**
 * The record of an exchange as it may be published, in the format of the original. Nothing is taken over that is not named
 * here: what a tool adds to a record (comments, fields with `_`, cookies, pages, addresses) is not in the copy.
 */
export const redactedRecord = { har: redactedHarEntry, journal: redactedJournalLine } as const

function redactedHarEntry({ raw }: TrafficRecord, exchange: RecordedExchange, operation: KnownOperation): object {
  const { startedDateTime, time, request: original, response: answer } = raw as HarEntry
  const { method, url, request, response } = anonymousExchange(operation, exchange)
  const { headers, body } = request
  const text = textOf(body)
  const milliseconds = numberOf(time)
  return {
    startedDateTime: dateOf(startedDateTime),
    time: milliseconds,
    request: {
      method,
      url,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: [...pairsOf(headers), ...namesOf(exchange.request)],
      queryString: [],
      ...(text !== undefined && { postData: { mimeType: headers['content-type'] ?? '', text } }),
      headersSize: -1,
      bodySize: body.kind === 'unrecorded' ? numberOf(original.bodySize) || 1 : -1,
    },
    response: harAnswer(response, answer),
    cache: {},
    timings: { send: 0, wait: milliseconds, receive: 0 },
  }
}

function harAnswer(answer: RecordedExchange['response'], { content: original }: HarEntry['response']): object {
  const status = 'unanswered' in answer ? 0 : answer.status
  const { contentType, body } =
    'unanswered' in answer ? { contentType: undefined, body: { kind: 'unrecorded' } as const } : answer
  const text = textOf(body)
  const size = text === undefined ? numberOf(original?.size) || -1 : Buffer.byteLength(text)
  return {
    status,
    statusText: STATUS_CODES[status] ?? '',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: contentType === undefined ? [] : pairsOf({ 'content-type': contentType }),
    content: {
      size: body.kind === 'empty' ? 0 : size,
      mimeType: contentType ?? '',
      ...(text !== undefined && { text }),
    },
    redirectURL: '',
    headersSize: -1,
    bodySize: -1,
  }
}

function redactedJournalLine(
  { raw, entry }: TrafficRecord,
  exchange: RecordedExchange,
  operation: KnownOperation,
): object {
  const { id, at, milliseconds, status, fault } = raw as JournalLine
  const { method, request, response } = anonymousExchange(operation, exchange)
  const { headers } = request
  const body = jsonOf(request.body)
  const answer = 'unanswered' in response ? undefined : jsonOf(response.body)
  const envelope = (answer ?? {}) as { resultType?: unknown; error?: { errorCode?: unknown } | null }
  const errorCode = envelope.error?.errorCode
  const isKnown = (resultTypes as readonly unknown[]).includes(envelope.resultType)
  return {
    id: typeof id === 'number' ? id : entry,
    redactedBy: copyMark,
    at: dateOf(at),
    kind: 'exchange',
    miniApp: 'my-mini-app',
    operation: operation.id,
    method,
    path: operation.path,
    status,
    resultType: isKnown ? envelope.resultType : '',
    ...(typeof errorCode === 'string' && { errorCode }),
    ...(fault !== undefined && { fault: {} }),
    milliseconds: numberOf(milliseconds),
    request: { headers, body },
    response: { body: answer },
    violations: checkRequest(operation.id, { headers, ...(body !== undefined && { body }) }),
  }
}

function jsonOf(body: RecordedBody): unknown {
  if (body.kind === 'json') return body.value
  return body.kind === 'text' ? body.text : undefined
}

function textOf(body: RecordedBody): string | undefined {
  if (body.kind === 'json') return JSON.stringify(body.value)
  return body.kind === 'text' ? body.text : undefined
}

function pairsOf(headers: Readonly<Record<string, string>>): { name: string; value: string }[] {
  return Object.entries(headers).map(([name, value]) => ({ name, value }))
}

/** Names that the contract reads, of headers without a value: others could be anything. */
function namesOf({ withoutValue = [] }: RecordedExchange['request']): { name: string }[] {
  const read: readonly string[] = ['content-type', 'authorization', tossUserKeyHeader.name, anonymousKeyHeader.name]
  return withoutValue.filter((name) => read.includes(name)).map((name) => ({ name }))
}

function numberOf(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0
}

function dateOf(value: unknown): string {
  const known = typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]{5,20}(?:Z|[+-]\d\d:?\d\d)?$/.test(value)
  return known ? value : '1970-01-01T00:00:00.000Z'
}
