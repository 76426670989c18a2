import { randomBytes } from 'node:crypto'
import type { JournalExchange } from '../../record/shared-journal.js'
import type { RedisLink } from './redis-link.js'
import { type Script, script } from './redis-script.js'

/** Refused handshakes have room of their own, so that none of them pushes an exchange out. */
const refusalsKept = 100

/**
 * KEYS: the counter, the entries, the refused handshakes. ARGV: the name of the question; how many entries are kept; how many refused
 * handshakes; the name of a wish to empty it, or nothing; how many were made and are not sent; 1 where what is new is wanted; how far it was
 * read, or nothing; then of each entry \`r\` for a refused handshake, \`e\` for another, and its text.
 *
 * How far it was read is told by how often it was emptied, how many there ever were, and of both streams the last entry and the question that
 * brought it: another one there means another past.
 *
 * Answers how far that is now, whether what was read before is no more, how many there ever were, the id of the first of those that were sent,
 * then the entries of both kinds.
 */
const turn: Script = script(`
local found = redis.call('HMGET', KEYS[1], 'cleared', 'recorded', 'clear')
local cleared, last = tonumber(found[1] or '0'), tonumber(found[2] or '0')
if ARGV[4] ~= '' and ARGV[4] ~= found[3] then
  cleared = cleared + 1
  redis.call('HSET', KEYS[1], 'cleared', cleared, 'clear', ARGV[4])
  redis.call('DEL', KEYS[2], KEYS[3])
end
local seen = {}
for word in string.gmatch(ARGV[7], '%S+') do seen[#seen + 1] = word end
local anew = seen[1] and (tonumber(seen[1]) ~= cleared or tonumber(seen[2]) > last)
for stream = 2, 3 do
  local id, name = seen[2 * stream - 1], seen[2 * stream]
  if id and id ~= '0-0' then
    -- What was pushed out has nothing before it.
    local there = redis.call('XREVRANGE', KEYS[stream], id, '-', 'COUNT', 1)[1]
    if there and (there[1] ~= id or there[2][1] ~= name) then anew = true end
  end
end
last = last + tonumber(ARGV[5])
local first = last + 1
if #ARGV > 7 or ARGV[5] ~= '0' then redis.call('HSET', KEYS[1], 'recorded', string.format('%d', last + (#ARGV - 7) / 2)) end
for index = 8, #ARGV, 2 do
  last = last + 1
  local key, size = KEYS[2], ARGV[2]
  if ARGV[index] == 'r' then key, size = KEYS[3], ARGV[3] end
  local words = { key, 'MAXLEN', size, string.format('%d-0', last), ARGV[1], ARGV[index + 1] }
  -- The counter was lost, and begins anew.
  if redis.pcall('XADD', unpack(words)).err then
    redis.call('DEL', key)
    redis.call('XADD', unpack(words))
  end
end
local now, told = { string.format('%d', cleared), string.format('%d', last) }, {}
if ARGV[6] == '1' then
  local from = 1
  if seen[1] and not anew then from = tonumber(seen[2]) + 1 end
  for stream = 2, 3 do
    local entries = redis.call('XRANGE', KEYS[stream], string.format('%d-0', from), '+')
    local newest = entries[#entries]
    now[2 * stream - 1] = newest and newest[1] or not anew and seen[2 * stream - 1] or '0-0'
    now[2 * stream] = newest and newest[2][1] or not anew and seen[2 * stream] or '-'
    told[#told + 1] = entries
  end
end
return { table.concat(now, ' '), anew and 1 or 0, last, first, told[1] or {}, told[2] or {} }
`)

type Found = readonly (readonly [id: string, fields: readonly [string, string]])[]

/** The journal of those who share a world: two bounded streams, and a counter that gives the ids. */
export function createRedisJournal(link: RedisLink, prefix: string, size: number): JournalExchange {
  const keys = ['', ':entries', ':refusals'].map((part) => `${prefix}:j${part}`)
  const process = randomBytes(8).toString('hex')
  let count = 0
  return async ({ seen = '', reads, clear = '', skipped, entries }) => {
    const kept = [size, Math.min(size, refusalsKept)]
    const head = [`${process}:${++count}`, ...kept, clear, skipped, reads ? 1 : 0, seen].map(String)
    const texts = entries.flatMap(([isRefusal, text]) => [isRefusal ? 'r' : 'e', text])
    const answer = await link.ask<[string, number, number, number, Found, Found]>(turn, keys, [...head, ...texts])
    if (answer === undefined) return undefined
    const [position, isAnew, recorded, first, others, refusals] = answer
    const found = [...others, ...refusals].map(([id, [, text]]) => [Number.parseInt(id, 10), text] as const)
    return { seen: position, isAnew: isAnew === 1, recorded, first, entries: found.sort(([a], [b]) => a - b) }
  }
}
