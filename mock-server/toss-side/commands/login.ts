import { scopes as allScopes } from '../../../contracts/index.js'
import { CodedError } from '../../../errors/index.js'
import { issueAuthorizationCode } from '../../world/login-tokens.js'
import type { PeopleMaker } from '../../world/made-up-people.js'
import { miniAppOf } from '../../world/mini-app.js'
import { list, moment, name, type Of, object, options, text, userKey, word } from '../../world/shape.js'
import { type Link, scopeList, type User } from '../../world/shapes/login.js'
import type { Transaction } from '../../world/store.js'
import { addUser, linkUser } from '../../world/user.js'
import { command, type SideOf } from '../command.js'
import { defaultUser, knownUser, profileTraits } from './users.js'

/** Who logs in, and what they consent to. */
export interface LogInOptions extends Of<typeof logInOptions> {}
export const logInOptions = options({
  /** An existing user; without it (and without `profile`) the mini-app's first user, made when there is none. */
  userKey,
  /** Makes a new user with these traits; the rest is made up. Not together with `userKey`. */
  profile: profileTraits,
  /** What the user agrees to share; by default all that the mini-app asks for. */
  scopes: scopeList,
  /** Tags of the terms the user agrees to; by default all that the mini-app shows. */
  agreedTerms: list(name),
  /** `DEFAULT` (the Toss app, default) or `SANDBOX` (the sandbox app). */
  referrer: word('DEFAULT', 'SANDBOX'),
})

/** What the SDK's appLogin() hands to the mini-app, and for whom. */
export interface Login extends Of<typeof loginShape> {}
const loginShape = object({
  authorizationCode: text,
  referrer: text,
  userKey,
  /** ISO 8601, on the mock's clock. */
  expiresAt: moment,
})

/** What the Toss app does when a mini-app calls appLogin(). */
export type LoginSide = SideOf<typeof loginCommands>
export const loginCommands = {
  /**
   * The user logs in and consents; the result is what the mini-app would send to its server.
   *
   * @throws CodedError `ERR_NOT_FOUND` for an unknown userKey, `ERR_INVALID_OPTION` for a profile or scope that breaks its rule,
   * `ERR_CONFLICT` for a user who left Toss
   * @example
   * ```ts
   * const { authorizationCode, referrer } = await mock.toss.logIn({ profile: { name: '김토스' } })
   * ```
   */
  logIn: command({
    at: 'POST logins',
    id: 'logIn',
    says: 'Log a user in, as the SDK’s appLogin() does, and get the authorization code',
    takes: logInOptions,
    gives: loginShape,
    status: 201,
    do: async ({ update, people, clock }, options: LogInOptions = {}) => {
      if (options.userKey !== undefined && options.profile !== undefined) {
        throw new CodedError('ERR_INVALID_OPTION', 'userKey and profile: give one or the other, not both', {
          fix: 'userKey logs an existing user in, profile makes a new one.',
        })
      }
      const maker = await people()
      return update((world) => logIn(world, maker, clock.now(), options))
    },
  }),
}

/** Logs a user in, within a transaction. */
export function logIn(world: Transaction, people: PeopleMaker, now: number, options: LogInOptions): Login {
  const { referrer = 'DEFAULT' } = options
  const user = consent(world, whoLogsIn(world, people, now, options), now, options)
  const { code, userKey, expiresAt } = issueAuthorizationCode(world, user, { referrer, now })
  return { authorizationCode: code, referrer, userKey, expiresAt: new Date(expiresAt).toISOString() }
}

/** The user consents on the terms screen, which links them to the mini-app. Within a transaction. */
export function consent(
  world: Transaction,
  user: User,
  now: number,
  options: Pick<LogInOptions, 'scopes' | 'agreedTerms'>,
): User & { link: Link } {
  if (user.leftTossAt !== null) {
    throw new CodedError('ERR_CONFLICT', `userKey: user ${user.userKey} left Toss and cannot log in any more`)
  }
  const miniApp = miniAppOf(world)
  const { scopes = miniApp.scopes, agreedTerms = miniApp.terms } = options
  const inOrder = allScopes.filter((scope) => scopes.includes(scope))
  return linkUser(world, user, { scopes: inOrder, agreedTerms, now }) as User & { link: Link }
}

function whoLogsIn(world: Transaction, people: PeopleMaker, now: number, { userKey, profile }: LogInOptions): User {
  if (userKey !== undefined) return knownUser(world, userKey)
  if (profile !== undefined) return addUser(world, people.profile(world.random, profile), now)
  return defaultUser(world, people, now)
}
