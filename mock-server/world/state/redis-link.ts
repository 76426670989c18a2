import type { RedisClientType } from '@redis/client'
import type { Script } from './redis-script.js'
import { stateAwayError, stateDatabaseError } from './state-errors.js'

/** A connection to Redis that comes back. */
export interface RedisLink {
  /** Resolves when there is a connection; rejects when there has been none for too long. */
  ready(): Promise<void>
  /** Lets a script run. Undefined where no answer came: whether it ran is then unknown. Throws where Redis refused it. */
  ask<Answer>(script: Script, keys: readonly string[], args: readonly string[]): Promise<Answer | undefined>
  /** Whether that is an error of {@link ready}. */
  isAway(error: unknown): boolean
  close(): Promise<void>
}

/** Milliseconds: for an answer, for all together while there is no connection, and between two tries to connect. */
export const patience = { answer: 5_000, away: 5_000, retry: 100 } as const

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
  let client: RedisClientType | undefined = given.first
  let connecting: Promise<void> | undefined
  let awaySince: number | undefined
  let isClosed = false
  watch(given.first)

  function watch(watched: RedisClientType): void {
    watched.on('error', () => {})
    watched.on('end', () => lose(watched))
  }

  function lose(lost: RedisClientType): void {
    if (client !== lost) return
    client = undefined
    awaySince = performance.now()
    if (!isClosed) warn(`the connection to ${address} is lost; calls wait for it for up to ${patience.away / 1000} s`)
    try {
      lost.destroy()
    } catch {
      // It has ended by itself.
    }
    connecting ??= comeBack()
  }

  async function comeBack(): Promise<void> {
    while (!isClosed) {
      try {
        const again = await inTime(connect())
        if (isClosed) return again.destroy()
        client = again
        awaySince = undefined
        watch(again)
        warn(`the connection to ${address} is back`)
        break
      } catch {
        await new Promise((resolve) => setTimeout(resolve, patience.retry).unref())
      }
    }
    connecting = undefined
  }

  /** Whoever takes the connection and says nothing is not there. */
  async function inTime(connected: Promise<RedisClientType>): Promise<RedisClientType> {
    let timer: NodeJS.Timeout | undefined
    const answered = connected.then((client) => client.ping().then(() => client))
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('no answer')), patience.answer)
    })
    try {
      return await Promise.race([answered, late])
    } catch (error) {
      answered.catch(() => {})
      connected.then((client) => client.destroy()).catch(() => {})
      throw error
    } finally {
      clearTimeout(timer)
    }
  }

  return {
    async ready() {
      if (client !== undefined) return
      const left = (awaySince ?? 0) + patience.away - performance.now()
      const away = () => stateAwayError(address)
      if (left <= 0 || isClosed) throw away()
      let timer: NodeJS.Timeout | undefined
      const gone = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(away()), left)
      })
      try {
        await Promise.race([connecting, gone])
      } finally {
        clearTimeout(timer)
      }
      if (client === undefined) throw away()
    },
    async ask<Answer>({ sha, text }: Script, keys: readonly string[], args: readonly string[]) {
      const asked = client
      if (asked === undefined) return undefined
      const given = { keys: [...keys], arguments: [...args] }
      const timer = setTimeout(() => lose(asked), patience.answer)
      try {
        return (await asked.evalSha(sha, given)) as Answer
      } catch (error) {
        if (!isReply(error)) {
          lose(asked)
          return undefined
        }
        if (!error.message.startsWith('NOSCRIPT')) throw stateDatabaseError(address, `refuses a turn: ${error.message}`)
        // Nothing has run.
        return (await asked.eval(text, given).catch((second: unknown) => {
          if (isReply(second)) throw stateDatabaseError(address, `refuses a turn: ${second.message}`)
          lose(asked)
          return undefined
        })) as Answer | undefined
      } finally {
        clearTimeout(timer)
      }
    },
    isAway: (error) => (error as { code?: string } | null)?.code === 'ERR_STATE_AWAY',
    async close() {
      if (isClosed) return
      isClosed = true
      await connecting
      await client?.close()
    },
  }
}

/** What Redis itself has answered, as against what has happened on the way. */
function isReply(error: unknown): error is Error {
  return (
    (error instanceof Error && /^[A-Z]+ /.test(error.message) && error.constructor.name.endsWith('ErrorReply')) ||
    (error instanceof Error && error.constructor.name === 'SimpleError')
  )
}
