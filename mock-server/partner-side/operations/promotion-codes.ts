import type { FailureCodeOf } from '../../../contracts/index.js'
import type { RefusalReason } from '../../world/promotion-grant.js'

/** A failure of execute-promotion. */
export type ExecuteCode = FailureCodeOf<'promotion.executePromotion'>

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

/** What the SDK's documents say of the same. */
const sdkCodes: Partial<Record<RefusalReason, ExecuteCode>> = {
  'not-approved': '4108',
  stopped: '4104',
  ended: '4105',
  spent: '4105',
}

/** How a refused grant is told, to the partner's server or by the SDK. */
export function executeCodeOf(refused: RefusalReason, told: 'partner' | 'sdk'): ExecuteCode {
  return (told === 'sdk' ? sdkCodes[refused] : undefined) ?? codes[refused]
}
