import { scopes as allScopes, type Scope } from '../../contracts/index.js'
import { CodedError } from '../../errors/index.js'
import { profileSchema } from '../control/schemas.js'
import { issueAuthorizationCode } from '../world/login.js'
import { miniAppOf } from '../world/mini-app.js'
import type { PeopleMaker } from '../world/people.js'
import type { Link, Profile, User } from '../world/shapes/login.js'
import type { Transaction } from '../world/store.js'
import { addUser, linkUser } from '../world/user.js'
import type { TossSideContext } from './context.js'
import { checkOptions } from './option-check.js'
import { defaultUser, knownUser } from './users.js'

/** Who logs in, and what they consent to. */
export interface LogInOptions {
  /** An existing user; without it (and without `profile`) the mini-app's first user, made when there is none. */
  readonly userKey?: number
  /** Makes a new user with these traits; the rest is made up. Not together with `userKey`. */
  readonly profile?: Partial<Profile>
  /** What the user agrees to share; by default all that the mini-app asks for. */
  readonly scopes?: readonly Scope[]
  /** Tags of the terms the user agrees to; by default all that the mini-app shows. */
  readonly agreedTerms?: readonly string[]
  /** `DEFAULT` (the Toss app, default) or `SANDBOX` (the sandbox app). */
  readonly referrer?: 'DEFAULT' | 'SANDBOX'
}

/** What the SDK's appLogin() hands to the mini-app, and for whom. */
export interface Login {
  readonly authorizationCode: string
  readonly referrer: string
  readonly userKey: number
  /** ISO 8601, on the mock's clock. */
  readonly expiresAt: string
}

/** What the Toss app does when a mini-app calls appLogin(). */
export interface LoginSide {
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
  logIn(options?: LogInOptions): Promise<Login>
}

/** The login's part of the Toss side. */
export function createLoginSide({ update, people, clock }: TossSideContext): LoginSide {
  return {
    async logIn(options = {}) {
      checkLogIn(options)
      const maker = await people()
      return update((world) => logIn(world, maker, clock.now(), options))
    },
  }
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

function checkLogIn({ userKey, profile, scopes = [] }: LogInOptions): void {
  if (userKey !== undefined && profile !== undefined) {
    throw new CodedError('ERR_INVALID_OPTION', 'userKey and profile: give one or the other, not both', {
      fix: 'userKey logs an existing user in, profile makes a new one.',
    })
  }
  if (profile !== undefined) checkOptions(profileSchema, profile, 'profile')
  const unknown = scopes.find((scope) => !allScopes.includes(scope))
  if (unknown !== undefined) {
    throw new CodedError('ERR_INVALID_OPTION', `scopes: there is no scope ${JSON.stringify(unknown)}`, {
      fix: `Choose among ${allScopes.join(', ')}.`,
    })
  }
}
