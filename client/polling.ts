import { CodedError } from '../errors/index.js'
import { pause } from './abort.js'
import { milliseconds } from './options.js'
import type { Outcome } from './outcome.js'
import type { Transport } from './transport.js'

/** How long to wait for something to happen, and how often to look. */
export interface WaitOptions {
  /** Ends the wait; its reason is thrown. */
  signal?: AbortSignal | undefined
  /** Milliseconds to wait in all; default 30,000. */
  timeout?: number | undefined
  /** Milliseconds between the first two looks; each further pause is longer, up to 10 s. Default 500. */
  interval?: number | undefined
}

const longestPause = 10_000

/** What else is known. */
interface WaitTimeoutDetails {
  readonly cause?: unknown
  readonly outcome?: Outcome
}

/** The awaited status did not come in time; `last` is the last answer, if there was one. */
export class WaitTimeoutError<Last = unknown> extends CodedError<'ERR_WAIT_TIMEOUT'> {
  readonly last: Last | undefined
  /** `unknown` for a grant of which nobody can say whether it was executed; `failed` where something was only read. */
  readonly outcome: Outcome

  constructor(message: string, last: Last | undefined, { cause, outcome = 'failed' }: WaitTimeoutDetails = {}) {
    super('ERR_WAIT_TIMEOUT', message, { cause })
    this.last = last
    this.outcome = outcome
  }

  override get name(): string {
    return 'WaitTimeoutError'
  }
}

/** One wait: bounded in time, ended by the caller's signal and by `client.close()`. */
export interface Wait {
  /** Milliseconds that are left. */
  remaining(): number
  /**
   * Pauses before the next look: for `least` milliseconds, or the usual pause.
   *
   * @returns false, at once, when no time would be left after it
   */
  next(least?: number): Promise<boolean>
}

/** @throws CodedError `ERR_INVALID_OPTION` */
export function startWait({ closing }: Transport, options: WaitOptions, growth: number): Wait {
  const timeout = milliseconds('timeout', options.timeout, 30_000, 1)
  let delay = milliseconds('interval', options.interval, 500, 1)
  const end = performance.now() + timeout
  return {
    remaining: () => Math.max(1, Math.floor(end - performance.now())),
    async next(least) {
      const ms = least ?? delay
      if (performance.now() + ms >= end) return false
      await pause(ms, closing, options.signal)
      delay = Math.min(delay * growth, longestPause)
      return true
    },
  }
}
