/**
 * Bytes that an answer of the partner API may have. The largest that the contract knows, of a bulk message to 2,500 people
 * that reached nobody on any channel, has about a third of it.
 */
export const answerBound = 2 * 1024 * 1024

/**
 * The text of a body that somebody else sends, and that may never end.
 *
 * @param bound - bytes; whoever sends more is not read any further
 * @throws an error that {@link isTooLong}, or what the sender broke off with
 */
export async function boundedText(chunks: AsyncIterable<Uint8Array>, bound: number): Promise<string> {
  const read: Uint8Array[] = []
  let length = 0
  for await (const chunk of chunks) {
    length += chunk.length
    if (length > bound) throw new TooLong(`the answer is longer than ${bound} bytes`)
    read.push(chunk)
  }
  return Buffer.concat(read, length).toString('utf8')
}

class TooLong extends Error {}

/** Whether a body was given up because of its length. */
export function isTooLong(error: unknown): error is Error {
  return error instanceof TooLong
}

/** A request to an address that may belong to anybody by now, and how much of an answer is taken. */
export interface BoundedRequest {
  readonly method?: string
  /** Sent as JSON. */
  readonly body?: object | undefined
  /** Milliseconds for everything together; default 10,000. */
  readonly timeout?: number
  /** Bytes of the answer; default 1 MiB. */
  readonly bound?: number
}

/**
 * Asks for JSON. The exchange as a whole is bounded, in time and in bytes.
 *
 * @throws Error where no answer came within the bounds, or one that is not JSON
 */
export async function fetchJson(
  url: string | URL,
  { method = 'GET', body, timeout = 10_000, bound = 1024 * 1024 }: BoundedRequest = {},
): Promise<{ readonly status: number; readonly body: unknown }> {
  const response = await fetch(url, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    signal: AbortSignal.timeout(timeout),
  })
  return { status: response.status, body: JSON.parse(await boundedText(response.body ?? nothing(), bound)) }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
