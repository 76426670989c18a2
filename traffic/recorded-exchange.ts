/** A body as a recording holds it. */
export type RecordedBody =
  /** No byte was sent. */
  | { readonly kind: 'empty' }
  | { readonly kind: 'json'; readonly value: unknown }
  /** Something that is not JSON. */
  | { readonly kind: 'text'; readonly text: string }
  /** There was one, and the recording does not have it. */
  | { readonly kind: 'unrecorded'; readonly why?: string }

/** One request and its answer, read from a recording. */
export interface RecordedExchange {
  readonly method: string
  /** As in the recording; only the path, with its query, where the recording has no host. */
  readonly url: string
  readonly request: {
    /** Names in lower case; repeated ones joined. */
    readonly headers: Readonly<Record<string, string>>
    /** Names of headers, in lower case, that the recording has without a value. */
    readonly withoutValue?: readonly string[]
    readonly body: RecordedBody
  }
  /** `unanswered` where no answer came, or none that says anything about the server. */
  readonly response:
    | { readonly status: number; readonly contentType: string | undefined; readonly body: RecordedBody }
    | { readonly unanswered: string }
}

/** One record of a file: an exchange, or something else that a recording can hold. */
export interface TrafficRecord {
  /** Counts up from 1 within its file. */
  readonly entry: number
  /** The line on which it begins. */
  readonly line: number
  /** The record as it stands in the file. */
  readonly raw: unknown
  /** Undefined for a record that is not an HTTP exchange with the partner API, such as a refused handshake. */
  readonly exchange: RecordedExchange | undefined
  /** What it is instead, in words, where that is known. */
  readonly other?: string | undefined
  /** Why the record cannot be read. It ends the reading only where the request was one to the partner API. */
  readonly problem?: Error | undefined
}

/** Reads a text as the body that it is. */
export function bodyOf(text: string): RecordedBody {
  if (text === '') return { kind: 'empty' }
  try {
    return { kind: 'json', value: JSON.parse(text) }
  } catch {
    return { kind: 'text', text }
  }
}
