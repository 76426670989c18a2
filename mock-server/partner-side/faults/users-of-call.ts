import type { OperationId } from '../../../contracts/index.js'
import type { View } from '../../world/store.js'
import { userByAnonKey } from '../../world/user.js'

/** A call as it arrived. */
export interface ArrivedCall {
  readonly operation: OperationId
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>
  /** Parsed, and of any shape. */
  readonly body: unknown
}

/**
 * The users that a call concerns, by whatever names them: a header, an access token, a code, a refresh token, the key of a
 * grant, the recipients of a bulk message. Looks only at what is there, and changes nothing.
 */
export function usersOfCall(world: View, { operation, headers, body }: ArrivedCall): number[] {
  const fields = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
  const found: (number | undefined)[] = [
    numberOf(headers['x-toss-user-key']),
    anonymous(world, headers['x-anon-key']),
    bearer(world, headers.authorization),
  ]
  const text = (name: string) => (typeof fields[name] === 'string' ? (fields[name] as string) : '')
  switch (operation) {
    case 'login.generateToken':
      found.push(world.get('authorizationCode', text('authorizationCode'))?.userKey)
      break
    case 'login.refreshToken':
      found.push(world.get('refreshToken', text('refreshToken'))?.userKey)
      break
    case 'login.removeByUserKey':
      found.push(numberOf(fields.userKey))
      break
    case 'anonymousKey.exchange':
      found.push(world.get('anonymousKeyCode', text('code'))?.userKey)
      break
    case 'iap.getOrderStatus':
      found.push(world.get('order', text('orderId'))?.userKey)
      break
    case 'promotion.executePromotion':
    case 'promotion.executionResult':
      found.push(world.get('promotionKey', text('key'))?.owner?.userKey, world.get('grant', text('key'))?.userKey)
      break
    case 'messenger.sendBulkMessage':
      found.push(...recipients(world, fields.contextList))
      break
  }
  return found.filter((userKey) => userKey !== undefined)
}

function recipients(world: View, list: unknown): (number | undefined)[] {
  if (!Array.isArray(list)) return []
  return list.map((entry: { userKey?: unknown; anonKey?: unknown } | null) =>
    entry?.userKey === undefined ? anonymous(world, entry?.anonKey) : numberOf(entry.userKey),
  )
}

function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined
}

function anonymous(world: View, anonKey: unknown): number | undefined {
  return typeof anonKey === 'string' ? userByAnonKey(world, anonKey)?.userKey : undefined
}

function bearer(world: View, authorization: string | undefined): number | undefined {
  const token = authorization?.match(/^bearer\s+(\S+)\s*$/i)?.[1]
  return token === undefined ? undefined : world.get('accessToken', token)?.userKey
}
