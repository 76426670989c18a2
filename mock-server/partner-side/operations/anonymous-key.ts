import type { OperationId } from '../../../contracts/index.js'
import { spendAnonymousKeyCode } from '../../world/anonymous-key.js'
import { ownerHint } from '../../world/owner-hint.js'
import { userByAnonKey } from '../../world/user.js'
import type { Handlers } from './handler.js'

type AnonymousKeyId = Extract<OperationId, `anonymousKey.${string}`>

/** That the key of a user who left Toss is answered as an unknown one is assumed. */
export const anonymousKeyHandlers: Handlers<AnonymousKeyId> = {
  'anonymousKey.verify'({ world, headers, surroundings }) {
    const anonKey = headers['x-anon-key']
    const user = anonKey === undefined ? undefined : userByAnonKey(world, anonKey)
    if (user?.leftTossAt === null) return { kind: 'success', success: 'true', userKey: user.userKey }
    const because =
      anonKey === undefined
        ? 'there is no x-anon-key header'
        : user !== undefined
          ? 'the user of this anonymous key left Toss'
          : `no user of this mini-app has this anonymous key; it differs from mini-app to mini-app${ownerHint(world, 'user', anonKey, 'anonKey')}`
    const isUnauthorized = surroundings.variant('anonymousKey.unknownKey') === 'unauthorized'
    return { kind: 'failure', code: '4010', because, ...(isUnauthorized && { status: 401 }) }
  },

  'anonymousKey.exchange'({ world, body, now }) {
    const spent = spendAnonymousKeyCode(world, body.code, now)
    if ('refused' in spent) return { kind: 'failure', code: '4011', because: spent.refused }
    const { anonKey, userKey } = spent.user
    return { kind: 'success', success: { anonKey }, userKey }
  },
}
