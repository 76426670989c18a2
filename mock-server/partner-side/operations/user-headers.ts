import { type UserIdentification, userHeadersNeeded } from '../../../contracts/index.js'
import { ownerHint } from '../../world/owner-hint.js'
import type { User } from '../../world/shapes/login.js'
import type { View } from '../../world/store.js'
import { userByAnonKey, userByKey } from '../../world/user.js'

/** The user a request speaks of, or why none can be found; `{}` where the operation does without. */
export type Identified = { readonly user?: User } | { readonly refused: string }

/**
 * Reads x-toss-user-key or x-anon-key. A userKey must belong to a linked user: unlinked ones were seen
 * to answer 4010. An anonymous key needs no link; that of a user who left Toss is nobody's (assumed). `wanted` is what the operation asks for, or a variant of it.
 */
export function identifyUser(
  wanted: UserIdentification,
  view: View,
  headers: Readonly<Record<string, string | undefined>>,
): Identified {
  if (wanted !== 'key' && wanted !== 'optional-key') return {}
  const userKey = headers['x-toss-user-key']
  const anonKey = headers['x-anon-key']
  if (userKey !== undefined && anonKey !== undefined) {
    return { refused: `both x-toss-user-key and x-anon-key were sent; ${userHeadersNeeded[wanted]} is allowed` }
  }
  if (userKey !== undefined) {
    const user = userByKey(view, userKey)
    if (user === undefined)
      return { refused: `no user of this mini-app has the userKey ${userKey}${ownerHint(view, 'user', userKey)}` }
    if (user.link === null)
      return { refused: `user ${userKey} is not linked to this mini-app: not logged in yet, or unlinked` }
    return { user }
  }
  if (anonKey !== undefined) {
    const user = userByAnonKey(view, anonKey)
    if (user === undefined)
      return {
        refused: `no user of this mini-app has this anonymous key${ownerHint(view, 'user', anonKey, 'anonKey')}`,
      }
    return user.leftTossAt === null ? { user } : { refused: 'the user of this anonymous key left Toss' }
  }
  return wanted === 'optional-key' ? {} : { refused: 'there is no x-toss-user-key (or x-anon-key) header' }
}
