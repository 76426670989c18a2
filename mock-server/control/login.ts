import type { LogInOptions } from '../toss-side/login.js'
import { type UserSettings, userKeysSchema, userSettingsSchema } from '../toss-side/users.js'
import type { Profile } from '../world/shapes/login.js'
import type { Page } from '../world/store.js'
import type { UserKeys } from '../world/user.js'
import type { ControlRoute } from './route.js'
import { listOf, profileSchema, scopeListSchema, userKeySchema, userSchema } from './schemas.js'

const tag = 'login'

/** Users and logins: what the Toss app does. */
export const loginRoutes: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: '/mini-apps/{miniApp}/users',
    operationId: 'listUsers',
    summary: 'The users, in the order of their creation',
    tag,
    query: {
      type: 'object',
      properties: {
        limit: { type: 'integer', minimum: 1, maximum: 1000, description: '100 unless told.' },
        after: { type: 'string', description: 'A userKey: only those created after this user.' },
      },
    },
    answer: listOf('users', userSchema),
    handle: async ({ path, query }, { tossSide }) => ({
      users: await tossSide(miniApp(path)).users.list(query as Page),
    }),
  },
  {
    method: 'POST',
    path: '/mini-apps/{miniApp}/users',
    operationId: 'createUser',
    summary: 'Create a user; what is not given is made up',
    tag,
    body: { ...profileSchema, properties: { ...profileSchema.properties, ...userKeysSchema.properties } },
    answer: userSchema,
    status: 201,
    handle({ path, body }, { tossSide }) {
      const { userKey, anonKey, ...profile } = body as Partial<Profile> & UserKeys
      return tossSide(miniApp(path)).users.create(profile, { userKey, anonKey })
    },
  },
  {
    method: 'GET',
    path: '/mini-apps/{miniApp}/users/{userKey}',
    operationId: 'getUser',
    summary: 'One user',
    tag,
    answer: userSchema,
    handle: ({ path }, { tossSide }) => tossSide(miniApp(path)).users.get(Number(path.userKey)),
  },
  {
    method: 'PATCH',
    path: '/mini-apps/{miniApp}/users/{userKey}',
    operationId: 'updateUser',
    summary: 'Change what the user set in the Toss app: push on or off',
    tag,
    body: userSettingsSchema,
    answer: userSchema,
    handle: ({ path, body }, { tossSide }) =>
      tossSide(miniApp(path)).users.update(Number(path.userKey), body as UserSettings),
  },
  {
    method: 'POST',
    path: '/mini-apps/{miniApp}/logins',
    operationId: 'logIn',
    summary: 'Log a user in, as the SDK’s appLogin() does, and get the authorization code',
    tag,
    body: {
      type: 'object',
      properties: {
        userKey: userKeySchema,
        profile: profileSchema,
        scopes: scopeListSchema,
        agreedTerms: { type: 'array', items: { type: 'string', minLength: 1 } },
        referrer: { type: 'string', enum: ['DEFAULT', 'SANDBOX'] },
      },
      additionalProperties: false,
    },
    answer: {
      type: 'object',
      properties: {
        authorizationCode: { type: 'string' },
        referrer: { type: 'string' },
        userKey: userKeySchema,
        expiresAt: { type: 'string', format: 'date-time' },
      },
      required: ['authorizationCode', 'referrer', 'userKey', 'expiresAt'],
    },
    status: 201,
    handle: ({ path, body }, { tossSide }) => tossSide(miniApp(path)).logIn(body as LogInOptions),
  },
]

const miniApp = (path: Readonly<Record<string, string>>) => path.miniApp as string
