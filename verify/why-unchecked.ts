import type { Behaviour } from './areas.js'

/** Behaviours that are not looked at, with a better reason than the general one. */
const reasons: Readonly<Record<string, string>> = {
  'login.loginMe/USER_KEY_NOT_FOUND': 'nothing that user, app or console can do is known to lead to it',
  'login.loginMe/INVALID_PARAMETER': 'it reads no body, and a token that is malformed is answered as an unknown one',
  'login.removeByUserKey/removeByUserKey.readTimeout': 'happens inside of production, to users with many tokens',
  'login.loginMe/userKey.movedWorkspace': 'needs a mini-app that is moved to another workspace',
  'promotion.executionResult/result.polling': 'what clients do, not the server',
  'tls/expired-certificate': 'needs an expired certificate of the server’s own authority',
  'http/any-host-header': 'production’s hosts are asked by their own names only',
  'http/body-too-large': 'would send a megabyte',
  'http/one-user-header': 'needs a user who exists, and make-payment',
}

/** Why nothing was noted of a behaviour: no request that can do no harm shows it. */
export function whyUnchecked({ id, area }: Behaviour): string {
  const reason = reasons[id]
  if (reason !== undefined) return reason
  if (area === 'callbacks') return 'needs the Toss side to send a callback'
  if (/\/4095$|\.(?:calls|sends)PerMinute$|^variant\/messenger\.sendLimit$/.test(id)) return 'needs too many calls'
  if (id.startsWith('variant/')) return 'needs an order, a payment or a grant'
  if (id.endsWith('/INTERNAL_ERROR')) return 'needs a fault of the platform'
  if (id.endsWith('/4050')) return 'needs a mini-app that is not registered for the feature'
  return 'would change something, or needs the Toss side'
}
