import {
  type Failure,
  type Operation,
  type OperationId,
  operations,
  rateLimited,
  type VariantChoices,
} from '../../contracts/index.js'
import { type Equipment, plainEquipment } from '../world/equipment.js'
import { type Answer, failureAnswer } from './answer.js'

/** The limits. The numbers are documented; that a window is one minute from its first call is assumed. */
export const limits = {
  /** Calls of a mini-app in a window, over all operations that have no limit of their own. */
  miniAppCalls: 3_000,
  /** Single messages of a mini-app in a window. */
  sends: 15_000,
  /** Calls of an operation for one user in a window, where its contract limits them. */
  userCalls: 10,
  /** Milliseconds. */
  window: 60_000,
} as const

/** Counts calls in fixed windows on the mock's clock. What is counted within a call of the store is taken back with it. */
export interface RateLimiter {
  /** Counts a call of a mini-app. Gives back the answer where it is one too many. */
  countCall(operation: Operation, miniApp: string, now: number): Answer | undefined
  /** Counts a call for a user, where the operation limits them. */
  countUserCall(operation: Operation, miniApp: string, userKey: number, now: number): Answer | undefined
}

/** Limits that are separate have separate windows: one that is full blocks nothing else. */
interface Window {
  readonly endsAt: number
  readonly calls: number
}

/** The equipment in which they are: those of the mini-app itself, and those of its users. */
const ofMiniApp = '.calls'
const ofUsers = '.userCalls'

const operationsWith = (limit: string): ReadonlySet<OperationId> =>
  new Set(operations.filter((operation) => operation.limits.some(({ id }) => id === limit)).map(({ id }) => id))

const limitedPerUser = operationsWith('user.callsPerMinute')
const limitedAsSends = operationsWith('miniApp.sendsPerMinute')

/**
 * A limiter. A window begins with the first call and lasts a minute; what comes above the limit is answered 4095 until it
 * ends. A mini-app's user windows are bounded by its own limits, and swept when one of its own windows begins anew.
 *
 * @param sendLimit - the variant messenger.sendLimit
 */
export function createRateLimiter(
  sendLimit: NonNullable<VariantChoices['messenger.sendLimit']> = 'own',
  equipment: Equipment = plainEquipment(),
): RateLimiter {
  const windowOf = (miniApp: string, kind: typeof ofMiniApp | typeof ofUsers, id: string) =>
    (equipment.get(miniApp, kind, id) ?? over) as Window

  /** Counts a call; the milliseconds to wait where it is one too many. What is full stays as it is. */
  function count(miniApp: string, kind: typeof ofMiniApp | typeof ofUsers, id: string, limit: number, now: number) {
    const before = windowOf(miniApp, kind, id)
    const window = before.endsAt <= now ? { endsAt: now + limits.window, calls: 0 } : before
    if (window.calls >= limit) return window.endsAt - now
    equipment.put(miniApp, kind, id, { ...window, calls: window.calls + 1 })
    return undefined
  }

  function sweep(miniApp: string, now: number): void {
    for (const [id, window] of equipment.all(miniApp, ofUsers)) {
      if ((window as Window).endsAt <= now) equipment.remove(miniApp, ofUsers, id)
    }
  }

  return {
    countCall(operation, miniApp, now) {
      const isSend = sendLimit === 'own' && limitedAsSends.has(operation.id as OperationId)
      const id = isSend ? 'sends' : 'general'
      if (windowOf(miniApp, ofMiniApp, id).endsAt <= now) sweep(miniApp, now)
      const limit = isSend ? limits.sends : limits.miniAppCalls
      const wait = count(miniApp, ofMiniApp, id, limit, now)
      if (wait === undefined) return undefined
      const calls = isSend ? `calls of ${operation.id}` : 'calls'
      return tooMany(operation, wait, `mini-app ${miniApp} made more than ${limit} ${calls} in a minute`)
    },
    countUserCall(operation, miniApp, userKey, now) {
      if (!limitedPerUser.has(operation.id as OperationId)) return undefined
      const wait = count(miniApp, ofUsers, `${operation.id} ${userKey}`, limits.userCalls, now)
      const because = `${operation.id} was called more than ${limits.userCalls} times in a minute for user ${userKey}`
      return wait === undefined ? undefined : tooMany(operation, wait, because)
    },
  }
}

/** The next call begins one. */
const over: Window = { endsAt: Number.NEGATIVE_INFINITY, calls: 0 }

function tooMany(operation: Operation, wait: number, because: string): Answer {
  const failure: Failure = operation.failures.find(({ code }) => code === rateLimited.code) ?? rateLimited
  const retryAfterSeconds = Math.max(1, Math.ceil(wait / 1000))
  return { ...failureAnswer(failure, { retryAfterSeconds }), because: `${because}; wait ${retryAfterSeconds} s` }
}
