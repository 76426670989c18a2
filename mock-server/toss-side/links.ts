import { type UnlinkReferrer, unlinkReferrers } from '../../contracts/index.js'
import { CodedError } from '../../errors/index.js'
import type { CallbackDelivery } from '../callbacks/delivery.js'
import { unlinkMessage } from '../callbacks/messages.js'
import { callbackSettingsOf } from '../world/callback-settings.js'
import type { User } from '../world/shapes/login.js'
import type { Transaction } from '../world/store.js'
import { leaveToss, unlinkUser } from '../world/user.js'
import type { TossSideContext } from './context.js'
import { knownUser } from './users.js'

/** Why a link ends. */
export interface UnlinkOptions {
  /** `UNLINK` (disconnected in the app, default), `WITHDRAWAL_TERMS` (consent withdrawn), `WITHDRAWAL_TOSS` (left Toss). */
  readonly referrer?: UnlinkReferrer
}

/** A user whose link has ended. */
export interface Unlinked {
  readonly user: User
  /** What became of the unlink callback; null where none was sent: no URL is set, or there was no link. */
  readonly delivery: CallbackDelivery | null
}

/** What a user does about the link to the mini-app in the Toss app. */
export interface LinksSide {
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
  unlink(userKey: number, options?: UnlinkOptions): Promise<Unlinked>
}

/** The links' part of the Toss side. */
export function createLinksSide({ update, clock, callbacks, miniApp }: TossSideContext): LinksSide {
  return {
    async unlink(userKey, { referrer = 'UNLINK' } = {}) {
      if (!unlinkReferrers.includes(referrer)) {
        throw new CodedError('ERR_INVALID_OPTION', `referrer: there is no referrer ${JSON.stringify(referrer)}`, {
          fix: `Choose among ${unlinkReferrers.join(', ')}.`,
        })
      }
      const { user, settings } = await update((world) => {
        const before = knownUser(world, userKey)
        const after = endLink(world, before, referrer, clock.now())
        return { user: after, settings: before.link === null ? null : callbackSettingsOf(world).unlink }
      })
      if (settings === null) return { user, delivery: null }
      const request = unlinkMessage(settings, { userKey, referrer })
      return { user, delivery: await callbacks.send({ miniApp, callback: 'callbacks.unlink', request }) }
    },
  }
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
