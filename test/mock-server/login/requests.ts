import { request as httpsRequest } from 'node:https'
import type { MockServer } from '../../../mock-server/index.js'

/** An answer as it came over the wire. */
export interface WireAnswer {
  readonly status: number
  readonly contentType: string | undefined
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  // biome-ignore lint/suspicious/noExplicitAny: an answer is judged by the test, not by the compiler
  readonly body: any
}

/** What is sent; `body` is sent as it is when it is a string, otherwise as JSON. */
export interface WireRequest {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  /** Chunked, without Content-Length, as the official sample sends it. */
  readonly chunked?: boolean
  readonly tls?: { readonly cert: string; readonly key: string; readonly ca: string }
}

const oauth2 = '/api-partner/v1/apps-in-toss/user/oauth2'

/** Calls a path below `/user/oauth2` (or an absolute one) with node:https, every byte in the test's hands. */
export function send(mock: MockServer, path: string, options: WireRequest = {}): Promise<WireAnswer> {
  const { body, chunked = false, tls = mock.clientTls } = options
  const method = options.method ?? (body === undefined ? 'GET' : 'POST')
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
  const headers: Record<string, string | number> = { ...options.headers }
  if (body !== undefined && headers['content-type'] === undefined) headers['content-type'] = 'application/json'
  if (text !== undefined && !chunked) headers['content-length'] = Buffer.byteLength(text)
  return new Promise((resolve, reject) => {
    const url = new URL(path.startsWith('/api') ? path : `${oauth2}${path}`, mock.baseUrl)
    const request = httpsRequest(url, { ...tls, method, headers, agent: false }, (response) => {
      let received = ''
      response.setEncoding('utf8')
      response.on('data', (chunk) => {
        received += chunk
      })
      response.on('end', () => {
        const { statusCode = 0, headers: answered } = response
        resolve({
          status: statusCode,
          contentType: answered['content-type'],
          headers: answered,
          body: JSON.parse(received),
        })
      })
    })
    request.on('error', reject)
    if (text !== undefined && chunked) {
      const middle = Math.floor(text.length / 2)
      request.write(text.slice(0, middle))
      request.write(text.slice(middle))
      request.end()
    } else {
      request.end(text)
    }
  })
}

/** Logs the default user in and exchanges the code. */
export async function tokensOf(mock: MockServer, options: Parameters<MockServer['toss']['logIn']>[0] = {}) {
  const { authorizationCode, referrer, userKey } = await mock.toss.logIn(options)
  const answer = await send(mock, '/generate-token', { body: { authorizationCode, referrer } })
  return { ...(answer.body.success as { accessToken: string; refreshToken: string; scope: string }), userKey }
}

/** `Authorization: Bearer …`. */
export const bearer = (accessToken: string) => ({ authorization: `Bearer ${accessToken}` })

/** The answer to a code, access token or refresh token that is not good. */
export const issueTokenError = {
  resultType: 'FAIL',
  success: null,
  error: {
    errorType: 0,
    errorCode: 'OAUTH_ISSUE_TOKEN_ERROR',
    reason:
      '400 BAD_REQUEST : invalid_grant. 사유: 1. authorization_code 가 이미 사용되었거나 만료됨. 2. 존재하지 않는 authorization_code(혹은 clientId 불일치).',
    data: {},
  },
}
