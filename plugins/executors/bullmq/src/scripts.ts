/**
 * The steps of the queue that must be whole, as scripts that Redis runs one at a time. `KEYS[1]` is the prefix of the study's keys:
 *
 * - `entry:KEY` has an entry, `state:NAME` the keys of the entries in a state, `held:LEASE` those of a lease.
 * - `weights` has the sum of the weights of the entries that wait, and of those that are leased.
 * - `signs` has the last sign of life of each lease by the clock of Redis, `workers` whose lease it is.
 * - `kept` has for each cell the digests that came, in their order, and which attempts gave each; `lines` the results themselves.
 * - `checkpoints` has where the run of an entry stood last, until the entry has a result.
 * - `runs` orders the cells with results by their runs; `late` has those whose result is that they timed out.
 * - `recent` has when results came, for five minutes, with their weights and the seconds that their runs took; `counts` has the confirmations.
 */
const SHARED = `
local P = KEYS[1]
local function entryKey(key) return P .. 'entry:' .. key end
local function now()
  local time = redis.call('TIME')
  return tonumber(time[1]) + tonumber(time[2]) / 1e6
end
local function addWeight(state, weight)
  if state ~= 'waiting' and state ~= 'leased' then return end
  if redis.call('SCARD', P .. 'state:' .. state) == 0 then redis.call('HDEL', P .. 'weights', state)
  else redis.call('HINCRBYFLOAT', P .. 'weights', state, weight) end
end
local function moveTo(key, to)
  local from, lease, weight = unpack(redis.call('HMGET', entryKey(key), 'state', 'lease', 'weight'))
  redis.call('SMOVE', P .. 'state:' .. from, P .. 'state:' .. to, key)
  addWeight(from, '-' .. weight)
  addWeight(to, weight)
  if from == 'leased' then redis.call('SREM', P .. 'held:' .. lease, key) end
  redis.call('HSET', entryKey(key), 'state', to)
end
local function endLease(lease)
  redis.call('ZREM', P .. 'signs', lease)
  redis.call('HDEL', P .. 'workers', lease)
end
local function lose(key, reason, retries)
  local losses = redis.call('HINCRBY', entryKey(key), 'losses', 1)
  redis.call('HSET', entryKey(key), 'reason', reason)
  local to = losses > retries and 'lost' or 'waiting'
  moveTo(key, to)
  return to
end
`;

/** Adds entries that are absent: key, run, cell, copy and weight of each. Returns the keys of those that were. */
export const ADD = `${SHARED}
local added = {}
for i = 1, #ARGV, 5 do
  local key = ARGV[i]
  if redis.call('HSETNX', entryKey(key), 'state', 'waiting') == 1 then
    redis.call('HSET', entryKey(key), 'run', ARGV[i + 1], 'cell', ARGV[i + 2], 'copy', ARGV[i + 3],
      'weight', ARGV[i + 4], 'attempt', 0, 'losses', 0, 'lease', '', 'reason', '')
    redis.call('SADD', P .. 'state:waiting', key)
    addWeight('waiting', ARGV[i + 4])
    added[#added + 1] = key
  end
end
return added`;

/** Records a lease and its worker. Returns 1 where the lease is new. */
export const BEGIN = `${SHARED}
redis.call('ZADD', P .. 'signs', now(), ARGV[1])
return redis.call('HSETNX', P .. 'workers', ARGV[1], ARGV[2])`;

/**
 * Leases an entry where it waits and fits: key, lease, the weight that is left, and whether the lease has an entry already. Returns
 * \`leased\`; \`stale\` where the entry does not wait; \`suspect\` where a worker of it was lost, so that it is leased alone; \`heavy\`.
 */
export const LEASE = `${SHARED}
local key, lease, room, isNext = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4] == '1'
local state, weight, losses = unpack(redis.call('HMGET', entryKey(key), 'state', 'weight', 'losses'))
if state ~= 'waiting' then return 'stale' end
if isNext and tonumber(losses) > 0 then return 'suspect' end
if isNext and tonumber(weight) > room then return 'heavy' end
moveTo(key, 'leased')
redis.call('HSET', entryKey(key), 'lease', lease)
redis.call('HINCRBY', entryKey(key), 'attempt', 1)
redis.call('SADD', P .. 'held:' .. lease, key)
return tonumber(losses) > 0 and 'alone' or 'leased'`;

