import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { methodsOf, type Operation, type OperationId, operations, suggestOperation } from '../../contracts/index.js'
import type { Journal } from '../record/journal.js'
import type { Log } from '../record/log.js'
import { refusalLines } from '../record/refusal-texts.js'
import { type Answer, failureAnswer, unreadableBodyAnswer } from './answer.js'
import { type ExchangeSurroundings, type ServedExchange, serveExchange } from './exchange.js'
import { createExchangeRecorder, type RecordedRequest } from './exchange-record.js'
import { createFaultyDelivery } from './faults/delivery.js'
import { createGuard } from './listener/guard.js'
import type { Objection } from './listener/handshake-refusal.js'
import { createMalformedHttpHandler, type MalformedHttp } from './listener/malformed-http.js'
import { schemaless } from './listener/schemaless.js'
import { createTlsServer, type TlsServer, type TlsServerOptions } from './listener/tls-server.js'
import { handlers } from './operations/index.js'

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
  const { journal, log } = options
  const recorder = createExchangeRecorder(options)
  let tls: TlsServer | undefined
  const app = Fastify({
    schemaController: schemaless,
    bodyLimit,
    exposeHeadRoutes: false,
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    // A path that cannot be decoded, such as `/%`, never reaches the error handler.
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply),
    clientErrorHandler: createGuard(onFailure)(
      (_error, socket) => socket,
      createMalformedHttpHandler({ tls: () => tls, onMalformed }),
    ),
    serverFactory(onRequest) {
      tls = createTlsServer({
        ...options.tls,
        judge: (certificate) => options.tls.judge?.(certificate) ?? struckConnection(String(certificate.subject.CN)),
        onRequest: onRequest as (i: IncomingMessage, o: ServerResponse) => void,
        onRefusal,
        onUnchecked,
        onFailure,
      })
      return tls.server
    },
  })
  const tlsServer = tls as unknown as TlsServer
  const faulty = createFaultyDelivery()
  app.addHook('preClose', async () => faulty.close())

  // What Node itself would refuse without a word of JSON.
  app.addHook('onRequest', async (request, reply) => {
    const refused = refusedHead(request.raw)
    if (refused === undefined) return
    recorder.unmatched(arrived(request), refused)
    return send(reply, refused)
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
        const served = await serveExchange(
          operation,
          handler as Parameters<typeof serveExchange>[1],
          { miniApp: arrived(request).miniApp, headers: flat(request), body: request.body as Buffer | undefined },
          options,
        )
        const course = served.course && faulty.accept(served.course)
        if (course === undefined) {
          const text = JSON.stringify(served.answer.body)
          conclude(operation, request, { ...served, started, size: sizeOf(request) + text.length })
          return send(reply, served.answer, text)
        }
        conclude(operation, request, { ...served, answer: course.answer, started, size: Number.POSITIVE_INFINITY })
        reply.hijack()
        faulty.deliver(reply.raw, course)
      },
    })
  }

  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] as string
    const suggestion = suggestOperation(request.method, path)
    const methods = methodsOf(path)
    const answer: Answer =
      methods.length > 0
        ? { ...failureAnswer(methodNotAllowed), headers: { allow: methods.join(', ') }, because: suggestion.text }
        : { ...failureAnswer(notFound), because: suggestion.text }
    recorder.unmatched(arrived(request), answer)
    return send(reply, answer)
  })

  app.setErrorHandler(answerError)

  function answerError(
    error: Error & { statusCode?: number | undefined },
    request: FastifyRequest,
    reply: FastifyReply,
  ): FastifyReply {
    const answer =
      error.statusCode === 413
        ? unreadableBodyAnswer(
            '요청 본문이 너무 커요.',
            `the body is larger than ${request.routeOptions.bodyLimit} bytes`,
          )
        : unreadableBodyAnswer('요청을 읽을 수 없어요.', wentAway(error) ?? error.message)
    recorder.unmatched(arrived(request), answer)
    return send(reply, answer)
  }

  /** Nobody is there to be answered; log and journal say so, and the likeliest reason. */
  function wentAway({ code }: NodeJS.ErrnoException): string | undefined {
    if (code !== 'ECONNRESET') return undefined
    return 'not answered: the caller closed the connection before the body came to its end; where it waited for an answer first, Content-Length is too large, or the last chunk is missing'
  }

  function struckConnection(miniApp: string): Objection | undefined {
    const struck = options.faults?.strikeConnection(miniApp)
    return struck && { found: 'fault', detail: struck.id }
  }

  function arrived(request: FastifyRequest): RecordedRequest {
    const { miniApp = '', serialNumber = '', connection = 0 } = tlsServer.identityOf(request.raw.socket) ?? {}
    const { method, url } = request
    return { miniApp, connection: { id: connection, serialNumber }, method, url, headers: flat(request) }
  }

  function conclude(
    operation: Operation & { id: OperationId },
    request: FastifyRequest,
    served: ServedExchange & { readonly started: number; readonly size: number },
  ): void {
    const { answer, requestBody, requestViolations: violations, started, size } = served
    const milliseconds = round(performance.now() - started)
    recorder.served(operation.id, arrived(request), { answer, requestBody, violations, milliseconds, size })
  }

  function onRefusal(...[refusal, remotePort]: Parameters<TlsServerOptions['onRefusal']>): void {
    journal.record({ kind: 'handshake-refusal', ...refusal, ...(remotePort !== undefined && { remotePort }) })
    log[refusal.silent ? 'debug' : 'warn'](
      { reason: refusal.reason },
      refusalLines[options.tls.language ?? 'en'](refusal),
    )
  }

  function onFailure(error: unknown): void {
    const told = error instanceof Error ? (error.stack ?? error.message) : String(error)
    log.error(`a connection was closed, since its handling failed. This is a bug of apps-in-toss-mock: ${told}`)
  }

  function onMalformed(socket: Socket, { code, status, message, fix }: MalformedHttp): void {
    const miniApp = tlsServer.identityOf(socket)?.miniApp ?? ''
    journal.record({ kind: 'notice', miniApp, notice: 'malformed-http', message, fix })
    const answered = status === undefined ? 'the answer to the request goes out' : String(status)
    log.warn({ code, miniApp }, `${miniApp}: ${message} → ${answered}. ${fix}`)
  }

  function onUnchecked(...[{ miniApp }, { message, fix }]: Parameters<NonNullable<TlsServerOptions['onUnchecked']>>) {
    journal.record({ kind: 'notice', miniApp, notice: 'server-certificate-not-checked', message, fix })
    log.warn({ miniApp }, `${miniApp}: ${message}. ${fix}`)
  }

  return { app, tls: tlsServer }
}

