import type { JournalExchange } from '../../record/shared-journal.js'
import type { RedisLink } from './redis-link.js'
import { type Script, script } from './redis-script.js'

/** Refused handshakes have room of their own, so that none of them pushes an exchange out. */
const refusalsKept = 100

/**
 * KEYS: the counter, the entries, the refused handshakes. ARGV: the id after which entries are wanted, or nothing; how many are kept; how
 * many refused handshakes; whether to empty it first; how many were made and are not sent; then of each entry \`r\` for a refused
 * handshake, \`e\` for another, and its text.
 *
 * Answers how often it was emptied, how many there ever were, the id of the first of these, then the entries of both kinds.
 */
const turn: Script = script(`
local clearings = tonumber(redis.call('HGET', KEYS[1], 'cleared') or '0')
if ARGV[4] == '1' then
  redis.call('DEL', KEYS[2], KEYS[3])
  clearings = redis.call('HINCRBY', KEYS[1], 'cleared', 1)
end
local count = (#ARGV - 5) / 2
local last = tonumber(redis.call('HGET', KEYS[1], 'recorded') or '0') + tonumber(ARGV[5])
local first = last + 1
for index = 6, #ARGV, 2 do
  last = last + 1
  local key, size = KEYS[2], ARGV[2]
  if ARGV[index] == 'r' then key, size = KEYS[3], ARGV[3] end
  local words = { key, 'MAXLEN', size, string.format('%d-0', last), 'e', ARGV[index + 1] }
  local added = redis.pcall('XADD', unpack(words))
  -- The counter was lost, and begins anew.
  if type(added) == 'table' and added.err then
    redis.call('DEL', key)
    redis.call('XADD', unpack(words))
  end
end
if last >= first or ARGV[5] ~= '0' then redis.call('HSET', KEYS[1], 'recorded', string.format('%d', last)) end
local after = {}
if ARGV[1] ~= '' then
  local from = string.format('%d-0', tonumber(ARGV[1]) + 1)
  after = { redis.call('XRANGE', KEYS[2], from, '+'), redis.call('XRANGE', KEYS[3], from, '+') }
end
return { clearings, last, first, after[1] or {}, after[2] or {} }
`)

type Found = readonly (readonly [id: string, fields: readonly [string, string]])[]

/** The journal of those who share a world: two bounded streams, and a counter that gives the ids. */
export function createRedisJournal(link: RedisLink, prefix: string, size: number): JournalExchange {
  const keys = ['', ':entries', ':refusals'].map((part) => `${prefix}:j${part}`)
  return async ({ after, clear, skipped, entries }) => {
    await link.ready()
    const head = [after ?? '', size, Math.min(size, refusalsKept), clear ? 1 : 0, skipped].map(String)
    const texts = entries.flatMap(([isRefusal, text]) => [isRefusal ? 'r' : 'e', text])
    const answer = await link.ask<[number, number, number, Found, Found]>(turn, keys, [...head, ...texts])
    if (answer === undefined) return undefined
    const [clearings, recorded, first, others, refusals] = answer
    const found = [...others, ...refusals].map(([id, [, text]]) => [Number.parseInt(id, 10), text] as const)
    return { clearings, recorded, first, entries: found.sort(([a], [b]) => a - b) }
  }
}
