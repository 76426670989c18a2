import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { Transform } from 'node:stream'
import { type Inject, isDocument, prepareDocument } from './document.js'

/**
 * Puts the page script into whatever document somebody writes as this answer: a dev server, a framework, a server of files.
 * Any other answer stays as it is.
 */
export function injectIntoDocuments(request: IncomingMessage, response: ServerResponse, inject: Inject): void {
  // What is compressed cannot be read.
  request.headers['accept-encoding'] = 'identity'
  const writeHead = response.writeHead.bind(response)
  const write = response.write.bind(response) as (chunk: unknown, ...more: unknown[]) => boolean
  const end = response.end.bind(response) as (...all: unknown[]) => ServerResponse
  let injection: Transform | undefined
  let isJudged = false

  function judge(status: number): void {
    if (isJudged) return
    isJudged = true
    const encoding = response.getHeader('content-encoding') ?? 'identity'
    if (!isDocument(request, status, String(response.getHeader('content-type'))) || encoding !== 'identity') return
    const { policies, injection: opened } = prepareDocument(request, response.getHeaders(), inject)
    for (const name of ofTheWholeText) response.removeHeader(name)
    for (const [name, policy] of Object.entries(policies)) response.setHeader(name, policy)
    if (request.method === 'HEAD') return
    injection = opened
    opened.on('data', (chunk) => write(chunk))
    opened.once('end', () => end())
    response.once('close', () => opened.destroy())
  }

  Object.assign(response, {
    writeHead(status: number, ...more: unknown[]) {
      const [reason] = more.filter((each) => typeof each === 'string')
      setHeaders(response, more.find((each) => typeof each === 'object' && each !== null) as GivenHeaders)
      judge(status)
      return reason === undefined ? writeHead(status) : writeHead(status, reason as string)
    },
    write(chunk: unknown, ...more: unknown[]) {
      judge(response.statusCode)
      if (injection === undefined) return write(chunk, ...more)
      const [encoding] = more
      injection.write(
        chunk,
        (typeof encoding === 'string' ? encoding : 'utf8') as BufferEncoding,
        more.find(isFunction),
      )
      // Nobody would say when it goes on.
      return true
    },
    end(...all: unknown[]) {
      judge(response.statusCode)
      if (injection === undefined) return end(...all)
      const then = all.find(isFunction)
      if (then !== undefined) response.once('finish', then)
      const [chunk, encoding] = all.filter((each) => !isFunction(each))
      injection.end(chunk ?? undefined, (encoding ?? 'utf8') as BufferEncoding)
      return response
    },
  })
}

const isFunction = (value: unknown): value is () => void => typeof value === 'function'

const ofTheWholeText = ['content-length', 'content-md5', 'digest', 'content-digest', 'accept-ranges']

type GivenHeaders = OutgoingHttpHeaders | readonly (string | number | string[])[] | undefined

/** Those that `writeHead` is given count more than those that were set before; as a list, names and values take turns. */
function setHeaders(response: ServerResponse, headers: GivenHeaders): void {
  if (headers === undefined) return
  if (!Array.isArray(headers)) {
    for (const [name, value] of Object.entries(headers)) if (value !== undefined) response.setHeader(name, value)
    return
  }
  const pairs = Array.isArray(headers[0])
    ? headers
    : headers.flatMap((_, at) => (at % 2 ? [] : [headers.slice(at, at + 2)]))
  const names = new Set(pairs.map(([name]) => name.toLowerCase()))
  for (const name of names) response.removeHeader(name)
  for (const [name, value] of pairs) response.appendHeader(name, value)
}
