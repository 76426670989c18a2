import { issueAnonymousKeyCode } from '../world/anonymous-key.js'
import type { PeopleMaker } from '../world/people.js'
import type { User } from '../world/shapes/login.js'
import type { Transaction } from '../world/store.js'
import type { TossSideContext } from './context.js'
import { defaultUser, knownUser } from './users.js'

/** Whose key is meant; without it the mini-app's first user, made when there is none. */
export interface AnonymousKeyOptions {
  readonly userKey?: number
}

/** What the SDK's getAnonymousKey() gives, and whose it is. */
export interface AnonymousKey {
  readonly type: 'HASH'
  readonly hash: string
  readonly userKey: number
}

/** What the SDK's createAnonymousKeyAuthCode() gives, and for whom. */
export interface AnonymousKeyAuthCode {
  /** Works once, for 300 seconds. */
  readonly code: string
  readonly userKey: number
  /** ISO 8601, on the mock's clock. */
  readonly expiresAt: string
}

/**
 * What the SDK does for users who need not have logged in. Both methods throw CodedError `ERR_NOT_FOUND` for an unknown
 * userKey.
 */
export interface AnonymousKeysSide {
  /** getAnonymousKey(): the same hash each time. */
  get(options?: AnonymousKeyOptions): Promise<AnonymousKey>
  /**
   * createAnonymousKeyAuthCode(): a code that the partner server exchanges for the hash.
   *
   * @example
   * ```ts
   * const { code } = await mock.toss.anonymousKeys.createAuthCode()
   * ```
   */
  createAuthCode(options?: AnonymousKeyOptions): Promise<AnonymousKeyAuthCode>
}

/** The anonymous keys' part of the Toss side. */
export function createAnonymousKeysSide({ update, people, clock }: TossSideContext): AnonymousKeysSide {
  async function forUser<Result>(
    { userKey }: AnonymousKeyOptions,
    work: (world: Transaction, user: User, now: number) => Result,
  ): Promise<Result> {
    const maker = await people()
    return update((world) => work(world, whom(world, maker, clock.now(), userKey), clock.now()))
  }

  return {
    get: (options = {}) =>
      forUser(options, (_world, { anonKey, userKey }) => ({ type: 'HASH', hash: anonKey, userKey })),
    createAuthCode: (options = {}) =>
      forUser(options, (world, user, now) => {
        const { code, userKey, expiresAt } = issueAnonymousKeyCode(world, user, now)
        return { code, userKey, expiresAt: new Date(expiresAt).toISOString() }
      }),
  }
}

function whom(world: Transaction, people: PeopleMaker, now: number, userKey: number | undefined): User {
  return userKey === undefined ? defaultUser(world, people, now) : knownUser(world, userKey)
}
