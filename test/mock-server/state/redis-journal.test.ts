import { describe, expect, onTestFinished, test } from 'vitest'
import { createJournal, type Journal } from '../../../mock-server/record/journal.js'
import { openRedisState } from '../../../mock-server/world/state/redis-state.js'
import { hasTool } from '../../tools.js'
import { type RedisServer, startRedis } from './redis-server.js'

const keys = ['{test}:j', '{test}:j:entries', '{test}:j:refusals']

/** The journal of a process on a database. */
async function openJournal({ url }: RedisServer, size = 10): Promise<Journal> {
  const { engine, journal } = await openRedisState({ url, prefix: 'test', warn: () => {} })
  onTestFinished(() => engine.close())
  return createJournal({ size, now: () => 0, exchange: journal?.(size) })
}

const record = (journal: Journal, message: string) =>
  journal.record({ kind: 'notice', miniApp: 'shop', notice: 'malformed-http', message, fix: 'f' })
const messagesIn = async (journal: Journal) => {
  await journal.settled()
  return journal.notices().map(({ id, message }) => `${id} ${message}`)
}

/** Brings the journal back to what it is now. */
async function snapshot({ command }: RedisServer): Promise<() => Promise<void>> {
  const copies = keys.map((key) => `${key}:copy`)
  for (const [index, key] of keys.entries()) await command('COPY', key, copies[index] as string, 'REPLACE')
  return async () => {
    for (const [index, key] of keys.entries()) {
      if ((await command('COPY', copies[index] as string, key, 'REPLACE')) === 0) await command('DEL', key)
    }
  }
}

describe.runIf(hasTool('redis-server'))('a journal in Redis', () => {
  test('one that was brought back to an earlier moment, and filled beyond what was read, is read anew', async () => {
    const redis = await startRedis()
    const [a, b] = [await openJournal(redis), await openJournal(redis)]
    record(a, 'kept')
    await a.settled()
    const bringBack = await snapshot(redis)
    for (const message of ['lost', 'lost too']) record(a, message)
    expect(await messagesIn(a)).toEqual(['1 kept', '2 lost', '3 lost too'])
    await bringBack()
    for (const message of ['other', 'and', 'more']) record(b, message)
    expect(await messagesIn(b)).toEqual(['1 kept', '2 other', '3 and', '4 more'])
    expect(await messagesIn(a)).toEqual(['1 kept', '2 other', '3 and', '4 more'])
    // One that was emptied, and filled as far, as well.
    await redis.command('FLUSHALL')
    for (let count = 1; count <= 6; count++) record(b, 'anew')
    await b.settled()
    expect(await messagesIn(a)).toEqual([1, 2, 3, 4, 5, 6].map((id) => `${id} anew`))
    expect(a.counts.recorded).toBe(6)
  })

  test('what was pushed out since is no sign of another past: what is kept apart stays', async () => {
    const redis = await startRedis()
    const [a, b] = [await openJournal(redis, 3), await openJournal(redis, 3)]
    a.follow('shop')
    record(a, 'first')
    expect(await messagesIn(a)).toEqual(['1 first'])
    for (let count = 0; count < 5; count++) {
      b.record({ kind: 'notice', miniApp: 'cafe', notice: 'malformed-http', message: 'm', fix: 'f' })
    }
    await b.settled()
    await a.settled()
    expect(a.notices().map(({ id }) => id)).toEqual([4, 5, 6])
    expect(a.notices({ miniApp: 'shop' }).map(({ message }) => message)).toEqual(['first'])
    b.clear()
    record(b, 'after')
    await b.settled()
    expect(await messagesIn(a)).toEqual(['7 after'])
  })
})
