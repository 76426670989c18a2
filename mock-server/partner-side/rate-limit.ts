import {
  type Failure,
  type Operation,
  type OperationId,
  operations,
  rateLimited,
  type VariantChoices,
} from '../../contracts/index.js'
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

/** Counts calls in fixed windows on the mock's clock. */
export interface RateLimiter {
  /** Counts a call of a mini-app. Gives back the answer where it is one too many. */
  countCall(operation: Operation, miniApp: string, now: number): Answer | undefined
  /** Counts a call for a user, where the operation limits them. */
  countUserCall(operation: Operation, miniApp: string, userKey: number, now: number): CountedCall | undefined
  /** Forgets the calls of a mini-app; of all where none is named. */
  reset(miniApp?: string): void
}

/** A call that was counted. */
export interface CountedCall {
  /** The answer where it is one too many. */
  readonly tooMany: Answer | undefined
  /** Counts it no more: the call is done again. */
  takeBack(): void
}

interface Window {
  endsAt: number
  calls: number
}

/** The calls of one mini-app. Limits that are separate have separate windows: one that is full blocks nothing else. */
interface MiniAppCalls {
  readonly general: Window
  readonly sends: Window
  readonly users: Map<string, Window>
}

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
export function createRateLimiter(sendLimit: NonNullable<VariantChoices['messenger.sendLimit']> = 'own'): RateLimiter {
  const miniApps = new Map<string, MiniAppCalls>()

  function callsOf(miniApp: string): MiniAppCalls {
    let calls = miniApps.get(miniApp)
    if (calls === undefined) {
      calls = { general: newWindow(), sends: newWindow(), users: new Map() }
      miniApps.set(miniApp, calls)
    }
    return calls
  }

  return {
    countCall(operation, miniApp, now) {
      const { general, sends, users } = callsOf(miniApp)
      const isSend = sendLimit === 'own' && limitedAsSends.has(operation.id as OperationId)
      const window = isSend ? sends : general
      if (window.endsAt <= now) for (const [name, user] of users) if (user.endsAt <= now) users.delete(name)
      const limit = isSend ? limits.sends : limits.miniAppCalls
      const wait = count(window, limit, now)
      if (wait === undefined) return undefined
      const calls = isSend ? `calls of ${operation.id}` : 'calls'
      return tooMany(operation, wait, `mini-app ${miniApp} made more than ${limit} ${calls} in a minute`)
    },
    countUserCall(operation, miniApp, userKey, now) {
      if (!limitedPerUser.has(operation.id as OperationId)) return undefined
      const { users } = callsOf(miniApp)
      const name = `${operation.id} ${userKey}`
      let window = users.get(name)
      if (window === undefined) {
        window = newWindow()
        users.set(name, window)
      }
      const wait = count(window, limits.userCalls, now)
      const { endsAt } = window
      const because = `${operation.id} was called more than ${limits.userCalls} times in a minute for user ${userKey}`
      return {
        tooMany: wait === undefined ? undefined : tooMany(operation, wait, because),
        takeBack() {
          if (window.endsAt !== endsAt) return
          window.calls--
          if (window.calls === 0) window.endsAt = Number.NEGATIVE_INFINITY
        },
      }
    },
    reset(miniApp) {
      if (miniApp === undefined) miniApps.clear()
      else miniApps.delete(miniApp)
    },
  }
}

/** One that the next call begins. */
const newWindow = (): Window => ({ endsAt: Number.NEGATIVE_INFINITY, calls: 0 })

/** Counts a call; the milliseconds to wait where it is one too many. */
function count(window: Window, limit: number, now: number): number | undefined {
  if (window.endsAt <= now) {
    window.endsAt = now + limits.window
    window.calls = 0
  }
  window.calls++
  return window.calls > limit ? window.endsAt - now : undefined
}

function tooMany(operation: Operation, wait: number, because: string): Answer {
  const failure: Failure = operation.failures.find(({ code }) => code === rateLimited.code) ?? rateLimited
  const retryAfterSeconds = Math.max(1, Math.ceil(wait / 1000))
  return { ...failureAnswer(failure, { retryAfterSeconds }), because: `${because}; wait ${retryAfterSeconds} s` }
}
