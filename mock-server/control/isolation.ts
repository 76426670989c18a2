import type { OperationId } from '../../contracts/index.js'
import type { PreparedAnswer } from '../partner-side/overrides.js'
import { callByName } from '../toss-side/by-name.js'
import type { ControlRoute } from './route.js'
import { doneSchema } from './schemas.js'

const tag = 'tests'

const pem = { type: 'string', description: 'PEM.' } as const

/** What a test in another process needs of the mock: a mini-app of its own, answers laid ready, the Toss side by name. */
export const isolationRoutes: readonly ControlRoute[] = [
  {
    method: 'POST',
    path: '/isolated-mini-apps',
    operationId: 'openIsolatedMiniApp',
    summary: 'A mini-app for one test: certificate, world, and a part of the journal with nothing hidden',
    tag,
    body: {
      type: 'object',
      properties: { appName: { type: 'string', description: 'The name; a number is added where it is taken.' } },
      additionalProperties: false,
    },
    answer: {
      type: 'object',
      properties: {
        appName: { type: 'string' },
        cert: pem,
        key: pem,
        ca: pem,
        baseUrl: { type: 'string' },
        payBaseUrl: { type: 'string' },
        decryptionKey: { type: 'string' },
        aad: { type: 'string' },
        journalId: { type: 'integer', description: 'The id of the newest journal entry; later ones have greater ids.' },
      },
      required: ['appName', 'cert', 'key', 'ca', 'baseUrl', 'payBaseUrl', 'decryptionKey', 'aad', 'journalId'],
    },
    status: 201,
    async handle({ body }, { isolation, journal, ca, info }) {
      const journalId = journal.counts.recorded
      const { appName, cert, key } = await isolation.open((body as { appName?: string }).appName)
      const { baseUrl, payBaseUrl, decryptionKey, aad } = info()
      return { appName, cert, key, ca, baseUrl, payBaseUrl, decryptionKey, aad, journalId }
    },
  },
  {
    method: 'DELETE',
    path: '/isolated-mini-apps/{miniApp}',
    operationId: 'releaseIsolatedMiniApp',
    summary: 'Drop such a mini-app with everything it has',
    tag,
    answer: doneSchema,
    async handle({ path }, { isolation }) {
      await isolation.release(path.miniApp as string)
      return { done: true }
    },
  },
  {
    method: 'PUT',
    path: '/mini-apps/{miniApp}/overrides/{operation}',
    operationId: 'setOverrides',
    summary: 'Lay answers ready for the next calls of an operation, in place of its own; the world is not touched',
    tag,
    body: {
      type: 'object',
      properties: {
        answers: {
          type: 'array',
          maxItems: 1000,
          items: {
            type: 'object',
            properties: {
              name: { type: 'string', description: 'What the journal calls it.' },
              status: { type: 'integer', minimum: 100, maximum: 599 },
              body: { description: 'The whole body, envelope included; the contract has to allow it.' },
            },
            required: ['name', 'status', 'body'],
            additionalProperties: false,
          },
        },
      },
      required: ['answers'],
      additionalProperties: false,
    },
    answer: doneSchema,
    handle({ path, body }, { overrides }) {
      const { answers } = body as { answers: readonly PreparedAnswer[] }
      overrides.set(path.miniApp as string, path.operation as OperationId, answers)
      return { done: true }
    },
  },
  {
    method: 'GET',
    path: '/mini-apps/{miniApp}/overrides',
    operationId: 'listOverrides',
    summary: 'The names of the answers that still wait, by operation',
    tag,
    answer: {
      type: 'object',
      properties: {
        waiting: { type: 'object', additionalProperties: { type: 'array', items: { type: 'string' } } },
      },
      required: ['waiting'],
    },
    handle: ({ path }, { overrides }) => ({ waiting: overrides.waiting(path.miniApp as string) }),
  },
  {
    method: 'POST',
    path: '/mini-apps/{miniApp}/toss-side',
    operationId: 'callTossSide',
    summary: 'Call a method of the Toss side by its name, as mock.toss has it in process',
    tag,
    body: {
      type: 'object',
      properties: {
        method: { type: 'string', examples: ['logIn', 'payments.approve'] },
        arguments: { type: 'array', maxItems: 10, items: {} },
      },
      required: ['method', 'arguments'],
      additionalProperties: false,
    },
    answer: {
      type: 'object',
      properties: { result: { description: 'What the method gave back; absent for nothing.' } },
    },
    async handle({ path, body }, { tossSide }) {
      const { method, arguments: args } = body as { method: string; arguments: readonly unknown[] }
      return { result: await callByName(tossSide(path.miniApp as string), method, args) }
    },
  },
]
