import { ownerHint } from './owner-hint.js'
import type { User } from './shapes/login.js'
import type { PromotionKey } from './shapes/promotion.js'
import type { Transaction, View } from './store.js'
import { userByKey } from './user.js'

/** How long a key of get-key lives, in milliseconds. Documented: 1 hour. */
export const promotionKeyLifetime = 3_600_000

/** Expired keys are kept this long, so that the log can say what became of them. */
const remembered = 3_600_000

/** Issues a key: Base64 of 32 bytes. */
export function issuePromotionKey(transaction: Transaction, owner: PromotionKey['owner'], now: number): PromotionKey {
  const key = transaction.random.bytes(32).toString('base64')
  const issued: PromotionKey = { key, owner, expiresAt: now + promotionKeyLifetime }
  transaction.put('promotionKey', key, issued, issued.expiresAt + remembered)
  return issued
}

/**
 * Who gets the points of a grant with this key: the user that the call names, or else the one to whom the key was
 * issued. Or why nobody does.
 */
export function receiverOf(
  view: View,
  { key, user, now }: { key: string; user: User | undefined; now: number },
): { readonly receiver: User } | { readonly refused: 'bad-key' | 'no-user'; readonly because: string } {
  const issued = view.get('promotionKey', key)
  if (issued === undefined)
    return badKey(
      `no such key was issued to this mini-app; get one with get-key${ownerHint(view, 'promotionKey', key)}`,
    )
  const { owner, expiresAt } = issued
  if (expiresAt <= now) return badKey(`the key expired at ${new Date(expiresAt).toISOString()}; it lives 1 hour`)
  if (owner !== null && user !== undefined && owner.userKey !== user.userKey) {
    return badKey(`the key was issued to user ${owner.userKey}, not to user ${user.userKey}`)
  }
  if (user !== undefined) return unlessGone(user)
  if (owner === null) return noUser('neither this call nor get-key named the user who gets the points')
  const receiver = userByKey(view, owner.userKey)
  if (receiver === undefined || (owner.namedBy === 'userKey' && receiver.link === null)) {
    return noUser(`user ${owner.userKey}, to whom the key was issued, is not linked to this mini-app any more`)
  }
  return unlessGone(receiver)
}

/** Whoever left Toss has no account that points could go to; an anonymous key does not say so. That it is 4010 is assumed. */
function unlessGone(receiver: User) {
  return receiver.leftTossAt === null ? { receiver } : noUser(`user ${receiver.userKey} left Toss, and gets no points`)
}

const badKey = (because: string) => ({ refused: 'bad-key', because }) as const
const noUser = (because: string) => ({ refused: 'no-user', because }) as const
