import type { FailureCodeOf, OperationId } from '../../../contracts/index.js'
import { foreign } from '../../world/foreign.js'
import { executeGrant, type RefusalReason, type Refused } from '../../world/grant.js'
import { resultOf } from '../../world/payout.js'
import { promotionMeant } from '../../world/promotion.js'
import { issuePromotionKey } from '../../world/promotion-key.js'
import type { Handlers, Surroundings } from './handler.js'

type PromotionId = Extract<OperationId, `promotion.${string}`>
type ExecuteCode = FailureCodeOf<'promotion.executePromotion'>

const codes = {
  'unknown-promotion': '4100',
  'key-used': '4113',
  'bad-key': '4110',
  'no-user': '4010',
  fault: '4110',
  'not-approved': '4109',
  'not-started': '4109',
  stopped: '4109',
  ended: '4109',
  spent: '4109',
  'above-budget': '4116',
  'above-grant-limit': '4114',
  'above-user-limit': '4114',
  short: '4112',
} as const satisfies Record<RefusalReason, ExecuteCode>

/** What the SDK's documents say of the same, for the variant promotion.stateCodes. */
const sdkCodes: Partial<Record<RefusalReason, ExecuteCode>> = {
  'not-approved': '4108',
  stopped: '4104',
  ended: '4105',
  spent: '4105',
}

export const promotionHandlers: Handlers<PromotionId> = {
  'promotion.getKey': {
    kind: 'mutation',
    handle({ world, headers, user, now }) {
      const namedBy = headers['x-toss-user-key'] === undefined ? 'anonKey' : 'userKey'
      const owner = user === undefined ? null : ({ userKey: user.userKey, namedBy } as const)
      return { kind: 'success', success: { key: issuePromotionKey(world, owner, now).key } }
    },
  },

  'promotion.executePromotion': {
    kind: 'mutation',
    handle({ world, body, user, now, surroundings }) {
      const { promotionCode, key, amount } = body
      const executed = executeGrant(world, { promotionCode, key, amount, user, now })
      if ('refused' in executed) {
        return { kind: 'failure', code: codeOf(executed, surroundings), because: executed.because }
      }
      return { kind: 'success', success: { key }, userKey: executed.userKey }
    },
  },

  'promotion.executionResult': {
    kind: 'query',
    handle({ world, body, user, now }) {
      const { promotionCode, key } = body
      if (promotionMeant(world, promotionCode) === undefined) {
        return { kind: 'failure', code: '4100', because: `this mini-app has no promotion ${promotionCode}` }
      }
      const grant = world.get('grant', key)
      if (grant === undefined) {
        return {
          kind: 'failure',
          code: '4111',
          because: `no grant was executed with this key${foreign(world, 'grant', key) || foreign(world, 'promotionKey', key)}`,
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
  },
}

function codeOf({ refused }: Refused, { variant }: Surroundings): ExecuteCode {
  const sdkCode = variant('promotion.stateCodes') === 'sdk' ? sdkCodes[refused] : undefined
  return sdkCode ?? codes[refused]
}