/** A request whose head HTTP/1.1 forbids, or that asks for what nobody does; the answers are assumed. */
function refusedHead({ headers, httpVersion }: IncomingMessage): Answer | undefined {
  if (headers.host === undefined && httpVersion === '1.1') {
    return unreadableBodyAnswer('Host 헤더가 필요해요.', 'there is no Host header, which HTTP/1.1 requires: send one')
  }
  const { expect } = headers
  if (expect === undefined || expect.toLowerCase() === '100-continue') return undefined
  const because = `Expect: ${expect.slice(0, 100)} cannot be met: leave the header out, or send 100-continue`
  return { ...failureAnswer(expectationFailed), because }
}

const expectationFailed = { code: 'EXPECTATION_FAILED', reason: '처리할 수 없는 Expect 헤더예요.', httpStatus: 417 }

/** Wrong method and unknown path: the statuses are observed and assumed; the bodies are assumed. */
const methodNotAllowed = { code: 'METHOD_NOT_ALLOWED', reason: '허용되지 않는 메서드예요.', httpStatus: 405 }
const notFound = { code: 'NOT_FOUND', reason: '요청하신 경로를 찾을 수 없어요.', httpStatus: 404 }

function send(reply: FastifyReply, answer: Answer, text = JSON.stringify(answer.body)): FastifyReply {
  if (answer.headers) reply.headers(answer.headers)
  return reply.code(answer.status).header('content-type', jsonType).send(text)
}

function sizeOf({ body }: FastifyRequest): number {
  return (body as Buffer | undefined)?.length ?? 0
}

function flat(request: FastifyRequest): Record<string, string | undefined> {
  return request.raw.headers as Record<string, string | undefined>
}

const round = (milliseconds: number) => Math.round(milliseconds * 100) / 100