/** A sign of life of a lease. Returns how many entries it holds. */
export const BEAT = `${SHARED}
if redis.call('HEXISTS', P .. 'workers', ARGV[1]) == 1 then redis.call('ZADD', P .. 'signs', now(), ARGV[1]) end
return redis.call('SCARD', P .. 'held:' .. ARGV[1])`;

/** Keeps a result: entry key, cell, run, name of the attempt, digest, status, the result as text, and the seconds of the run. Returns the outcome. */
export const COMMIT = `${SHARED}
local key, cell, run, name, digest, status, text, seconds = unpack(ARGV)
local state, weight = unpack(redis.call('HMGET', entryKey(key), 'state', 'weight'))
if not state then return 'unknown' end
if state ~= 'done' then moveTo(key, status == 'finished' and 'done' or 'failed') end
redis.call('HDEL', P .. 'checkpoints', key)
local time = now()
redis.call('ZREMRANGEBYSCORE', P .. 'recent', '-inf', time - 300)
redis.call('ZADD', P .. 'recent', time, weight .. ' ' .. seconds .. ' ' .. cell .. ' ' .. digest .. ' ' .. name)
local kept = cjson.decode(redis.call('HGET', P .. 'kept', cell) or '[]')
local first = kept[1]
if first and first.status == 'timed out' and status ~= 'timed out' then
  redis.call('HDEL', P .. 'lines', cell .. ' ' .. first.digest)
  redis.call('SREM', P .. 'late', cell)
  kept, first = {}, nil
end
local function save() redis.call('HSET', P .. 'kept', cell, cjson.encode(kept)) end
local function keep()
  kept[#kept + 1] = { digest = digest, status = status, names = { name } }
  redis.call('HSET', P .. 'lines', cell .. ' ' .. digest, text)
  save()
end
if not first then
  keep()
  redis.call('ZADD', P .. 'runs', run, cell)
  if status == 'timed out' then redis.call('SADD', P .. 'late', cell) end
  return 'kept'
end
if status == 'timed out' then return name == first.names[1] and 'kept' or 'confirmed' end
local same
for _, each in ipairs(kept) do if each.digest == digest then same = each end end
if not same then keep() end
local isNew = same ~= nil
if same then for _, each in ipairs(same.names) do if each == name then isNew = false end end end
if isNew then
  same.names[#same.names + 1] = name
  redis.call('HINCRBY', P .. 'counts', 'confirmed', 1)
  save()
end
if first.digest ~= digest then return 'different' end
return name == first.names[1] and 'kept' or 'confirmed'`;

/** Keeps where an attempt stands: entry key, attempt, text. Returns 1, or 0 where it is not this attempt's turn. */
export const KEEP = `${SHARED}
local state, attempt = unpack(redis.call('HMGET', entryKey(ARGV[1]), 'state', 'attempt'))
if state ~= 'leased' or attempt ~= ARGV[2] then return 0 end
redis.call('HSET', P .. 'checkpoints', ARGV[1], ARGV[3])
return 1`;

/** Gives the entries of a lease back. Returns their keys. */
export const RELEASE = `${SHARED}
local held = redis.call('SMEMBERS', P .. 'held:' .. ARGV[1])
for _, key in ipairs(held) do moveTo(key, 'waiting') end
endLease(ARGV[1])
return held`;

/** Ends a lease that has no entry. */
export const END = `${SHARED}
if redis.call('SCARD', P .. 'held:' .. ARGV[1]) == 0 then endLease(ARGV[1]) end
return 1`;

