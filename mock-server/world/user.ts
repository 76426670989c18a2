import type { Scope } from '../../contracts/index.js'
import type { Link, Profile, User } from './shapes/login.js'
import type { Transaction, View } from './store.js'

/** The user with this key, whether linked or not. */
export function userByKey(view: View, userKey: number | string): User | undefined {
  return view.get('user', String(userKey))
}

/** The user with this anonymous key, whether linked or not. */
export function userByAnonKey(view: View, anonKey: string): User | undefined {
  return view.find('user', 'anonKey', anonKey)
}

/** The keys of a new user that are not to be made up. */
export interface UserKeys {
  readonly userKey?: number
  readonly anonKey?: string
}

/** Adds a user; what `keys` leaves out is fresh. The caller has made sure that nobody has the given ones. */
export function addUser(transaction: Transaction, profile: Profile, now: number, keys: UserKeys = {}): User {
  const userKey = keys.userKey ?? freshUserKey(transaction)
  const anonKey = keys.anonKey ?? transaction.random.bytes(32).toString('hex')
  return putUser(transaction, {
    userKey,
    anonKey,
    profile,
    link: null,
    pushEnabled: true,
    leftTossAt: null,
    createdAt: now,
  })
}

/** Links the user to the mini-app, or renews the consent of one who is linked already: their tokens live on. */
export function linkUser(
  transaction: Transaction,
  user: User,
  consent: { scopes: readonly Scope[]; agreedTerms: readonly string[]; now: number },
): User {
  const { scopes, agreedTerms, now } = consent
  const link: Link = {
    id: user.link?.id ?? transaction.random.urlSafe(16),
    scopes,
    agreedTerms,
    linkedAt: user.link?.linkedAt ?? now,
  }
  return putUser(transaction, { ...user, link })
}

/** Removes the link, and with it the life of every token of the user. */
export function unlinkUser(transaction: Transaction, user: User): User {
  return putUser(transaction, { ...user, link: null })
}

/** The user leaves Toss: there is no link any more, and never again will be. */
export function leaveToss(transaction: Transaction, user: User, now: number): User {
  return putUser(transaction, { ...user, link: null, leftTossAt: now })
}

/** Turns the user's pushes on or off. */
export function setPush(transaction: Transaction, user: User, pushEnabled: boolean): User {
  return putUser(transaction, { ...user, pushEnabled })
}

function freshUserKey(transaction: Transaction): number {
  let userKey = transaction.random.integer(100_000_000, 999_999_999)
  while (userByKey(transaction, userKey) !== undefined) userKey = transaction.random.integer(100_000_000, 999_999_999)
  return userKey
}

function putUser(transaction: Transaction, user: User): User {
  transaction.put('user', String(user.userKey), user)
  return user
}
