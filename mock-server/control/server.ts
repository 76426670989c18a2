import { channel } from 'node:diagnostics_channel'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { checkValue, type JsonSchema, loadFixtures, openApiDocument, redactUrl } from '../../contracts/index.js'
import { CodedError, type ErrorCode, isCodedError } from '../../errors/index.js'
import { beyondJsonBounds } from '../partner-side/json-bounds.js'
import { schemaless } from '../partner-side/listener/schemaless.js'
import type { Log } from '../record/log.js'
import { serveConsole } from './console/serve.js'
import { controlOpenApiDocument } from './openapi.js'
import { serveReference } from './reference/serve.js'
import { refuseForeign } from './refuse-web-pages.js'
import type { ControlRoute, ControlSurroundings } from './route.js'
import { controlRoutes } from './routes.js'

/** Told of every text that is sent: the tests hold them to the schemas. */
const sentAnswers = channel('apps-in-toss-mock:control-answer')

/** One answer of the control API, as it was sent. */
export interface SentAnswer {
  readonly method: string
  /** Of the route, as OpenAPI writes it; undefined where there is none. */
  readonly path: string | undefined
  readonly status: number
  readonly text: string
}

/** What the control API's server is made of. */
export interface ControlServerOptions {
  readonly surroundings: ControlSurroundings
  readonly log: Log
  /** Names besides those of this machine by which it may be called. */
  readonly allowedHosts: readonly string[]
}

const statuses: Partial<Record<ErrorCode, number>> = {
  ERR_NOT_FOUND: 404,
  ERR_CONFLICT: 409,
  ERR_FORBIDDEN: 403,
  ERR_WEBHOOK_NOT_VERIFIED: 409,
  // The disk, not the request.
  ERR_STATE_FILE: 500,
}

/** The control API over plain HTTP, not yet listening. Bad input gets 400 with the field, the rule and the fix. */
export function createControlServer({ surroundings, log, allowedHosts }: ControlServerOptions): FastifyInstance {
  const app = Fastify({
    schemaController: schemaless,
    forceCloseConnections: 'idle',
    exposeHeadRoutes: true,
    bodyLimit: 2 * 1024 * 1024,
    // A path that cannot be decoded, such as `/%`, never reaches the error handler.
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply),
  })

  app.addHook('onRequest', async (request, reply) => {
    const refusal = refuseForeign(request, allowedHosts)
    if (refusal === undefined) return
    log.warn(`control: ${request.method} ${redactUrl(request.url.slice(0, 200))} was refused: ${refusal.message}`)
    const { status, message, fix } = refusal
    return reply.code(status).send({ error: { code: 'ERR_FORBIDDEN' satisfies ErrorCode, message, fix } })
  })
  app.addHook('onSend', async ({ method, routeOptions }, { statusCode: status }, payload) => {
    if (!sentAnswers.hasSubscribers || typeof payload !== 'string') return
    const path = routeOptions.url?.replaceAll(/:(\w+)/g, '{$1}')
    sentAnswers.publish({ method, path, status, text: payload } satisfies SentAnswer)
  })
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    if (body.length === 0) return done(null, undefined)
    const beyond = beyondJsonBounds(body as Buffer)
    if (beyond !== undefined) return done(invalid(`the body is more than the control API reads: ${beyond}`))
    try {
      done(null, JSON.parse(body.toString()))
    } catch (error) {
      done(invalid(`the body is not JSON: ${(error as Error).message}`))
    }
  })

  for (const route of controlRoutes) {
    app.route({
      method: route.method,
      url: route.path.replaceAll(/\{(\w+)\}/g, ':$1'),
      exposeHeadRoute: route.method === 'GET' && !route.isEndless,
      async handler(request, reply) {
        reply.code(route.status ?? 200)
        if (route.contentType !== undefined) reply.type(route.contentType)
        if (route.isEndless) reply.header('cache-control', 'no-store')
        const asked = readRequest(route, request)
        const answer = await route.handle(asked, surroundings)
        if (route.method !== 'GET') surroundings.feed.commanded(route.operationId, asked.path.miniApp)
        return answer
      },
    })
  }

  const url = () => surroundings.info()
  app.get('/openapi.json', async () => openApiDocument({ serverUrl: url().baseUrl, fixtures: await loadFixtures() }))
  serveReference(app, surroundings)
  serveConsole(app)
  app.get('/control.openapi.json', async () => controlOpenApiDocument(url().controlUrl))

  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send({
      error: {
        code: 'ERR_NOT_FOUND',
        message: `there is no ${request.method} ${request.url.slice(0, 200)}`,
        fix: `The control API is described at ${url().controlUrl}/control.openapi.json; the partner API itself is at ${url().baseUrl}.`,
      },
    }),
  )
  app.setErrorHandler(answerError)

  function answerError(
    error: Error & { statusCode?: number | undefined },
    request: FastifyRequest,
    reply: FastifyReply,
  ): FastifyReply {
    if (isCodedError(error)) {
      const { code, message, fix } = error
      const violations = error instanceof InvalidRequest ? error.violations : undefined
      return reply
        .code(statuses[code] ?? 400)
        .send({ error: { code, message, fix, ...(violations && { violations }) } })
    }
    const status = error.statusCode ?? 500
    if (status >= 500) log.error(`control: ${request.method} ${redactUrl(request.url)} failed: ${error.stack}`)
    const fix = status < 500 ? 'Correct the request.' : 'This is a bug of the mock; its log has the details.'
    const code: ErrorCode = status < 500 ? 'ERR_INVALID_OPTION' : 'ERR_INTERNAL'
    return reply.code(status).send({ error: { code, message: error.message, fix } })
  }

  return app
}

