import { connect, createSecureContext, type SecureContext, type TLSSocket } from 'node:tls'

/** Whom the load is put on. */
export interface Target {
  readonly port: number
  readonly context: SecureContext
}

/** What became of the load. */
export interface Load {
  readonly answers: number
  readonly seconds: number
}

/** A server on this machine, and the client certificate to show to it (PEM). */
export function target(port: number, tls: { cert: string; key: string; ca: string }): Target {
  return { port, context: createSecureContext(tls) }
}

/** One HTTP/1.1 request as it goes over the wire. */
export function wireRequest(method: string, path: string, headers: Record<string, string>, body = ''): Buffer {
  const length = body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body)}`]
  const named = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return Buffer.from([`${method} ${path} HTTP/1.1`, 'Host: localhost', ...named, ...length, '', body].join('\r\n'))
}

/**
 * Sends requests over kept-alive connections, one in flight on each, until the time is up or the requests are: each is
 * sent once unless `repeat`. Written against the socket, so that the client costs less than the server it measures.
 *
 * @throws Error at the first answer that is not a SUCCESS: a rate of failures says nothing
 */
export async function keepAliveLoad(
  at: Target,
  options: { requests: readonly Buffer[]; repeat: boolean; connections: number; seconds: number },
): Promise<Load> {
  const { requests, repeat, connections, seconds } = options
  const sockets = await Promise.all(Array.from({ length: connections }, () => secureSocket(at)))
  let sent = 0
  let answers = 0
  const begin = performance.now()
  const end = begin + seconds * 1000
  await Promise.all(
    sockets.map(async (socket) => {
      const receive = answerReader(socket)
      while (performance.now() < end && (repeat || sent < requests.length)) {
        const answer = receive()
        socket.write(requests[sent++ % requests.length] as Buffer)
        await answer
        answers++
      }
      socket.destroy()
    }),
  )
  return { answers, seconds: (performance.now() - begin) / 1000 }
}

/** Connects, shakes hands in full, sends one request and closes, again and again. */
export async function handshakeLoad(
  at: Target,
  options: { request: Buffer; connections: number; seconds: number },
): Promise<Load> {
  let answers = 0
  const begin = performance.now()
  const end = begin + options.seconds * 1000
  await Promise.all(
    Array.from({ length: options.connections }, async () => {
      while (performance.now() < end) {
        await firstAnswer(at, options.request)
        answers++
      }
    }),
  )
  return { answers, seconds: (performance.now() - begin) / 1000 }
}

/** One request over a connection of its own; resolves with the body when the answer has arrived. */
export async function firstAnswer(at: Target, request: Buffer, expected = success): Promise<string> {
  const socket = await secureSocket(at)
  const answer = answerReader(socket, expected)()
  socket.write(request)
  const body = await answer
  socket.destroy()
  return body
}

const success = '"resultType":"SUCCESS"'

/** No session is offered, so that every handshake is a full one. */
function secureSocket({ port, context }: Target): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, secureContext: context, servername: 'localhost' })
    socket.setNoDelay(true)
    socket.once('error', reject)
    socket.once('secureConnect', () => resolve(socket))
  })
}

/** Reads one answer after the other. Each must have a Content-Length, which is all of HTTP that is understood here. */
function answerReader(socket: TLSSocket, expected = success): () => Promise<string> {
  let received = ''
  let settle: { resolve(body: string): void; reject(error: Error): void } | undefined
  const fail = (error: Error) => settle?.reject(error)
  socket.setEncoding('latin1')
  socket.on('error', fail)
  socket.on('close', () => fail(new Error('the server closed the connection')))
  socket.on('data', (chunk: string) => {
    received += chunk
    const head = received.indexOf('\r\n\r\n')
    if (head < 0) return
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(received.slice(0, head))?.[1])
    if (Number.isNaN(length)) return fail(new Error(`an answer without Content-Length: ${received.slice(0, head)}`))
    if (received.length < head + 4 + length) return
    const body = received.slice(head + 4)
    received = ''
    if (body.includes(expected)) settle?.resolve(body)
    else fail(new Error(`not ${expected}: ${body.slice(0, 500)}`))
  })
  return () =>
    new Promise((resolve, reject) => {
      settle = { resolve, reject }
    })
}
