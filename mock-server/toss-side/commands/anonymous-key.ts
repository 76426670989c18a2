import { issueAnonymousKeyCode } from '../../world/anonymous-key.js'
import type { PeopleMaker } from '../../world/made-up-people.js'
import { moment, name, type Of, object, options, saying, userKey, word } from '../../world/shape.js'
import type { User } from '../../world/shapes/login.js'
import type { Transaction } from '../../world/store.js'
import { command, type SideOf } from '../command.js'
import type { TossSideContext } from '../context.js'
import { defaultUser, knownUser } from './users.js'

/** Whose key is meant. */
export interface AnonymousKeyOptions extends Of<typeof anonymousKeyOptions> {}
const anonymousKeyOptions = options({
  /** By default the mini-app's first user, made when there is none. */
  userKey: saying(userKey, 'The first user by default.'),
})

/** What the SDK's getAnonymousKey() gives, and whose it is. */
export interface AnonymousKey extends Of<typeof anonymousKeyShape> {}
const anonymousKeyShape = object({ type: word('HASH'), hash: name, userKey })

/** What the SDK's createAnonymousKeyAuthCode() gives, and for whom. */
export interface AnonymousKeyAuthCode extends Of<typeof anonymousKeyAuthCodeShape> {}
const anonymousKeyAuthCodeShape = object({
  /** Works once, for 300 seconds. */
  code: name,
  userKey,
  /** ISO 8601, on the mock's clock. */
  expiresAt: moment,
})

/**
 * What the SDK does for users who need not have logged in. Both methods throw CodedError `ERR_NOT_FOUND` for an unknown
 * userKey.
 */
export type AnonymousKeysSide = SideOf<typeof anonymousKeyCommands>
export const anonymousKeyCommands = {
  /** getAnonymousKey(): the same hash each time. */
  get: command({
    at: 'POST anonymous-keys',
    id: 'getAnonymousKey',
    says: 'The hash that the SDK’s getAnonymousKey() gives; the same each time',
    takes: anonymousKeyOptions,
    gives: anonymousKeyShape,
    do: (context, options: AnonymousKeyOptions = {}) =>
      forUser(context, options, (_world, { anonKey, userKey }) => ({ type: 'HASH' as const, hash: anonKey, userKey })),
  }),
  /**
   * createAnonymousKeyAuthCode(): a code that the partner server exchanges for the hash.
   *
   * @example
   * ```ts
   * const { code } = await mock.toss.anonymousKeys.createAuthCode()
   * ```
   */
  createAuthCode: command({
    at: 'POST anonymous-key-auth-codes',
    id: 'createAnonymousKeyAuthCode',
    says: 'A code, as the SDK’s createAnonymousKeyAuthCode() gives it: works once, for 300 seconds',
    takes: anonymousKeyOptions,
    gives: anonymousKeyAuthCodeShape,
    status: 201,
    do: (context, options: AnonymousKeyOptions = {}) =>
      forUser(context, options, (world, user, now) => {
        const { code, userKey, expiresAt } = issueAnonymousKeyCode(world, user, now)
        return { code, userKey, expiresAt: new Date(expiresAt).toISOString() }
      }),
  }),
}

async function forUser<Result>(
  { people, update, clock }: TossSideContext,
  { userKey }: AnonymousKeyOptions,
  work: (world: Transaction, user: User, now: number) => Result,
): Promise<Result> {
  const maker = await people()
  return update((world) => work(world, whom(world, maker, clock.now(), userKey), clock.now()))
}

function whom(world: Transaction, people: PeopleMaker, now: number, userKey: number | undefined): User {
  return userKey === undefined ? defaultUser(world, people, now) : knownUser(world, userKey)
}
