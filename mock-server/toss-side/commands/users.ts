import { CodedError } from '../../../errors/index.js'
import { checkOptions } from '../../world/checks/option-check.js'
import type { PeopleMaker } from '../../world/made-up-people.js'
import { between, list, matching, type Of, options, saying, truth } from '../../world/shape.js'
import { profileShape, type User, userShape } from '../../world/shapes/login.js'
import type { Page, Transaction, View } from '../../world/store.js'
import { addUser, setPush, type UserKeys, userByAnonKey, userByKey } from '../../world/user.js'
import { command, type SideOf } from '../command.js'
import { pageOf } from '../list-page.js'

/** Traits of a person; those left out are made up. */
export interface ProfileTraits extends Of<typeof profileTraits> {}
export const profileTraits = options(profileShape.properties)

/** What a user sets in the Toss app. */
export interface UserSettings extends Of<typeof userSettingsShape> {}
export const userSettingsShape = options({
  /** Whether Toss may send pushes. */
  pushEnabled: truth,
})

/** The keys that a new user may be given. */
export const userKeysShape = options({
  userKey: saying(between(1, Number.MAX_SAFE_INTEGER), 'Made up by default.'),
  anonKey: saying(matching('^[!-~]{1,64}$'), 'Made up by default.'),
})

/** The Toss users that a mini-app can meet. */
export type UsersSide = SideOf<typeof userCommands>
export const userCommands = {
  /** In the order of their creation, 100 by default. */
  list: command({
    at: 'GET users',
    id: 'listUsers',
    says: 'The users, in the order of their creation',
    takes: pageOf('A userKey: only those that come after this user.'),
    gives: list(userShape),
    under: 'users',
    do: ({ read }, page?: Page) => read((world) => world.list('user', page)),
  }),
  /**
   * Makes a user; what is not given is made up, plausibly and repeatably. `keys`: for a test that needs them to be the same
   * whatever happened before.
   *
   * @throws CodedError `ERR_INVALID_OPTION`; `ERR_CONFLICT` for a key that another user has
   * @example
   * ```ts
   * const { userKey } = await mock.toss.users.create({ name: '김토스' }, { userKey: 443731104 })
   * ```
   */
  create: command({
    at: 'POST users',
    id: 'createUser',
    says: 'Create a user; what is not given is made up',
    takes: options({ ...profileTraits.properties, ...userKeysShape.properties }),
    spread: ({ userKey, anonKey, ...profile }: ProfileTraits & UserKeys) => [profile, { userKey, anonKey }],
    gives: userShape,
    status: 201,
    do: async ({ update, people, clock }, profile: ProfileTraits = {}, keys: UserKeys = {}) => {
      checkOptions(profileTraits, profile, 'profile')
      checkOptions(userKeysShape, keys, 'user')
      const maker = await people()
      return update((world) => {
        checkFree(world, keys)
        return addUser(world, maker.profile(world.random, profile), clock.now(), keys)
      })
    },
  }),
  /** Throws `ERR_NOT_FOUND` for a userKey that the mini-app does not know. */
  get: command({
    at: 'GET users/{userKey}',
    id: 'getUser',
    says: 'One user',
    gives: userShape,
    do: ({ read }, userKey: number) => read((world) => knownUser(world, userKey)),
  }),
  /** Changes what the user set in the Toss app. Throws `ERR_NOT_FOUND` for an unknown userKey. */
  update: command({
    at: 'PATCH users/{userKey}',
    id: 'updateUser',
    says: 'Change what the user set in the Toss app: push on or off',
    takes: userSettingsShape,
    named: 'settings',
    gives: userShape,
    do: ({ update }, userKey: number, settings: UserSettings) =>
      update((world) => {
        const user = knownUser(world, userKey)
        return setPush(world, user, settings.pushEnabled ?? user.pushEnabled)
      }),
  }),
  /** The user that is meant where none is named: the first one, made when there is none yet. */
  default: command({
    says: 'The mini-app’s first user',
    gives: userShape,
    do: async ({ people, update, clock }) => {
      const maker = await people()
      return update((world) => defaultUser(world, maker, clock.now()))
    },
  }),
}

/** The first user of the mini-app who has not left Toss, where there is one among the first few. */
export function firstUser(world: View): User | undefined {
  return world.list('user', { limit: 20 }).find(({ leftTossAt }) => leftTossAt === null)
}

/** The same, made where there is none. */
export function defaultUser(world: Transaction, people: PeopleMaker, now: number): User {
  return firstUser(world) ?? addUser(world, people.profile(world.random), now)
}

/** The user with this key, or `ERR_NOT_FOUND`. */
export function knownUser(world: View, userKey: number): User {
  const user = userByKey(world, userKey)
  if (user === undefined) {
    throw new CodedError('ERR_NOT_FOUND', `userKey: this mini-app has no user ${userKey}`, {
      fix: 'List the users to see the keys there are, or create one.',
    })
  }
  return user
}

function checkFree(world: View, { userKey, anonKey }: UserKeys): void {
  const taken =
    userKey !== undefined && userByKey(world, userKey) !== undefined
      ? `userKey: there is a user ${userKey} already`
      : anonKey !== undefined && userByAnonKey(world, anonKey) !== undefined
        ? 'anonKey: another user has this anonymous key'
        : undefined
  if (taken === undefined) return
  throw new CodedError('ERR_CONFLICT', taken, { fix: 'Choose another one, or leave it out.' })
}
