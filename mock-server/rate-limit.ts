import { type Failure, type Operation, type OperationId, operations, rateLimited } from '../contracts/index.js'
import { type Answer, failureAnswer } from './answer.js'

/** The limits. The numbers are documented; that a window is one minute from its first call is assumed. */
export const limits = {
  /** Calls of a mini-app in a window, over all operations. */
  miniAppCalls: 3_000,
  /** Calls of an operation for one user in a window, where its contract limits them. */
  userCalls: 10,
  /** Milliseconds. */
  window: 60_000,
} as const

/** Counts calls in fixed windows on the mock's clock. */
export interface RateLimiter {
  /** Counts a call of a mini-app. Gives back the answer where it is one too many. */
  countCall(operation: Operation, miniApp: string, now: number): Answer | undefined
  /** Counts a call for a user, where the operation limits them. Gives back the answer where it is one too many. */
  countUserCall(operation: Operation, miniApp: string, userKey: number, now: number): Answer | undefined
  /** Forgets the calls of a mini-app; of all where none is named. */
  reset(miniApp?: string): void
}

interface Window {
  endsAt: number
  calls: number
}

interface MiniAppWindow extends Window {
  readonly users: Map<string, Window>
}

const limitedPerUser: ReadonlySet<OperationId> = new Set(
  operations.filter((operation) => operation.limits.some(({ id }) => id === 'user.callsPerMinute')).map(({ id }) => id),
)

/**
 * A limiter. A window begins with the first call and lasts a minute; what comes above the limit is answered 4095 until it
 * ends. A mini-app's user windows are bounded by its own limit, and swept when its own window begins anew.
 */
export function createRateLimiter(): RateLimiter {
  const miniApps = new Map<string, MiniAppWindow>()

  function windowOf(miniApp: string, now: number): MiniAppWindow {
    let window = miniApps.get(miniApp)
    if (window === undefined) {
      window = { endsAt: now + limits.window, calls: 0, users: new Map() }
      miniApps.set(miniApp, window)
    }
    return window
  }

  return {
    countCall(operation, miniApp, now) {
      const window = windowOf(miniApp, now)
      if (window.endsAt <= now) {
        for (const [name, user] of window.users) if (user.endsAt <= now) window.users.delete(name)
      }
      const wait = count(window, limits.miniAppCalls, now)
      if (wait === undefined) return undefined
      return tooMany(operation, wait, `mini-app ${miniApp} made more than ${limits.miniAppCalls} calls in a minute`)
    },
    countUserCall(operation, miniApp, userKey, now) {
      if (!limitedPerUser.has(operation.id as OperationId)) return undefined
      const { users } = windowOf(miniApp, now)
      const name = `${operation.id} ${userKey}`
      let window = users.get(name)
      if (window === undefined) {
        window = { endsAt: now + limits.window, calls: 0 }
        users.set(name, window)
      }
      const wait = count(window, limits.userCalls, now)
      if (wait === undefined) return undefined
      return tooMany(
        operation,
        wait,
        `${operation.id} was called more than ${limits.userCalls} times in a minute for user ${userKey}`,
      )
    },
    reset(miniApp) {
      if (miniApp === undefined) miniApps.clear()
      else miniApps.delete(miniApp)
    },
  }
}

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
