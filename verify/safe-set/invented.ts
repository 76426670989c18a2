import { randomBytes, randomUUID } from 'node:crypto'

/** Values that no server has ever given out. Sent in place of real ones, they can change nothing. */
export interface Invented {
  readonly authorizationCode: string
  readonly refreshToken: string
  readonly accessToken: string
  /** Digits, far above every userKey that was ever seen. */
  readonly userKey: string
  readonly anonKey: string
  readonly anonymousCode: string
  readonly orderId: string
  readonly orderNo: string
  readonly payToken: string
  readonly templateSetCode: string
  readonly promotionCode: string
  /** Base64 of 32 bytes, as keys of get-key are. */
  readonly promotionKey: string
  readonly deploymentId: string
}

/** New values, with randomness that nobody can have hit upon before. */
export function invent(): Invented {
  const random = (bytes: number) => randomBytes(bytes).toString('base64url')
  return {
    authorizationCode: `invented-${random(24)}`,
    refreshToken: `invented-${random(24)}`,
    accessToken: `invented.${random(24)}.${random(24)}`,
    userKey: String(Number.MAX_SAFE_INTEGER),
    anonKey: randomBytes(32).toString('hex'),
    anonymousCode: `invented-${random(24)}`,
    orderId: randomUUID(),
    orderNo: `invented-${randomUUID()}`,
    payToken: `invented${randomBytes(10).toString('hex')}`,
    templateSetCode: `invented-${randomUUID()}`,
    promotionCode: `invented-${randomUUID()}`,
    promotionKey: randomBytes(32).toString('base64'),
    deploymentId: randomUUID(),
  }
}
