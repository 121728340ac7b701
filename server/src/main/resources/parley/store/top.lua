-- The newest event of some rooms of one slot, and their members on the other living nodes. Writes only what changed:
-- this node's member counts, counts of dead nodes, and a new epoch where acknowledged writes were lost.
--
-- KEYS  for each room: room, members, and the log segment of the known seq
-- ARGV  1 this node  2 data-set id  3 a new epoch, should writes have been lost  4 how many living nodes (0: leave
--       members alone)  then their ids; how many dead nodes, then their ids; then for each room: known epoch, known seq, known timestamp, members here ("" when not changed)
--
-- Answers for each room: epoch ("" is the data-set id), seq, timestamp, newest listed seq (-1 for what is no number),
--       base epoch, members elsewhere; at the end the ids of nodes that are neither living nor dead

local SEGMENT = 1024
local arg = 4
local function set()
  local ids = {}
  for i = arg + 1, arg + tonumber(ARGV[arg]) do
    ids[ARGV[i]] = true
  end
  arg = arg + tonumber(ARGV[arg]) + 1
  return ids
end
local alone = ARGV[4] == '1' and ARGV[6] == '0'
local living, dead, strangers = set(), set(), {}

-- Whether the room is not what the asking node holds: behind it, or with another event at the same number. A counter that
-- is no number is damage, and says nothing of that.
local function lost(segment, newest, last, known, ts)
  if newest < known then
    return newest >= 0
  elseif newest == known and last == ts then
    return false
  end
  local record = redis.call('LINDEX', segment, (known - 1) % SEGMENT)
  return record and #record >= 12 and struct.unpack('>I6', record, 7) ~= ts
end

local function elsewhere(members, here)
  -- Where nobody else lives and nothing has changed here there is nothing to count.
  if ARGV[4] == '0' or alone and here == '' then
    return 0
  end
  if here == '0' then
    redis.call('HDEL', members, ARGV[1])
  elseif here ~= '' then
    redis.call('HSET', members, ARGV[1], here)
  end
  local sum = 0
  local counts = redis.call('HGETALL', members)
  for i = 1, #counts, 2 do
    local node = counts[i]
    if dead[node] then
      redis.call('HDEL', members, node)
    elseif not living[node] then
      strangers[node] = true
    elseif node ~= ARGV[1] then
      sum = sum + counts[i + 1]
    end
  end
  return sum
end

local function number(text)
  return not text and 0 or string.find(text, '^%d+$') and tonumber(text) or -1
end

local answer = {}
for i = 1, #KEYS, 3 do
  local room = redis.call('HMGET', KEYS[i], 'seq', 'ts', 'listed', 'base', 'epoch')
  local newest, last = number(room[1]), number(room[2])
  local epoch = room[5] or ''
  local known = tonumber(ARGV[arg + 1])
  if known > 0 and ARGV[arg] == (epoch == '' and ARGV[2] or epoch)
      and lost(KEYS[i + 2], newest, last, known, tonumber(ARGV[arg + 2])) then
    epoch = ARGV[3]
    redis.call('HSET', KEYS[i], 'epoch', epoch)
  end
  answer[#answer + 1] = epoch
  answer[#answer + 1] = newest
  answer[#answer + 1] = last
  answer[#answer + 1] = number(room[3])
  answer[#answer + 1] = room[4] or ''
  answer[#answer + 1] = elsewhere(KEYS[i + 1], ARGV[arg + 3])
  arg = arg + 4
end
local unknown = {}
for node in pairs(strangers) do
  unknown[#unknown + 1] = node
end
answer[#answer + 1] = unknown
return answer
