import type { PurchaseErrorCode } from '../../contracts/index.js'
import { CodedError } from '../../errors/index.js'

/** A purchase that the app refuses to begin; `sdkCode` is what the SDK tells the mini-app. */
export class PurchaseRefusal extends CodedError<'ERR_CONFLICT' | 'ERR_NOT_FOUND'> {
  readonly sdkCode: PurchaseErrorCode

  constructor(code: 'ERR_CONFLICT' | 'ERR_NOT_FOUND', sdkCode: PurchaseErrorCode, why: string, fix: string) {
    super(code, `${sdkCode}: ${why}`, { fix })
    this.sdkCode = sdkCode
  }
}

export function isPurchaseRefusal(error: unknown): error is PurchaseRefusal {
  return error instanceof PurchaseRefusal
}
