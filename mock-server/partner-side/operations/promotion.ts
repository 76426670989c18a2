import type { OperationId } from '../../../contracts/index.js'
import { ownerHint } from '../../world/owner-hint.js'
import { promotionMeant } from '../../world/promotion.js'
import { executeGrant } from '../../world/promotion-grant.js'
import { issuePromotionKey } from '../../world/promotion-key.js'
import { resultOf } from '../../world/promotion-payout.js'
import type { Handlers } from './handler.js'
import { executeCodeOf } from './promotion-codes.js'

type PromotionId = Extract<OperationId, `promotion.${string}`>
export const promotionHandlers: Handlers<PromotionId> = {
  'promotion.getKey'({ world, headers, user, now }) {
    const namedBy = headers['x-toss-user-key'] === undefined ? 'anonKey' : 'userKey'
    const owner = user === undefined ? null : ({ userKey: user.userKey, namedBy } as const)
    return { kind: 'success', success: { key: issuePromotionKey(world, owner, now).key } }
  },

  'promotion.executePromotion'({ world, body, user, now, surroundings }) {
    const { promotionCode, key, amount } = body
    const executed = executeGrant(world, { promotionCode, key, amount, user, now })
    if ('refused' in executed) {
      const told = surroundings.variant('promotion.stateCodes') === 'sdk' ? 'sdk' : 'partner'
      const code = executeCodeOf(executed.refused, told)
      return { kind: 'failure', code, because: executed.because }
    }
    return { kind: 'success', success: { key }, userKey: executed.userKey }
  },

  'promotion.executionResult'({ world, body, user, now }) {
    const { promotionCode, key } = body
    if (promotionMeant(world, promotionCode) === undefined) {
      return { kind: 'failure', code: '4100', because: `this mini-app has no promotion ${promotionCode}` }
    }
    const grant = world.get('grant', key)
    if (grant === undefined) {
      return {
        kind: 'failure',
        code: '4111',
        because: `no grant was executed with this key${ownerHint(world, 'grant', key) || ownerHint(world, 'promotionKey', key)}`,
      }
    }
    const { userKey } = grant
    if (grant.promotionCode !== promotionCode) {
      return { kind: 'failure', code: '4111', because: `the key was used for promotion ${grant.promotionCode}` }
    }
    if (user !== undefined && user.userKey !== userKey) {
      return { kind: 'failure', code: '4111', because: `the key granted points to user ${userKey}` }
    }
    return { kind: 'success', success: resultOf(grant, now), userKey }
  },
}
