import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server, type ServerOptions } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { createMemoryCertificates } from '../../ca/memory-certificates.js'
import type { ClientOptions } from '../../client/options.js'

/** A request as it arrived. */
export interface Recorded {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
  /** Serial number of the client certificate. */
  readonly serial: string
  readonly connection: TLSSocket
}

/** What the server does with a request: an object is answered as JSON, undefined means that it answers by itself. */
export type Answer = (request: Recorded, response: ServerResponse) => unknown

/** A server that demands a client certificate, as the platform does, and answers what the test says. */
export interface MtlsServer extends AsyncDisposable {
  readonly url: string
  readonly server: Server
  readonly requests: Recorded[]
  /** Options that lead a client to it, certificate included. */
  readonly options: ClientOptions
}

export type TlsVersion = 'TLSv1.2' | 'TLSv1.3'
export const tlsVersions: readonly TlsVersion[] = ['TLSv1.3', 'TLSv1.2']

export async function startMtlsServer(
  answer: Answer,
  { version, host = '127.0.0.1', ...overrides }: ServerOptions & { version?: TlsVersion; host?: string } = {},
): Promise<MtlsServer> {
  const { authority, server: own, client } = await createMemoryCertificates()
  const requests: Recorded[] = []
  const server = createServer({
    cert: own.cert,
    key: own.key,
    ca: authority.cert,
    requestCert: true,
    rejectUnauthorized: true,
    ...(version && { minVersion: version, maxVersion: version }),
    ...overrides,
  })
  server.on('request', async (request: IncomingMessage, response: ServerResponse) => {
    let body = ''
    try {
      for await (const chunk of request.setEncoding('utf8')) body += chunk
    } catch {
      return
    }
    const connection = request.socket as TLSSocket
    const serial = connection.getPeerCertificate().serialNumber ?? ''
    const { method = '', url: path = '', headers } = request
    const recorded = { method, path, headers, body, serial, connection }
    requests.push(recorded)
    const reply = await answer(recorded, response)
    if (reply === undefined) return
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(reply))
  })
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  const url = `https://${host}:${(server.address() as AddressInfo).port}`
  return {
    url,
    server,
    requests,
    options: { cert: client.cert, key: client.key, ca: authority.cert, baseUrl: url },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** A SUCCESS envelope. */
export function success(payload: unknown): object {
  return { resultType: 'SUCCESS', success: payload }
}

/** A FAIL envelope. */
export function fail(errorCode: string, reason = '', data: object = {}): object {
  return { resultType: 'FAIL', success: null, error: { errorType: 0, errorCode, reason, data, title: null } }
}

/** Tokens as generate-token gives them. */
export const tokens = {
  tokenType: 'Bearer',
  accessToken: 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln',
  refreshToken: 'refresh-token',
  expiresIn: 3599,
  scope: 'user_name user_phone',
}

/** A user as login-me gives it, without personal fields. */
export const user = {
  userKey: 443731104,
  scope: 'user_key,user_name',
  agreedTerms: ['terms_tag1'],
  name: null,
  phone: null,
  birthday: null,
  ci: null,
  di: null,
  gender: null,
  nationality: null,
  email: null,
}

/** What `promise` is rejected with. */
export async function rejection<Expected = Error>(promise: Promise<unknown>): Promise<Expected> {
  try {
    await promise
  } catch (error) {
    return error as Expected
  }
  throw new Error('resolved, and should have been rejected')
}
