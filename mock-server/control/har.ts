import type { ExchangeEntry } from '../record/journal-entries.js'
import { anything, list, type Of, object, type Shape, text } from '../world/shape.js'

/** A HAR, as far as it is described here: its entries are those of HAR 1.2. */
export const harShape = object({
  log: object({
    version: text,
    creator: object({ name: text, version: text }),
    entries: list(anything as Shape<object>),
  }),
})

/** Who wrote the file, and where the partner API was. */
export interface HarOptions {
  readonly version: string
  readonly baseUrl: string
}

/**
 * Exchanges as HAR 1.2, for browsers and other tools. What the journal does not hold stands there as HAR says that it is unknown: no
 * headers of the answer, no sizes. Instants are on the mock's clock, secrets hidden as in the journal.
 */
export function harOf(exchanges: readonly ExchangeEntry[], { version, baseUrl }: HarOptions): Of<typeof harShape> {
  return {
    log: {
      version: '1.2',
      creator: { name: 'apps-in-toss-mock', version },
      entries: exchanges.map((exchange) => entryOf(exchange, baseUrl)),
    },
  }
}

function entryOf(
  { at, milliseconds, method, path, status, connection, because, request, response }: ExchangeEntry,
  baseUrl: string,
) {
  const url = `${baseUrl}${path}`
  const headers = Object.entries(request.headers as Readonly<Record<string, string | undefined>>).flatMap(
    ([name, value]) => (value === undefined ? [] : [{ name, value }]),
  )
  const contentType = headers.find(({ name }) => name.toLowerCase() === 'content-type')?.value
  const sent = textOf(request.body)
  const answered = textOf(response.body)
  return {
    startedDateTime: at,
    time: milliseconds,
    request: {
      method,
      url,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers,
      queryString: queryOf(url),
      ...(sent !== undefined && { postData: { mimeType: contentType ?? '', text: sent } }),
      headersSize: -1,
      bodySize: -1,
    },
    response: {
      status,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: [],
      content: {
        size: answered === undefined ? 0 : Buffer.byteLength(answered),
        // A body that is no text is what the mock sends as JSON.
        mimeType: typeof response.body === 'object' ? 'application/json; charset=utf-8' : '',
        ...(answered !== undefined && { text: answered }),
      },
      redirectURL: '',
      headersSize: -1,
      bodySize: -1,
    },
    cache: {},
    timings: { send: 0, wait: milliseconds, receive: 0 },
    connection: String(connection.id),
    // The command check knows by it that values are hidden here as they are in the journal.
    _journalOf: 'apps-in-toss-mock',
    ...(because !== undefined && { comment: because }),
  }
}

function textOf(body: unknown): string | undefined {
  if (body === undefined || body === '') return undefined
  return typeof body === 'string' ? body : JSON.stringify(body)
}

function queryOf(url: string): { name: string; value: string }[] {
  if (!URL.canParse(url)) return []
  return [...new URL(url).searchParams].map(([name, value]) => ({ name, value }))
}
