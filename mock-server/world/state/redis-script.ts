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

/** Changes of more entities than this are not in the log: whoever missed them reads the whole world. */
const mostInEntry = 400

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

/**
 * Judges a turn, then writes what was accepted. Redis takes nothing back of a script that fails, so everything is looked at
 * before the first write, and no call has more than 1,000 values.
 *
 * KEYS: meta, the process's last append, then hash and log of each world.
 * ARGV: database, number of the turn, entry, length of the log, milliseconds of a reservation, number of worlds, of each what was
 * seen of it; number of items, of each its number of parts, of each the world and \`r\`, or \`w\`, afresh, head, number of changes, changes.
 *
 * Answers \`database\`; or \`spent\` and what was decided under this number; or \`judged\`, a letter for each item (a: accepted, m: missed
 * something, w: somebody else writes next), how many milliseconds each has to wait, and of each world that was not as it was seen: its number,
 * position, how it is told (log, all, lost), and that.
 */
export const turn = script(`
if redis.call('HGET', KEYS[1], 'id') ~= ARGV[1] then return {'database'} end
local number = tonumber(ARGV[2])
local last = redis.call('GET', KEYS[2])
if last and tonumber(string.match(last, '^%d+')) >= number then return {'spent', last} end
local entry, length, hold = ARGV[3], ARGV[4], tonumber(ARGV[5])
local process = string.match(entry, '^[^:]+')
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local worlds = tonumber(ARGV[6])
local next = 7
local seen, at, wanted = {}, {}, {}
for world = 1, worlds do
  local found = redis.call('HMGET', KEYS[1 + 2 * world], '', '\\0\\0')
  at[world] = found[1] or '0 '
  if found[2] then
    local who, till = string.match(found[2], '^(%S+) (%d+)$')
    if who ~= process and tonumber(till) > now then wanted[world] = tonumber(till) - now end
  end
  redis.call('XLEN', KEYS[2 + 2 * world])
  seen[world] = ARGV[next]
  next = next + 1
end
local items = tonumber(ARGV[next])
next = next + 1
local letters, waits, stale, writes, free = {}, {}, {}, {}, {}
for item = 1, items do
  local parts = tonumber(ARGV[next])
  next = next + 1
  local letter, wait = 'a', 0
  local own, missed = {}, {}
  for part = 1, parts do
    local world, mode = tonumber(ARGV[next]), ARGV[next + 1]
    next = next + 2
    if mode == 'w' then
      own[#own + 1] = { world, next }
      next = next + 3 + 2 * tonumber(ARGV[next + 2])
      if wanted[world] and letter == 'a' then letter = 'w' end
      if wanted[world] and wanted[world] > wait then wait = wanted[world] end
    end
    if at[world] ~= seen[world] then
      letter = 'm'
      stale[world] = true
      missed[#missed + 1] = world
    end
  end
  if letter == 'a' then
    for _, write in ipairs(own) do
      local world = write[1]
      local before = at[world]
      at[world] = string.format('%d', tonumber(string.match(before, '^%d+')) + 1) .. ' ' .. entry
      writes[#writes + 1] = { world, write[2], before }
    end
  elseif letter == 'm' and #own > 0 then
    for _, world in ipairs(missed) do
      if not wanted[world] and seen[world] ~= '' then free[world] = true end
    end
  end
  letters[item] = letter
  waits[item] = wait
end
for _, write in ipairs(writes) do
  local world, from, before = write[1], write[2], write[3]
  local hash, log = KEYS[1 + 2 * world], KEYS[2 + 2 * world]
  local afresh, head, count = ARGV[from], ARGV[from + 1], tonumber(ARGV[from + 2])
  local version = string.match(at[world], '^%d+') .. '-0'
  if afresh == '1' then redis.call('DEL', hash) end
  local put, gone = { '', at[world] }, {}
  if head ~= '' then
    put[3] = '\\0'
    put[4] = head
  end
  for change = 1, count do
    local field, text = ARGV[from + 1 + 2 * change], ARGV[from + 2 + 2 * change]
    if text == '' then gone[#gone + 1] = field else
      put[#put + 1] = field
      put[#put + 1] = text
    end
    if #gone >= 500 then
      redis.call('HDEL', hash, unpack(gone))
      gone = {}
    end
    if #put >= 900 then
      redis.call('HSET', hash, unpack(put))
      put = {}
    end
  end
  gone[#gone + 1] = '\\0\\0'
  redis.call('HDEL', hash, unpack(gone))
  if #put > 0 then redis.call('HSET', hash, unpack(put)) end
  local told = { log, 'MAXLEN', '~', length, version, 'p', before }
  if afresh == '1' or count > ${mostInEntry} then
    redis.call('DEL', log)
    told = { log, version, 'p', before, 'w', '1' }
  else
    if head ~= '' then
      told[#told + 1] = 'h'
      told[#told + 1] = head
    end
    for change = 1, count do
      told[#told + 1] = ARGV[from + 1 + 2 * change]
      told[#told + 1] = ARGV[from + 2 + 2 * change]
    end
  end
  local added = redis.pcall('XADD', unpack(told))
  if type(added) == 'table' and added.err then
    redis.call('DEL', log)
    redis.call('XADD', unpack(told))
  end
end
local decided = table.concat(letters)
if #writes > 0 then redis.call('SET', KEYS[2], ARGV[2] .. ' ' .. decided, 'PX', 3600000) end
local answer = { 'judged', decided, table.concat(waits, ',') }
for world in pairs(stale) do
  local hash, log = KEYS[1 + 2 * world], KEYS[2 + 2 * world]
  local how = 'all'
  local version, before = tonumber(string.match(at[world], '^%d+')), tonumber(string.match(seen[world], '^%d+'))
  local entries = {}
  if before then
    if version <= before then how = 'lost' else
      entries = redis.call('XRANGE', log, string.format('%d', before + 1) .. '-0', '+')
      if #entries > 0 and entries[1][1] == string.format('%d', before + 1) .. '-0' and entries[1][2][2] ~= seen[world] then how = 'lost' end
      if #entries == version - before and entries[1][2][2] == seen[world] then how = 'log' end
      for _, told in ipairs(entries) do if told[2][3] == 'w' then how = 'all' end end
    end
  end
  answer[#answer + 1] = { world, at[world], how, how == 'log' and entries or redis.call('HGETALL', hash) }
  if free[world] and hold > 0 then
    redis.call('HSET', hash, '\\0\\0', process .. ' ' .. string.format('%d', now + hold))
  end
end
return answer
`)

/**
 * After a lost answer: what was decided under a number. Where nothing was, nothing will be: the number is spent.
 * KEYS: the process's last append. ARGV: the number. Answers that, or what was decided.
 */
export const spend = script(`
local last = redis.call('GET', KEYS[1])
if last and tonumber(string.match(last, '^%d+')) >= tonumber(ARGV[1]) then return last end
redis.call('SET', KEYS[1], ARGV[1], 'PX', 3600000)
return ARGV[1]
`)
