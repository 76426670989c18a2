import { ownerHint } from './owner-hint.js'
import type { AnonymousKeyCode, User } from './shapes/login.js'
import type { Transaction } from './store.js'
import { userByKey } from './user.js'

/** How long a code of `createAnonymousKeyAuthCode()` lives, in milliseconds. Documented: 300 seconds. */
export const anonymousCodeLifetime = 300_000

/** Spent and expired codes are kept this long, so that the log can say what became of them. */
const remembered = 3_600_000

/** Issues a code for a user, who need not have logged in. That a code is 43 url-safe characters is assumed. */
export function issueAnonymousKeyCode(transaction: Transaction, user: User, now: number): AnonymousKeyCode {
  return putCode(transaction, {
    code: transaction.random.urlSafe(43),
    userKey: user.userKey,
    expiresAt: now + anonymousCodeLifetime,
    usedAt: null,
  })
}

/** Spends a code, or says why it cannot be spent. That the code of a user who left Toss cannot is assumed. */
export function spendAnonymousKeyCode(
  transaction: Transaction,
  code: string,
  now: number,
): { readonly user: User } | { readonly refused: string } {
  const issued = transaction.get('anonymousKeyCode', code)
  if (issued === undefined)
    return { refused: `no such code was issued to this mini-app${ownerHint(transaction, 'anonymousKeyCode', code)}` }
  if (issued.usedAt !== null) return { refused: `the code was used already, at ${iso(issued.usedAt)}; it works once` }
  if (issued.expiresAt <= now) {
    return { refused: `the code expired at ${iso(issued.expiresAt)}; it lives 300 seconds` }
  }
  const user = userByKey(transaction, issued.userKey)
  if (user === undefined) return { refused: 'the user of the code is gone' }
  if (user.leftTossAt !== null) return { refused: 'the user of the code left Toss' }
  putCode(transaction, { ...issued, usedAt: now })
  return { user }
}

function putCode(transaction: Transaction, code: AnonymousKeyCode): AnonymousKeyCode {
  transaction.put('anonymousKeyCode', code.code, code, code.expiresAt + remembered)
  return code
}

const iso = (instant: number) => new Date(instant).toISOString()
