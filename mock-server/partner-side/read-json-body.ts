import { isUtf8 } from 'node:buffer'

import { type UnsafeInteger, unsafeIntegers, unsafeInWords, type Violation } from '../../contracts/index.js'
import { beyondJsonBounds } from './json-bounds.js'

/** A body that was read; or one that cannot be, why, and what of it log and journal may show. */
export type ReadBody = { readonly body: unknown } | UnreadableBody

/** Why a body cannot be read. */
export interface UnreadableBody {
  /** For the developer. */
  readonly unreadable: string
  /** For `errorDetails`. */
  readonly message: string
  readonly text: string
  readonly broken: Omit<Violation, 'operation' | 'provenance'>
}

/** Headers, names in lower case, and the bytes of the body; empty or absent where there is none. */
interface BodyAsItCame {
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: Buffer | undefined
}

/** Reads the JSON of a request. `encoding`: the option of the variant request.encoding. */
export function readBody({ headers, body }: BodyAsItCame, encoding: 'utf-8-only' | 'any'): ReadBody {
  if (body === undefined || body.length === 0) return { body: undefined }
  const text = body.toString('utf8')
  const contentType = headers['content-type']
  if (contentType === undefined || !/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(contentType)) {
    return wrongContentType(contentType, text)
  }
  const isCut = headers['content-length'] !== undefined && endsInACharacter(body)
  if (encoding === 'utf-8-only' && !isCut && !isUtf8(body)) return notUtf8(text)
  const beyond = beyondJsonBounds(body)
  if (beyond !== undefined) return tooMuch(beyond, text)
  try {
    const parsed: unknown = JSON.parse(text)
    const [unsafe] = unsafeIntegers(parsed, 'request.body', text)
    return unsafe === undefined ? { body: parsed } : tooLarge(unsafe, text)
  } catch (error) {
    const { message } = error as Error
    if (headers['content-length'] !== undefined && isInTheMiddle(message, text)) return tooShort(body, text)
    // The parser's own message may quote the text.
    return notJson(message.replace(/,?\s*(?:\.{3})?".*is not valid JSON$/s, ''), text)
  }
}

function wrongContentType(contentType: string | undefined, text: string): UnreadableBody {
  const seen = contentType?.slice(0, 200) ?? 'no Content-Type'
  const fix = 'send Content-Type: application/json'
  const field = 'request.headers.content-type'
  const message = `${field} must be application/json (contentType), and is ${seen}: ${fix}.`
  return {
    unreadable: `the body came as ${seen}; ${fix}`,
    message: 'Content-Type은 application/json이어야 해요.',
    text,
    broken: { field, rule: 'contentType', message, expected: 'application/json', value: seen },
  }
}

function notUtf8(text: string): UnreadableBody {
  const field = 'request.body'
  const fix = 'encode it as UTF-8, not as EUC-KR (CP949) or another charset'
  return {
    unreadable: `the body is not UTF-8; ${fix}`,
    message: '요청 본문은 UTF-8이어야 해요.',
    text,
    broken: { field, rule: 'encoding', message: `${field} is not UTF-8 (encoding): ${fix}.`, expected: 'UTF-8' },
  }
}

function tooMuch(beyond: string, text: string): UnreadableBody {
  const field = 'request.body'
  const fix = 'no operation needs as much, send less'
  return {
    unreadable: `the body is more than this mock reads: ${beyond}`,
    message: '요청 본문이 너무 커요.',
    text,
    broken: {
      field,
      rule: 'size',
      message: `${field} is more than this mock reads (size), ${beyond}: ${fix}.`,
      expected: fix,
    },
  }
}

function tooShort(body: Buffer, text: string): UnreadableBody {
  const field = 'request.headers.content-length'
  const counted = `the JSON ends in the middle at the ${body.length} bytes that Content-Length gives`
  const fix =
    'count the bytes of the body, not its characters (Buffer.byteLength in Node), or leave the header to the client'
  const message = `${field} is too small (contentLength): ${counted}; ${fix}.`
  return {
    unreadable: `${counted}; ${fix}`,
    message: 'JSON 형식이 올바르지 않아요.',
    text,
    broken: { field, rule: 'contentLength', message, expected: 'the number of bytes', value: body.length },
  }
}

function tooLarge(unsafe: UnsafeInteger, text: string): UnreadableBody {
  const message = unsafeInWords(unsafe)
  const { field, value } = unsafe
  return {
    unreadable: message,
    message: '값이 너무 커요.',
    text,
    broken: { field, rule: 'safeInteger', message, expected: `at most ${Number.MAX_SAFE_INTEGER}`, value },
  }
}

function notJson(why: string, text: string): UnreadableBody {
  const field = 'request.body'
  const message = `${field} is not JSON (json): send a JSON object, for example with JSON.stringify.`
  return {
    unreadable: `the body is not JSON: ${why}`,
    message: 'JSON 형식이 올바르지 않아요.',
    text,
    broken: { field, rule: 'json', message, expected: 'a JSON object' },
  }
}

/** Whether the last character is cut off, and everything before it is UTF-8. */
function endsInACharacter(body: Buffer): boolean {
  if (isUtf8(body)) return false
  return [1, 2, 3].some((bytes) => (body.at(-bytes) as number) >= 0xc2 && isUtf8(body.subarray(0, -bytes)))
}

/** Whether the parser came to the end of the text before that of the JSON, and a character takes more than one byte. */
function isInTheMiddle(message: string, text: string): boolean {
  const position = Number(/at position (\d+)/.exec(message)?.[1] ?? Number.NaN)
  const atTheEnd = /end of JSON input|Unterminated/.test(message) || position >= text.length
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what is looked for
  return atTheEnd && /[^\u0000-\u007f]/.test(text)
}
