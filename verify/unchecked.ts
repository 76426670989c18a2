import type { Behaviour } from './areas.js'

/** Behaviours that no request can show, and why. */
const never: Readonly<Record<string, string>> = {
  'login.loginMe/USER_KEY_NOT_FOUND': 'nothing that user, app or console can do is known to lead to it',
  'login.loginMe/INVALID_PARAMETER': 'it reads no body, and a token that is malformed is answered as an unknown one',
  'login.removeByUserKey/removeByUserKey.readTimeout': 'happens inside of production, to users with many tokens',
  'login.loginMe/userKey.movedWorkspace': 'nothing in the control API moves a mini-app to another workspace',
  'promotion.executionResult/result.polling': 'what clients do, not the server',
}

/** Behaviours that need more than the safe set, with a better reason than the general one. */
const onlyFull: Readonly<Record<string, string>> = {
  'tls/expired-certificate': 'needs an expired certificate of the server’s own authority; --full asks a mock',
  'http/any-host-header': 'production’s hosts are asked by their own names only; --full asks a mock',
  'http/body-too-large': 'would send a megabyte; --full asks a mock',
  'http/one-user-header': 'needs a user who exists, and make-payment; --full asks a mock',
}

/** Why nothing was noted of a behaviour. Empty where there should have been. */
export function whyUnchecked({ id, area }: Behaviour, set: 'safe' | 'full'): string {
  const reason = never[id]
  if (reason !== undefined) return reason
  if (set === 'full') return ''
  if (onlyFull[id] !== undefined) return onlyFull[id]
  if (area === 'callbacks') return 'needs the Toss side to send a callback; --full, against a mock'
  if (isLimit({ id })) return 'needs too many calls; --full, against a mock'
  if (id.startsWith('variant/')) return 'needs an order, a payment or a grant; --full, against a mock'
  if (id.endsWith('/INTERNAL_ERROR')) return 'needs a fault of the platform; --full, against a mock'
  if (id.endsWith('/4050')) return 'needs a mini-app that is not registered for the feature; --full, against a mock'
  return 'would change something, or needs the Toss side; --full, against a mock'
}

/** Whether only too many calls can show it. */
export function isLimit({ id }: Pick<Behaviour, 'id'>): boolean {
  return /\/4095$|\.(?:calls|sends)PerMinute$|^variant\/messenger\.sendLimit$/.test(id)
}
