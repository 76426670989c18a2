import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Server } from 'node:https'
import { type Operation, type OperationId, operations } from '../../contracts/index.js'
import type { Journal } from '../record/journal.js'
import type { Log } from '../record/log.js'
import type { Answer } from './answer.js'
import { createConnectionNotes } from './connection-notes.js'
import { type ExchangeSurroundings, type ServedExchange, serveExchange } from './exchange.js'
import { createExchangeRecorder, type RecordedRequest } from './exchange-record.js'
import { createFaultyDelivery } from './faults/delivery.js'
import { bytesOf } from './listener/body-bytes.js'
import { createGuard } from './listener/guard.js'
import type { Objection } from './listener/handshake-refusal.js'
import { listening } from './listener/listen.js'
import { createMalformedHttpHandler } from './listener/malformed-http.js'
import { createTlsServer, type TlsServer, type TlsServerOptions } from './listener/tls-server.js'
import { handlers } from './operations/index.js'
import { pathOf, refusedHead, unmatched, unreadable } from './stray-requests.js'

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
  readonly server: Server
  readonly tls: TlsServer
  listen(at: { host: string; port: number }): Promise<void>
  /** Answers what is in flight, then stops. */
  close(): Promise<void>
}

/** A body larger than this is answered with 400 before it is read to the end. */
const bodyLimit = 1024 * 1024

/** The same where a body holds up to 2,500 recipients with an ordinary context each; docs/decisions/0018. */
const bulkBodyLimit = 2 * bodyLimit

const jsonType = 'application/json; charset=utf-8'

type Handler = Parameters<typeof serveExchange>[1]

/** Serves every operation of the contract that has a handler. */
export function createPartnerApi(options: PartnerApiOptions): PartnerApi {
  const recorder = createExchangeRecorder(options)
  const { onMalformed, ...notes } = createConnectionNotes({
    journal: options.journal,
    log: options.log,
    language: options.tls.language ?? 'en',
    miniAppOf: (socket) => tls.identityOf(socket)?.miniApp ?? '',
  })
  const tls: TlsServer = createTlsServer({
    ...options.tls,
    judge: (certificate) => options.tls.judge?.(certificate) ?? struckConnection(String(certificate.subject.CN)),
    onRequest: (request, response) => {
      serve(request, response).catch((error: unknown) => {
        response.destroy()
        notes.onFailure(error)
      })
    },
    ...notes,
  })
  const { server } = tls
  const onClientError = createMalformedHttpHandler({ tls, onMalformed })
  server.on(
    'clientError',
    createGuard(notes.onFailure)((_error, socket) => socket, onClientError),
  )
  const faulty = createFaultyDelivery()
  const routes = new Map(operations.map((operation) => [`${operation.method} ${operation.path}`, operation]))

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const { method = '', url = '' } = request
      const operation = routes.get(`${method} ${pathOf(url)}`)
      const handler = operation && (handlers[operation.id] as Handler | undefined)
      // What Node itself would refuse without a word of JSON.
      const refused = refusedHead(request) ?? (handler === undefined ? unmatched(method, url) : undefined)
      if (refused !== undefined) return answerStray(request, response, refused)
      await serveOperation(operation as Operation & { id: OperationId }, handler as Handler, request, response)
    } catch (error) {
      answerStray(request, response, unreadable(error as Error))
    }
  }

  async function serveOperation(
    operation: Operation & { id: OperationId },
    handler: Handler,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const limit = operation.id === 'messenger.sendBulkMessage' ? bulkBodyLimit : bodyLimit
    const body = operation.method === 'GET' ? undefined : await bytesOf(request, limit)
    const started = performance.now()
    const arrived = arrivedAs(request)
    const { miniApp, headers } = arrived
    const served = await serveExchange(operation, handler, { miniApp, headers, body }, options)
    const course = served.course && faulty.accept(served.course)
    if (course === undefined) {
      const text = JSON.stringify(served.answer.body)
      conclude(operation, arrived, { ...served, started, size: (body?.length ?? 0) + text.length })
      return send(response, served.answer, text)
    }
    conclude(operation, arrived, { ...served, answer: course.answer, started, size: Number.POSITIVE_INFINITY })
    faulty.deliver(response, course)
  }

  /** A request that reached no operation, or did not come to its end. */
  function answerStray(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
    recorder.unmatched(arrivedAs(request), answer)
    send(response, answer, JSON.stringify(answer.body))
  }

  function struckConnection(miniApp: string): Objection | undefined {
    const struck = options.faults?.strikeConnection(miniApp)
    return struck && { found: 'fault', detail: struck.id }
  }

  function arrivedAs({ socket, method = '', url = '', headers }: IncomingMessage): RecordedRequest {
    const { miniApp = '', serialNumber = '', connection = 0 } = tls.identityOf(socket) ?? {}
    return { miniApp, connection: { id: connection, serialNumber }, method, url, headers: headers as FlatHeaders }
  }

  function conclude(
    operation: Operation & { id: OperationId },
    arrived: RecordedRequest,
    served: ServedExchange & { readonly started: number; readonly size: number },
  ): void {
    const { answer, requestBody, requestViolations: violations, started, size } = served
    const milliseconds = round(performance.now() - started)
    recorder.served(operation.id, arrived, { answer, requestBody, violations, milliseconds, size })
  }

  return {
    server,
    tls,
    listen: (at) => listening(server, at),
    async close() {
      await faulty.close()
      // Closes the idle connections as well.
      if (server.listening) await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Node joins headers that come twice, but for set-cookie, which is none of a request. */
type FlatHeaders = RecordedRequest['headers']

function send(response: ServerResponse, { status, headers }: Answer, text: string): void {
  if (response.headersSent || response.destroyed) return
  const length = Buffer.byteLength(text)
  response.writeHead(status, { ...headers, 'content-type': jsonType, 'content-length': length }).end(text)
}

const round = (milliseconds: number) => Math.round(milliseconds * 100) / 100
