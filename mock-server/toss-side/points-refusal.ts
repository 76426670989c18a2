import { type FailureCodeOf, operation } from '../../contracts/index.js'
import { CodedError } from '../../errors/index.js'

/** Points that the app does not grant; `errorCode` and `reason` are what the SDK tells the mini-app. */
export class PointsRefusal extends CodedError<'ERR_CONFLICT'> {
  readonly errorCode: string
  readonly reason: string

  constructor(errorCode: FailureCodeOf<'promotion.executePromotion'>, because: string) {
    super('ERR_CONFLICT', `${errorCode}: ${because}`, {
      fix: 'Look at the promotion, or choose another code or amount.',
    })
    this.errorCode = errorCode
    this.reason = operation('promotion.executePromotion').failures.find(({ code }) => code === errorCode)?.reason ?? ''
  }
}
