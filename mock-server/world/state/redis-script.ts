import { createHash } from 'node:crypto'

/** A script of Redis, and the checksum by which it is called. */
export interface Script {
  readonly text: string
  readonly sha: string
}

export const script = (text: string): Script => ({ text, sha: createHash('sha1').update(text).digest('hex') })

/**
 * The name under which a world's hash has its position, `VERSION ENTRY`; its randomness; and who wants to write next, and until when.
 * An entity is under `kind NUL id`, so none of them is one.
 */
export const fields = { position: '', head: '\0', wanted: '\0\0' } as const

/** Where a world stands of which nothing was ever written. */
export const nowhere = '0 '

/** How many turns of a world the log keeps, about; whoever missed more reads the whole world. */
const logLength = 1_000

/** Changes of more entities than this are not in the log: whoever missed them reads the whole world. */
const mostInEntry = 400

/** Whoever was not the first to write comes next: so long, in milliseconds, everybody else waits. */
const reservation = 20

/** For so long after its last turn, in milliseconds, it is noted what was decided under a process's last number. */
const noted = 3_600_000

/** The question of a turn, as the script reads it. Worlds are told by their numbers in `seen`. */
export interface TurnQuestion {
  /** The name that the database was given when it was claimed. */
  readonly database: string
  /** `process:number`. */
  readonly entry: string
  /** Where each world stood for those who used it; empty where nothing is known of it yet. */
  readonly seen: readonly string[]
  /** Of what is written: the place of the first change among the arguments, how many there are, whether all before is no more. */
  readonly items: readonly (readonly (readonly [world: number, from?: number, count?: number, afresh?: boolean])[])[]
}

/** What a world has that was not as it was seen: its log since then, or all of it. `lost` where it has another past. */
export type Behind = readonly [
  world: number,
  position: string,
  how: 'log' | 'all' | 'lost',
  content: readonly unknown[],
]

/** `waits`: of each item how many milliseconds it has to wait, parted by commas; negative where it was accepted. */
export type TurnAnswer =
  | readonly ['database']
  | readonly ['spent']
  | readonly ['judged', string, ...(readonly Behind[])]

/**
 * Judges a turn, then writes what was accepted. Redis takes nothing back of a script that fails: so everything is looked at before the
 * first write, which is one that fails where there is no room, and no call has more than 1,000 values.
 *
 * KEYS: meta, what was decided under the process's last number, then hash and log of each world. ARGV: {@link TurnQuestion} as JSON, then
 * field and text of each change. Answers {@link TurnAnswer}.
 */
