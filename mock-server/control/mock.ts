import type { JsonSchema } from '../../contracts/index.js'
import { CodedError } from '../../errors/index.js'
import type { ControlRoute } from './route.js'
import { answerOf, doneSchema, listOf } from './schemas.js'

const tag = 'mock'

/** What `clockAnswer` gives. */
export const clockSchema = {
  type: 'object',
  properties: {
    now: { type: 'string', format: 'date-time' },
    aheadBySeconds: { type: 'number', description: 'How far the mock’s clock is ahead of real time.' },
    frozen: { type: 'boolean' },
  },
  required: ['now', 'aheadBySeconds', 'frozen'],
} as const satisfies JsonSchema

const text = { type: 'string' } as const

const infoSchema = answerOf(
  {
    baseUrl: text,
    payBaseUrl: text,
    controlUrl: text,
    appName: text,
    cert: text,
    key: text,
    ca: text,
    pkcs12: text,
    pkcs12Password: text,
    decryptionKey: text,
    aad: text,
    proxyUrl: text,
    pid: { type: 'integer', description: 'The process.' },
  },
  // Certificates that are in memory have no paths, and a proxy is not always there.
  ['cert', 'key', 'ca', 'pkcs12', 'pkcs12Password', 'proxyUrl'],
)

const webKeySchema = answerOf({ kty: text, n: text, e: text, kid: text, alg: text, use: text })

/** The mock itself: clock, mini-apps, reset, how to reach it. */
export const mockRoutes: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: '/health',
    operationId: 'health',
    summary: 'Answers when the mock does',
    tag,
    answer: { type: 'object', properties: { status: { const: 'ok' } }, required: ['status'] },
    handle: () => ({ status: 'ok' }),
  },
  {
    method: 'GET',
    path: '/info',
    operationId: 'info',
    summary: 'How to reach the mock: URLs, paths of the certificate files, decryption key',
    tag,
    answer: infoSchema,
    handle: (_request, { info }) => info(),
  },
  {
    method: 'GET',
    path: '/.well-known/jwks.json',
    operationId: 'jwks',
    summary: 'The public key of the access tokens',
    tag,
    answer: listOf('keys', webKeySchema),
    handle: (_request, { jwks }) => jwks,
  },
  {
    method: 'GET',
    path: '/mini-apps',
    operationId: 'listMiniApps',
    summary: 'The mini-apps that have called the mock or were set up',
    tag,
    answer: listOf('miniApps', { type: 'string' }),
    handle: async (_request, { miniApps }) => ({ miniApps: await miniApps() }),
  },
  {
    method: 'GET',
    path: '/clock',
    operationId: 'getClock',
    summary: 'The mock’s clock',
    tag,
    answer: clockSchema,
    handle: (_request, { clock }) => clockAnswer(clock.state),
  },
  {
    method: 'POST',
    path: '/clock/advance',
    operationId: 'advanceClock',
    summary: 'Move the clock forward',
    tag,
    body: {
      type: 'object',
      properties: { seconds: { type: 'number', minimum: 0, maximum: 315_576_000_0 } },
      required: ['seconds'],
      additionalProperties: false,
    },
    answer: clockSchema,
    handle({ body }, { clock }) {
      clock.advance(Math.round((body as { seconds: number }).seconds * 1000))
      return clockAnswer(clock.state)
    },
  },
  {
    method: 'POST',
    path: '/clock/freeze',
    operationId: 'freezeClock',
    summary: 'Stop the clock; only /clock/advance moves it',
    tag,
    answer: clockSchema,
    handle(_request, { clock }) {
      clock.freeze()
      return clockAnswer(clock.state)
    },
  },
  {
    method: 'POST',
    path: '/clock/resume',
    operationId: 'resumeClock',
    summary: 'Let a frozen clock run on',
    tag,
    answer: clockSchema,
    handle(_request, { clock }) {
      clock.resume()
      return clockAnswer(clock.state)
    },
  },
  {
    method: 'POST',
    path: '/reset',
    operationId: 'reset',
    summary: 'Back to the beginning: the seeded worlds or none, the seeded clock or real time, an empty journal',
    tag,
    answer: doneSchema,
    async handle(_request, { reset }) {
      await reset()
      return { done: true }
    },
  },
  {
    method: 'POST',
    path: '/mini-apps/{miniApp}/reset',
    operationId: 'resetMiniApp',
    summary: 'The world of one mini-app as it was seeded, or none',
    tag,
    answer: doneSchema,
    async handle({ path }, { reset }) {
      await reset(path.miniApp)
      return { done: true }
    },
  },
  {
    method: 'POST',
    path: '/stop',
    operationId: 'stop',
    summary: 'End the program, for whoever knows the secret in its running.json: apps-in-toss-mock stop',
    tag,
    body: {
      type: 'object',
      properties: { secret: { type: 'string', minLength: 1, maxLength: 200 } },
      required: ['secret'],
      additionalProperties: false,
    },
    answer: doneSchema,
    handle({ body }, { stopOrder }) {
      if (stopOrder === undefined) {
        throw new CodedError('ERR_CONFLICT', 'this mock is part of another program, which ends it', {
          fix: 'End it where it was started: only apps-in-toss-mock start can be ended so.',
        })
      }
      if ((body as { secret: string }).secret !== stopOrder.secret) {
        throw new CodedError('ERR_FORBIDDEN', 'the secret is not that of this mock; it goes on', {
          fix: 'Call apps-in-toss-mock stop with the --dir of this mock.',
        })
      }
      stopOrder.obey()
      return { done: true }
    },
  },
]

/** The clock as the control API tells it. */
export function clockAnswer({ now, aheadBy, frozen }: { now: number; aheadBy: number; frozen: boolean }) {
  return { now: new Date(now).toISOString(), aheadBySeconds: aheadBy / 1000, frozen }
}
