import type { IncomingMessage, ServerResponse } from 'node:http'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { type Operation, type OperationId, operations } from '../../contracts/index.js'
import type { Journal } from '../record/journal.js'
import type { Log } from '../record/log.js'
import type { Answer } from './answer.js'
import { createConnectionNotes } from './connection-notes.js'
import { type ExchangeSurroundings, RevokedMeanwhile, type ServedExchange, serveExchange } from './exchange.js'
import { createExchangeRecorder, type RecordedRequest } from './exchange-record.js'
import { createFaultyDelivery } from './faults/faulty-delivery.js'
import { createMalformedHttpHandler } from './listener/malformed-http.js'
import { createGuard } from './listener/safe-listener.js'
import { schemaless } from './listener/schemaless.js'
import { createTlsServer, type TlsServer, type TlsServerOptions } from './listener/tls-server.js'
import { handlers } from './operations/index.js'
import { refusedHead, unmatched, unreadable } from './stray-requests.js'

/** What the partner API's server is made of. */
export interface PartnerApiOptions extends ExchangeSurroundings {
  readonly tls: Omit<TlsServerOptions, 'onRequest' | 'onRefusal' | 'onUnchecked' | 'onFailure'>
  readonly journal: Journal
  readonly log: Log
  /** Whether secrets and personal data are hidden in the journal. */
  readonly redact: boolean
}

/** The HTTPS side of the mock, not yet listening. */
export interface PartnerApi {
  readonly app: FastifyInstance
  readonly tls: TlsServer
}

/** A body larger than this is answered with 400 before it is read to the end. */
const bodyLimit = 1024 * 1024

/** The same where a body holds up to 2,500 recipients with an ordinary context each; docs/decisions/0018. */
const bulkBodyLimit = 2 * bodyLimit

const jsonType = 'application/json; charset=utf-8'

/** Registers a route for every operation of the contract that has a handler. */
export function createPartnerApi(options: PartnerApiOptions): PartnerApi {
  const recorder = createExchangeRecorder(options)
  let tls: TlsServer | undefined
  const { onMalformed, ...notes } = createConnectionNotes({
    journal: options.journal,
    log: options.log,
    miniAppOf: (socket) => tls?.identityOf(socket)?.miniApp ?? '',
  })
  const app = Fastify({
    schemaController: schemaless,
    bodyLimit,
    exposeHeadRoutes: false,
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    // A path that cannot be decoded, such as `/%`, never reaches the error handler.
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply),
    clientErrorHandler: createGuard(notes.onFailure)(
      (_error, socket) => socket,
      createMalformedHttpHandler({ tls: () => tls, onMalformed }),
    ),
    serverFactory(onRequest) {
      tls = createTlsServer({
        ...options.tls,
        onRequest: onRequest as (i: IncomingMessage, o: ServerResponse) => void,
        ...notes,
      })
      return tls.server
    },
  })
  const tlsServer = tls as unknown as TlsServer
  const faulty = createFaultyDelivery()
  app.addHook('preClose', async () => faulty.close())

  // What Node itself would refuse without a word of JSON.
  app.addHook('onRequest', (request, reply, done) => {
    const refused = refusedHead(request.raw)
    if (refused === undefined) return done()
    recorder.unmatched(arrived(request), refused)
    send(reply, refused)
  })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (_request, body, done) => done(null, body))

  for (const operation of operations) {
    const handler = handlers[operation.id]
    if (handler === undefined) continue
    app.route({
      method: operation.method,
      url: operation.path,
      bodyLimit: operation.id === 'messenger.sendBulkMessage' ? bulkBodyLimit : bodyLimit,
      handler: async (request, reply) => {
        const started = performance.now()
        const from = arrived(request)
        const served = await serve(operation, handler as Parameters<typeof serveExchange>[1], request, from)
        if (served === undefined) return void reply.hijack()
        const { requestBody, requestViolations: violations } = served
        const course = served.course && faulty.accept(served.course)
        const { answer } = course ?? served
        const text = course === undefined ? JSON.stringify(answer.body) : undefined
        const size = text === undefined ? Number.POSITIVE_INFINITY : sizeOf(request) + text.length
        const milliseconds = round(performance.now() - started)
        recorder.served(operation.id, from, { answer, text, requestBody, violations, milliseconds, size })
        if (course === undefined) return send(reply, answer, text)
        reply.hijack()
        faulty.deliver(reply.raw, course)
      },
    })
  }

  app.setNotFoundHandler((request, reply) => {
    const answer = unmatched(request.method, request.url)
    recorder.unmatched(arrived(request), answer)
    return send(reply, answer)
  })

  app.setErrorHandler(answerError)

  function answerError(error: Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const answer = unreadable(error, request.routeOptions.bodyLimit)
    recorder.unmatched(arrived(request), answer)
    return send(reply, answer)
  }

  /** Undefined where the connection was closed instead. */
  async function serve(
    operation: Operation & { id: OperationId },
    handler: Parameters<typeof serveExchange>[1],
    request: FastifyRequest,
    { miniApp, connection, headers }: RecordedRequest,
  ): Promise<ServedExchange | undefined> {
    const { serialNumber } = connection
    const body = request.body as Buffer | undefined
    try {
      return await serveExchange(operation, handler, { miniApp, serialNumber, headers, body }, options)
    } catch (error) {
      if (!(error instanceof RevokedMeanwhile)) throw error
      request.raw.socket.destroy()
      return undefined
    }
  }

  function arrived(request: FastifyRequest): RecordedRequest {
    const { miniApp = '', serialNumber = '', connection = 0 } = tlsServer.identityOf(request.raw.socket) ?? {}
    const { method, url } = request
    const headers = request.raw.headers as Record<string, string | undefined>
    return { miniApp, connection: { id: connection, serialNumber }, method, url, headers }
  }

  return { app, tls: tlsServer }
}

function send(reply: FastifyReply, answer: Answer, text = JSON.stringify(answer.body)): FastifyReply {
  if (answer.headers) reply.headers(answer.headers)
  return reply.code(answer.status).header('content-type', jsonType).send(text)
}

function sizeOf({ body }: FastifyRequest): number {
  return (body as Buffer | undefined)?.length ?? 0
}

const round = (milliseconds: number) => Math.round(milliseconds * 100) / 100
