import type { JsonSchema } from '../../contracts/index.js'
import { CodedError } from '../../errors/index.js'
import { profileSchema } from '../control/schemas.js'
import type { PeopleMaker } from '../world/people.js'
import type { Profile, User } from '../world/shapes/login.js'
import type { Page, Transaction, View } from '../world/store.js'
import { addUser, setPush, type UserKeys, userByAnonKey, userByKey } from '../world/user.js'
import type { TossSideContext } from './context.js'
import { checkOptions } from './option-check.js'

/** What a user sets in the Toss app. */
export interface UserSettings {
  /** Whether Toss may send pushes. */
  readonly pushEnabled?: boolean
}

/** The shape of {@link UserSettings}. */
export const userSettingsSchema = {
  type: 'object',
  properties: { pushEnabled: { type: 'boolean' } },
  additionalProperties: false,
} as const satisfies JsonSchema

/** The shape of the keys that a new user may be given. */
export const userKeysSchema = {
  type: 'object',
  properties: {
    userKey: { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description: 'Made up unless told.' },
    anonKey: { type: 'string', pattern: '^[!-~]{1,64}$', description: 'Made up unless told.' },
  },
  additionalProperties: false,
} as const satisfies JsonSchema

/** The Toss users that a mini-app can meet. */
export interface UsersSide {
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
  create(profile?: Partial<Profile>, keys?: UserKeys): Promise<User>
  /** In the order of their creation, 100 unless told. */
  list(page?: Page): Promise<User[]>
  /** Throws `ERR_NOT_FOUND` for a userKey that the mini-app does not know. */
  get(userKey: number): Promise<User>
  /** Changes what the user set in the Toss app. Throws `ERR_NOT_FOUND` for an unknown userKey. */
  update(userKey: number, settings: UserSettings): Promise<User>
  /** The user that is meant where none is named: the first one, made when there is none yet. */
  default(): Promise<User>
}

/** The users' part of the Toss side. */
export function createUsersSide({ read, update, people, clock }: TossSideContext): UsersSide {
  return {
    async create(profile, keys = {}) {
      checkOptions(profileSchema, profile ?? {}, 'profile')
      checkOptions(userKeysSchema, keys, 'user')
      const maker = await people()
      return update((world) => {
        checkFree(world, keys)
        return addUser(world, maker.profile(world.random, profile), clock.now(), keys)
      })
    },
    list: (page) => read((world) => world.list('user', page)),
    get: (userKey) => read((world) => knownUser(world, userKey)),
    async update(userKey, settings) {
      checkOptions(userSettingsSchema, settings, 'settings')
      return update((world) => {
        const user = knownUser(world, userKey)
        return setPush(world, user, settings.pushEnabled ?? user.pushEnabled)
      })
    },
    async default() {
      const maker = await people()
      return update((world) => defaultUser(world, maker, clock.now()))
    },
  }
}

/** The first user of the mini-app who has not left Toss; made when there is none among the first few. */
export function defaultUser(world: Transaction, people: PeopleMaker, now: number): User {
  const present = world.list('user', { limit: 20 }).find(({ leftTossAt }) => leftTossAt === null)
  return present ?? addUser(world, people.profile(world.random), now)
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
