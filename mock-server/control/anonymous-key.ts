import type { JsonSchema } from '../../contracts/index.js'
import type { AnonymousKeyOptions } from '../toss-side/anonymous-key.js'
import type { ControlRequest, ControlRoute, ControlSurroundings } from './route.js'
import { userKeySchema } from './schemas.js'

const tag = 'anonymous-key'

const whose = {
  type: 'object',
  properties: { userKey: { ...userKeySchema, description: 'The first user unless told.' } },
  additionalProperties: false,
} as const satisfies JsonSchema

/** Anonymous keys: what the SDK gives the mini-app. */
export const anonymousKeyRoutes: readonly ControlRoute[] = [
  {
    method: 'POST',
    path: '/mini-apps/{miniApp}/anonymous-keys',
    operationId: 'getAnonymousKey',
    summary: 'The hash that the SDK’s getAnonymousKey() gives; the same each time',
    tag,
    body: whose,
    answer: {
      type: 'object',
      properties: { type: { const: 'HASH' }, hash: { type: 'string' }, userKey: userKeySchema },
      required: ['type', 'hash', 'userKey'],
    },
    handle: (request, surroundings) => side(request, surroundings).get(request.body as AnonymousKeyOptions),
  },
  {
    method: 'POST',
    path: '/mini-apps/{miniApp}/anonymous-key-auth-codes',
    operationId: 'createAnonymousKeyAuthCode',
    summary: 'A code, as the SDK’s createAnonymousKeyAuthCode() gives it: works once, for 300 seconds',
    tag,
    body: whose,
    answer: {
      type: 'object',
      properties: {
        code: { type: 'string' },
        userKey: userKeySchema,
        expiresAt: { type: 'string', format: 'date-time' },
      },
      required: ['code', 'userKey', 'expiresAt'],
    },
    status: 201,
    handle: (request, surroundings) => side(request, surroundings).createAuthCode(request.body as AnonymousKeyOptions),
  },
]

function side({ path }: ControlRequest, { tossSide }: ControlSurroundings) {
  return tossSide(path.miniApp as string).anonymousKeys
}