/** Loses an attempt: key, attempt, reason, and how often an entry is tried again. Returns the state after it; '' where it was another's turn. */
export const LOSE = `${SHARED}
local state, attempt = unpack(redis.call('HMGET', entryKey(ARGV[1]), 'state', 'attempt'))
if state ~= 'leased' or attempt ~= ARGV[2] then return '' end
return lose(ARGV[1], ARGV[3], tonumber(ARGV[4]))`;

/** Loses the attempts of every lease that was silent for so many seconds: seconds, tries. Returns the key and the state after it of each. */
export const REAP = `${SHARED}
local lost = {}
for _, lease in ipairs(redis.call('ZRANGEBYSCORE', P .. 'signs', '-inf', '(' .. (now() - tonumber(ARGV[1])))) do
  local worker = redis.call('HGET', P .. 'workers', lease)
  local reason = 'The worker ' .. worker .. ' gave no sign of life for ' .. ARGV[1] .. ' seconds.'
  for _, key in ipairs(redis.call('SMEMBERS', P .. 'held:' .. lease)) do
    lost[#lost + 1] = key
    lost[#lost + 1] = lose(key, reason, tonumber(ARGV[2]))
  end
  endLease(lease)
end
return lost`;

/** Makes the entries wait again that are lost or timed out, and drops the results of the latter. Returns their keys. */
export const AGAIN = `${SHARED}
local chosen = redis.call('SMEMBERS', P .. 'state:lost')
for _, cell in ipairs(redis.call('SMEMBERS', P .. 'late')) do
  local kept = cjson.decode(redis.call('HGET', P .. 'kept', cell))
  for _, each in ipairs(kept) do redis.call('HDEL', P .. 'lines', cell .. ' ' .. each.digest) end
  redis.call('HDEL', P .. 'kept', cell)
  redis.call('ZREM', P .. 'runs', cell)
  local copy = 0
  while redis.call('EXISTS', entryKey(cell .. '-' .. copy)) == 1 do
    if redis.call('HGET', entryKey(cell .. '-' .. copy), 'state') == 'failed' then chosen[#chosen + 1] = cell .. '-' .. copy end
    copy = copy + 1
  end
end
redis.call('DEL', P .. 'late')
for _, key in ipairs(chosen) do
  moveTo(key, 'waiting')
  redis.call('HSET', entryKey(key), 'losses', 0)
end
return chosen`;

/**
 * Figures of so many seconds for workers, and so many for results: how many workers gave signs, the seconds since the first run of the
 * results began, and their weights. There is always the last result.
 */
export const RECENT = `${SHARED}
local time = now()
local since = time - tonumber(ARGV[1])
local workers, count = {}, 0
for _, lease in ipairs(redis.call('ZRANGEBYSCORE', P .. 'signs', since, '+inf')) do
  local worker = redis.call('HGET', P .. 'workers', lease)
  if not workers[worker] then
    workers[worker] = true
    count = count + 1
  end
end
local recent = redis.call('ZRANGEBYSCORE', P .. 'recent', time - tonumber(ARGV[2]), '+inf', 'WITHSCORES')
if #recent == 0 then recent = redis.call('ZREVRANGE', P .. 'recent', 0, 0, 'WITHSCORES') end
local figures, began = { tostring(count), '' }, time
for i = 1, #recent, 2 do
  local weight, seconds = string.match(recent[i], '^(%S+) (%S+)')
  figures[#figures + 1] = weight
  began = math.min(began, tonumber(recent[i + 1]) - tonumber(seconds))
end
figures[2] = string.format('%.6f', time - began)
return figures`;

/** At one moment: the entries that wait, are leased, done, failed and lost, the leases, and the weights of what waits and of what is leased. */
export const COUNTS = `${SHARED}
local counts = {}
for i, state in ipairs({ 'waiting', 'leased', 'done', 'failed', 'lost' }) do
  counts[i] = tostring(redis.call('SCARD', P .. 'state:' .. state))
end
counts[6] = tostring(redis.call('ZCARD', P .. 'signs'))
for i, state in ipairs({ 'waiting', 'leased' }) do
  counts[6 + i] = redis.call('HGET', P .. 'weights', state) or '0'
end
return counts`;
