import { createServer, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { ErrorCode } from '../../../errors/index.js'
import { listening } from './listen.js'

/** A plain HTTP server that can be listened on like a Fastify one. */
export interface LateServer {
  readonly server: Server
  listen(at: { host: string; port: number }): Promise<void>
  /** Answers what is in flight, then stops. */
  close(): Promise<void>
  /** Destroys every connection, also those with a request in flight. */
  destroyConnections(): void
}

/**
 * A server that listens at once and makes its application when the first request comes: a mock that is never asked over
 * this port starts without the time and memory that it takes.
 */
export function createLateServer(make: () => Promise<FastifyInstance>): LateServer {
  let made: Promise<FastifyInstance> | undefined
  let closing = false

  async function app(): Promise<FastifyInstance> {
    const instance = await make()
    await instance.ready()
    return instance
  }

  /** Node waits for these when it closes: only what has asked before can be idle. Browsers open some in advance. */
  const unasked = new Set<Socket>()

  const server = createServer({ keepAliveTimeout: 72_000 }, (request, response) => {
    unasked.delete(request.socket)
    made ??= app()
    made.then(
      ({ routing }) => routing(request, response),
      (error: Error) => answerBroken(response, error),
    )
    // Kept alive, the connection would hold a server that is being closed.
    response.once('close', () => closing && server.closeIdleConnections())
  })
  server.on('connection', (socket: Socket) => {
    unasked.add(socket)
    socket.once('close', () => unasked.delete(socket))
  })

  return {
    server,
    listen: (at) => listening(server, at),
    async close() {
      closing = true
      for (const socket of unasked) socket.destroy()
      if (server.listening) await new Promise((resolve) => server.close(resolve))
      await made?.then(
        (instance) => instance.close(),
        () => undefined,
      )
    },
    destroyConnections: () => server.closeAllConnections(),
  }
}

/** An application that cannot be made is a bug of ours; whoever asks is told so. */
function answerBroken(response: ServerResponse, { message }: Error): void {
  const error = {
    code: 'ERR_INTERNAL' satisfies ErrorCode,
    message,
    fix: 'This is a bug of the mock; please report it.',
  }
  response.writeHead(500, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify({ error }))
}
