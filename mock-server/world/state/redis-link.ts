import { setTimeout as wait } from 'node:timers/promises'
import type { RedisClientType } from '@redis/client'
import type { Script } from './redis-script.js'
import { stateAwayError, stateDatabaseError } from './state-errors.js'

/** A connection to Redis that comes back. */
export interface RedisLink {
  /**
   * Lets a script run, as soon as there is a connection. Undefined where no answer came: whether it ran is then unknown.
   *
   * @throws CodedError `ERR_STATE_AWAY` where there was no connection for too long: it was not sent; `ERR_STATE_DATABASE` where Redis refuses it
   */
  ask<Answer>(script: Script, keys: readonly string[], args: readonly string[]): Promise<Answer | undefined>
  close(): Promise<void>
}

/** Milliseconds: for an answer, for all together while there is no connection, and between two tries to connect. */
export const patience = { answer: 5_000, away: 5_000, retry: 100 } as const

/** Answers of one that is not the one to ask, or not yet. Nothing has run. */
const elsewhere = /^(READONLY|LOADING|MASTERDOWN) /

/**
 * A link over connections that `connect` makes, the first of which is there already. Nothing that was handed over to a connection goes over
 * another one: what becomes of it is the caller's to ask.
 */
export function createRedisLink(given: {
  first: RedisClientType
  connect: () => Promise<RedisClientType>
  warn: (message: string) => void
  address: string
}): RedisLink {
  const { connect, warn, address } = given
  let client: RedisClientType | undefined
  let coming = Promise.resolve()
  let lostAt = 0
  let isClosed = false
  hold(given.first)

  function hold(held: RedisClientType): void {
    client = held.on('end', () => lose(held))
  }

  function lose(lost: RedisClientType): void {
    if (client !== lost) return
    client = undefined
    if (lost.isOpen) lost.destroy()
    if (isClosed) return
    lostAt = performance.now()
    warn(`the connection to ${address} is lost; calls wait for it for up to ${patience.away / 1000} s`)
    coming = comeBack()
  }

  async function comeBack(): Promise<void> {
    while (client === undefined && !isClosed) {
      try {
        hold(await connect())
        warn(`the connection to ${address} is back`)
      } catch {
        await wait(patience.retry, undefined, { ref: false })
      }
    }
  }

  async function connected(): Promise<RedisClientType> {
    if (client === undefined) {
      const came = new AbortController()
      const left = Math.max(0, lostAt + patience.away - performance.now())
      const late = wait(left, undefined, { signal: came.signal })
      await Promise.race([coming, late]).finally(() => came.abort())
    }
    if (client === undefined || isClosed) throw stateAwayError(address)
    return client
  }

  return {
    async ask<Answer>({ sha, text }: Script, keys: readonly string[], args: readonly string[]) {
      const asked = await connected()
      const words = { keys: [...keys], arguments: [...args] }
      const timer = setTimeout(lose, patience.answer, asked)
      try {
        return (await asked.evalSha(sha, words).catch((error) => {
          if (!isReply(error) || !error.message.startsWith('NOSCRIPT')) throw error
          // Nothing has run.
          return asked.eval(text, words)
        })) as Answer
      } catch (error) {
        if (isReply(error) && !elsewhere.test(error.message)) {
          throw stateDatabaseError(address, `refuses a turn: ${error.message}`)
        }
        lose(asked)
        return undefined
      } finally {
        clearTimeout(timer)
      }
    },
    async close() {
      if (isClosed) return
      isClosed = true
      await coming
      await client?.close()
    },
  }
}

/** What Redis itself has answered, as against what has happened on the way. The package is loaded only where it is needed. */
function isReply(error: unknown): error is Error {
  return error instanceof Error && /^(Simple|Blob)Error$|ErrorReply$/.test(error.constructor.name)
}