class InvalidRequest extends CodedError<'ERR_INVALID_OPTION'> {
  readonly violations: readonly { field: string; rule: string; message: string }[]

  constructor(message: string, violations: InvalidRequest['violations']) {
    super('ERR_INVALID_OPTION', message)
    this.violations = violations
  }
}

function invalid(message: string, violations: InvalidRequest['violations'] = []): InvalidRequest {
  return new InvalidRequest(message, violations)
}

function readRequest(route: ControlRoute, request: FastifyRequest) {
  const body = request.body ?? {}
  const query = convertQuery(route.query, {
    ...(request.query as Record<string, unknown>),
    ...whereItStopped(route, request),
  })
  const violations = [
    ...(route.query ? checkValue({ ...route.query, additionalProperties: false }, query, 'request.query') : []),
    ...(route.body ? checkValue(route.body, body, 'request.body') : []),
  ]
  if (violations.length > 0) {
    const short = violations.map(({ field, rule, message }) => ({
      field: field.replace(/^request\./, ''),
      rule,
      message,
    }))
    throw invalid(short.map(({ message }) => message).join(' '), short)
  }
  return { path: request.params as Record<string, string>, query, body }
}

/** What a browser sends by itself when it connects again to a stream of events, in the place of the query. */
function whereItStopped(route: ControlRoute, { headers }: FastifyRequest): { after?: string } {
  const seen = headers['last-event-id']
  return route.contentType?.startsWith('text/event-stream') && typeof seen === 'string' ? { after: seen } : {}
}

/** Query parameters arrive as text; numbers and booleans are read as what the schema asks for. */
function convertQuery(schema: JsonSchema | undefined, query: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => {
      const type = schema?.properties?.[name]?.type
      if (
        (type === 'integer' || type === 'number') &&
        typeof value === 'string' &&
        value.trim() !== '' &&
        !Number.isNaN(Number(value))
      )
        return [name, Number(value)]
      if (type === 'boolean' && (value === 'true' || value === 'false')) return [name, value === 'true']
      return [name, value]
    }),
  )
}