export const turn = script(`
local asked = cjson.decode(ARGV[1])
if redis.call('HGET', KEYS[1], 'id') ~= asked.database then return { 'database' } end
local process, number = string.match(asked.entry, '^(%w+):(%d+)$')
local last = redis.call('GET', KEYS[2])
if last and tonumber(string.match(last, '^%d+')) >= tonumber(number) then return { 'spent' } end
if redis.call('PTTL', KEYS[2]) < ${noted / 2} then redis.pcall('SET', KEYS[2], last or '0', 'PX', ${noted}) end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local at, wanted = {}, {}
for world in ipairs(asked.seen) do
  local found = redis.call('HMGET', KEYS[1 + 2 * world], '', '\\0\\0')
  at[world] = found[1] or '${nowhere}'
  local who, till = string.match(found[2] or '', '^(%S+) (%d+)$')
  if who and who ~= process and tonumber(till) > now then wanted[world] = till - now end
  redis.call('XLEN', KEYS[2 + 2 * world])
end
local waits, stale, writes, free = {}, {}, {}, {}
for item, parts in ipairs(asked.items) do
  local wait, own, missed = -1, {}, {}
  for _, part in ipairs(parts) do
    local world = part[1]
    if part[2] then
      own[#own + 1] = part
      wait = math.max(wait, wanted[world] or -1)
    end
    if at[world] ~= asked.seen[world] then missed[#missed + 1] = world end
  end
  for _, world in ipairs(missed) do
    wait = math.max(wait, 0)
    stale[world] = true
    if #own > 0 and not wanted[world] and asked.seen[world] ~= '' then free[world] = true end
  end
  for _, part in ipairs(wait < 0 and own or {}) do
    local before = at[part[1]]
    at[part[1]] = string.format('%d ', string.match(before, '^%d+') + 1) .. asked.entry
    writes[#writes + 1] = { before, unpack(part) }
  end
  waits[item] = wait
end
local decided = table.concat(waits, ',')
if #writes > 0 then redis.call('SET', KEYS[2], number .. ' ' .. decided, 'PX', ${noted}) end
local function inPortions(command, key, words)
  for from = 1, #words, 900 do redis.call(command, key, unpack(words, from, math.min(from + 899, #words))) end
end
for _, write in ipairs(writes) do
  local before, world, from, count, afresh = unpack(write)
  local hash, log = KEYS[1 + 2 * world], KEYS[2 + 2 * world]
  local put, gone, isLong = { '', at[world] }, { '\\0\\0' }, afresh or count > ${mostInEntry}
  local told = { log, 'MAXLEN', '~', ${logLength}, string.match(at[world], '^%d+') .. '-0', 'p', before }
  for place = from, from + 2 * count - 1, 2 do
    local field, text = ARGV[place], ARGV[place + 1]
    if text == '' then gone[#gone + 1] = field else
      put[#put + 1] = field
      put[#put + 1] = text
    end
    if not isLong then
      told[#told + 1] = field
      told[#told + 1] = text
    end
  end
  if afresh then redis.call('DEL', hash) end
  inPortions('HDEL', hash, gone)
  inPortions('HSET', hash, put)
  -- A log that goes on behind a lost hash is not of this past.
  if isLong or redis.pcall('XADD', unpack(told)).err then
    redis.call('DEL', log)
    if not isLong then redis.call('XADD', unpack(told)) end
  end
end
local answer = { 'judged', decided }
for world in pairs(stale) do
  local hash, log, seen = KEYS[1 + 2 * world], KEYS[2 + 2 * world], asked.seen[world]
  local version, before = tonumber(string.match(at[world], '^%d+')), tonumber(string.match(seen, '^%d+'))
  local how, entries = 'all', {}
  if before and version <= before then how = 'lost' end
  if before and version > before then
    local next = string.format('%d-0', before + 1)
    entries = redis.call('XRANGE', log, next, '+')
    if #entries == version - before then how = 'log' end
    if #entries > 0 and entries[1][1] == next and entries[1][2][2] ~= seen then how = 'lost' end
  end
  answer[#answer + 1] = { world, at[world], how, how == 'log' and entries or redis.call('HGETALL', hash) }
  if free[world] then
    redis.pcall('HSET', hash, '\\0\\0', string.format('%s %d', process, now + ${reservation}))
  end
end
return answer
`)

/**
 * After a lost answer: what was decided under a number. Where nothing was, nothing will be: the number is spent. Nothing is
 * known where there is no note of the process at all, as it is an hour after its last turn.
 *
 * KEYS: what was decided under the process's last number. ARGV: the number. Answers nothing; the number; or that and what was decided.
 */
export const spend = script(`
local last = redis.call('GET', KEYS[1])
if not last or tonumber(string.match(last, '^%d+')) >= tonumber(ARGV[1]) then return last or '' end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ${noted})
return ARGV[1]
`)

/**
 * What is in a hash, after it was made where there was none. KEYS: the hash. ARGV: name and value of each field; none of them: nothing is
 * made. Answers `none`, `foreign` where it is something else, or `found` and all fields.
 */
export const claim = script(`
local kind = redis.call('TYPE', KEYS[1]).ok
if kind == 'none' and #ARGV > 0 then
  redis.call('HSET', KEYS[1], unpack(ARGV))
  kind = 'hash'
end
if kind ~= 'hash' then return { kind == 'none' and 'none' or 'foreign' } end
local answer = redis.call('HGETALL', KEYS[1])
table.insert(answer, 1, 'found')
return answer
`)
