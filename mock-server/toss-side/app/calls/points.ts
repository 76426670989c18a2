import { name, wholeNumber } from '../../../world/shape.js'
import { PointsRefusal } from '../../points-refusal.js'
import type { AppWork } from '../app-work.js'
import { given } from '../arguments.js'
import { AppFailure } from '../failure.js'
import { call, type Spoken } from '../row.js'

const points = given({ promotionCode: name, amount: wholeNumber }, ['promotionCode', 'amount'])

/** The SDK 2.x hands on what the host gives: a value with the code, or 'ERROR' where there is none. */
const inA: Spoken = {
  args: 'wrapped',
  refused: (errorCode, message) => (errorCode === undefined ? 'ERROR' : { errorCode, message }),
}

/** Points of a promotion, granted from the app. */
export const pointsCalls = {
  grantPromotionReward: call({
    known: 'run',
    says: 'grants points of a promotion; execution-result and the console know the key',
    takes: points,
    A: inA,
    B: { args: 'wrapped' },
    do: grant,
  }),
  grantPromotionRewardForGame: call({
    known: 'run',
    says: 'as grantPromotionReward',
    takes: points,
    only: 'A',
    A: inA,
    do: grant,
  }),
}

/** A user who is asked and refuses: there is no such screen in what is public, and 'ERROR' is assumed. */
async function grant(
  work: AppWork,
  { promotionCode, amount }: { readonly promotionCode: string; readonly amount: number },
) {
  const { decision } = await work.decide({
    kind: 'points',
    title: promotionCode,
    details: [`${amount.toLocaleString('ko-KR')}P`],
    failures: [],
  })
  if (decision === 'cancel') throw new AppFailure(undefined, 'ERROR')
  try {
    const { key } = await work.promotions.grantFromApp({ promotionCode, amount, userKey: await work.user() })
    return { key }
  } catch (error) {
    if (!(error instanceof PointsRefusal)) throw error
    work.warn(`${work.name}: ${error.message}`)
    throw new AppFailure(error.errorCode, error.reason)
  }
}
