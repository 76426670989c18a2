import { CodedError } from '../errors/index.js'

/** Where in a file something is wrong. */
export interface TrafficPlace {
  /** The file's name as it was given; `stdin` for the standard input. */
  readonly file: string
  readonly line?: number | undefined
  /** The record, counted from 1. */
  readonly entry?: number | undefined
}

/** An `ERR_TRAFFIC_FILE` that says where. Nothing of what the file holds is quoted: it may be a secret. */
export function trafficFileError(place: TrafficPlace, what: string, cause?: unknown): CodedError<'ERR_TRAFFIC_FILE'> {
  const line = place.line === undefined ? '' : `:${place.line}`
  const entry = place.entry === undefined ? '' : `, entry ${place.entry}`
  return new CodedError('ERR_TRAFFIC_FILE', `${place.file}${line}${entry}: ${what}`, { cause })
}

/**
 * The JSON of a record.
 *
 * @throws CodedError `ERR_TRAFFIC_FILE`, without the parser's own message, which quotes the text
 */
export function parseRecord(text: string, place: TrafficPlace): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw trafficFileError(place, 'it is not JSON')
  }
}
