import { type UnlinkReferrer, unlinkReferrers } from '../../../contracts/index.js'
import { CodedError } from '../../../errors/index.js'
import { callbackSettingsOf } from '../../world/callback-settings.js'
import { type Of, object, options, orNull, saying, word } from '../../world/shape.js'
import { type User, userShape } from '../../world/shapes/login.js'
import type { Transaction } from '../../world/store.js'
import { leaveToss, unlinkUser } from '../../world/user.js'
import { unlinkMessage } from '../callbacks/callback-requests.js'
import { deliveryShape } from '../callbacks/delivery-shape.js'
import { command, type SideOf } from '../command.js'
import { knownUser } from './users.js'

/** Why a link ends. */
export interface UnlinkOptions extends Of<typeof unlinkOptions> {}
const unlinkOptions = options({
  /** `UNLINK` (disconnected in the app, default), `WITHDRAWAL_TERMS` (consent withdrawn), `WITHDRAWAL_TOSS` (left Toss). */
  referrer: saying(word(...unlinkReferrers), 'Default UNLINK.'),
})

/** A user whose link has ended. */
export interface Unlinked extends Of<typeof unlinkedShape> {}
const unlinkedShape = object({
  user: userShape,
  /** What became of the unlink callback; null where none was sent: no URL is set, or there was no link. */
  delivery: saying(orNull(deliveryShape), 'How the partner answered; null where nothing was sent.'),
})

/** What a user does about the link to the mini-app in the Toss app. */
export type LinksSide = SideOf<typeof linkCommands>
export const linkCommands = {
  /**
   * The user ends the link. All tokens die, and the unlink callback is sent; the result tells how the partner answered.
   * Whoever left Toss never comes back: login-me answers USER_NOT_FOUND.
   *
   * @throws CodedError `ERR_NOT_FOUND` for an unknown userKey, `ERR_CONFLICT` for a user who is not linked or left Toss
   * @example
   * ```ts
   * await mock.toss.callbacks.setUnlink({ url: 'http://127.0.0.1:3000/toss/unlink', basicAuth: 'secret' })
   * const { delivery } = await mock.toss.unlink(userKey, { referrer: 'WITHDRAWAL_TERMS' })
   * console.log(delivery?.status)
   * ```
   */
  unlink: command({
    at: 'POST users/{userKey}/unlink',
    id: 'unlinkUser',
    says: 'The user ends the link in the Toss app, or leaves Toss; sends the unlink callback',
    takes: unlinkOptions,
    gives: unlinkedShape,
    do: async (
      { update, clock, callbacks, miniApp },
      userKey: number,
      { referrer = 'UNLINK' }: UnlinkOptions = {},
    ): Promise<Unlinked> => {
      const { user, settings, place } = await update((world) => {
        const before = knownUser(world, userKey)
        const after = endLink(world, before, referrer, clock.now())
        const told = before.link === null ? null : callbackSettingsOf(world).unlink
        const own = told === null ? undefined : callbacks.placeFor(miniApp, 'callbacks.unlink')
        return { user: after, settings: told, place: own }
      })
      if (settings === null) return { user, delivery: null }
      const request = unlinkMessage(settings, { userKey, referrer })
      return { user, delivery: await callbacks.send({ miniApp, callback: 'callbacks.unlink', request, place }) }
    },
  }),
}

function endLink(world: Transaction, user: User, referrer: UnlinkReferrer, now: number): User {
  if (user.leftTossAt !== null) {
    throw new CodedError('ERR_CONFLICT', `unlink: user ${user.userKey} left Toss already; nothing more is possible`)
  }
  if (referrer === 'WITHDRAWAL_TOSS') return leaveToss(world, user, now)
  if (user.link === null) {
    throw new CodedError('ERR_CONFLICT', `unlink: user ${user.userKey} is not linked; possible: WITHDRAWAL_TOSS`, {
      fix: 'Log the user in first, or let the user leave Toss with referrer WITHDRAWAL_TOSS.',
    })
  }
  return unlinkUser(world, user)
}
