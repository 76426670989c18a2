import type { IncomingMessage } from 'node:http'
import { methodsOf, suggestOperation } from '../../contracts/index.js'
import { type Answer, failureAnswer, unreadableBodyAnswer } from './answer.js'

/** A request whose head HTTP/1.1 forbids, or that asks for what nobody does; undefined where the head is in order. The answers are assumed. */
export function refusedHead({ headers, httpVersion }: IncomingMessage): Answer | undefined {
  if (headers.host === undefined && httpVersion === '1.1') {
    return unreadableBodyAnswer('Host 헤더가 필요해요.', 'there is no Host header, which HTTP/1.1 requires: send one')
  }
  const { expect } = headers
  if (expect === undefined || expect.toLowerCase() === '100-continue') return undefined
  const because = `Expect: ${expect.slice(0, 100)} cannot be met: leave the header out, or send 100-continue`
  return { ...failureAnswer(expectationFailed), because }
}

/** Wrong method and unknown path: the statuses are observed and assumed; the bodies are assumed. */
export function unmatched(method: string, url: string): Answer {
  const path = url.split('?', 1)[0] as string
  const { text: because } = suggestOperation(method, path)
  const methods = methodsOf(path)
  if (methods.length === 0) return { ...failureAnswer(notFound), because }
  return { ...failureAnswer(methodNotAllowed), headers: { allow: methods.join(', ') }, because }
}

/** A request that could not be read to its end. The reasons are assumed. */
export function unreadable(error: Error & { statusCode?: number | undefined }, bodyLimit: number): Answer {
  if (error.statusCode === 413) {
    return unreadableBodyAnswer('요청 본문이 너무 커요.', `the body is larger than ${bodyLimit} bytes`)
  }
  return unreadableBodyAnswer('요청을 읽을 수 없어요.', wentAway(error) ?? error.message)
}

/** Nobody is there to be answered; log and journal say so, and the likeliest reason. */
function wentAway({ code }: NodeJS.ErrnoException): string | undefined {
  if (code !== 'ECONNRESET') return undefined
  return 'not answered: the caller closed the connection before the body came to its end; where it waited for an answer first, Content-Length is too large, or the last chunk is missing'
}

const expectationFailed = { code: 'EXPECTATION_FAILED', reason: '처리할 수 없는 Expect 헤더예요.', httpStatus: 417 }
const methodNotAllowed = { code: 'METHOD_NOT_ALLOWED', reason: '허용되지 않는 메서드예요.', httpStatus: 405 }
const notFound = { code: 'NOT_FOUND', reason: '요청하신 경로를 찾을 수 없어요.', httpStatus: 404 }
