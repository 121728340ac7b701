-- Appends one event to a room's log, or answers a retry with its first result. All keys are in the room's slot.
--
-- KEYS  1 room  2 retry keys of today  3 of yesterday  4 of tomorrow, should the clock have been turned back
--       5 log segment ARGV[3]  6 the segment after it  7 feed channel
--       8 log segment of the target (only for an edit or a deletion)
-- ARGV  1 today's day number  2 base epoch  3 number of the segment in KEYS[5]
--       4 retry field  5 hash of the content
--       6 data-set id  7 known epoch  8 known seq  9 known timestamp  10 a new epoch, should writes have been lost
--       11 "1" when storage is full  12 kind  13 check state  14 body of the record  15 text
--       16 "1" to be answered from the retry key alone
--       17 seq of the target  18 user  19 check of the text (17 to 19 only for an edit or a deletion)
--
-- Answers {code, ...}:
--   1, seq, timestamp, epoch, turned back   stored (epoch "" is the data-set id; the clock was turned back: 1)
--   2, seq, timestamp, epoch                stored earlier by the same request
--   3 / 4                                   nothing to change / the same, told earlier
--   -1 conflict  -2 another person's  -3 no such message  -4 full  -5 the log and its numbers disagree
--   -6 not done before, and only that was asked
--   10, epoch   11, day   12, seq           send again with this base epoch, this day, the segment after this seq

local MESSAGE, EDITED, DELETED = 0, 1, 2
local IS_DELETED, IS_EDITED = 0x10, 0x20
local SEGMENT = 1024

local band, bor, bnot, bxor, rshift = bit.band, bit.bor, bit.bnot, bit.bxor, bit.rshift

-- CRC32C (Castagnoli, reflected) by half bytes, continued from a finished value.
local HALF = {
  0x00000000, 0x105ec76f, 0x20bd8ede, 0x30e349b1, 0x417b1dbc, 0x5125dad3, 0x61c69362, 0x7198540d,
  0x82f63b78, 0x92a8fc17, 0xa24bb5a6, 0xb21572c9, 0xc38d26c4, 0xd3d3e1ab, 0xe330a81a, 0xf36e6f75,
}
local function crc(state, bytes)
  local c = bnot(state)
  for i = 1, #bytes do
    c = bxor(c, string.byte(bytes, i))
    c = bxor(rshift(c, 4), HALF[band(c, 15) + 1])
    c = bxor(rshift(c, 4), HALF[band(c, 15) + 1])
  end
  return bnot(c)
end

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local day = math.floor(time[1] / 86400)
if day ~= tonumber(ARGV[1]) then
  return {11, day}
end

local room = redis.call('HMGET', KEYS[1], 'seq', 'ts', 'listed', 'base', 'epoch')
local newest, last, listed = tonumber(room[1] or 0), tonumber(room[2] or 0), tonumber(room[3] or 0)
local epoch = room[5] or ''

-- A retry comes before every check of state: whatever has happened since, it gets its first answer.
local first = redis.call('HGET', KEYS[2], ARGV[4]) or redis.call('HGET', KEYS[3], ARGV[4])
  or redis.call('HGET', KEYS[4], ARGV[4])
if first then
  local seq, ts, at = struct.unpack('>I6I6', first)
  if string.sub(first, at) ~= ARGV[5] then
    return {-1}
  elseif seq == 0 and ts == 0 then
    return {4}
  end
  return {2, seq, ts, epoch}
end

if ARGV[16] == '1' then
  return {-6}
end
if not (newest and last and listed) then
  return {-5}
end
if room[4] and room[4] ~= ARGV[2] then
  return {10, room[4]}
end
if ARGV[11] == '1' then
  return {-4}
end

-- Kept for two nights, so for 24 hours at least.
local function remember(seq, ts)
  redis.call('HSET', KEYS[2], ARGV[4], struct.pack('>I6I6', seq, ts) .. ARGV[5])
  if redis.call('HLEN', KEYS[2]) == 1 then
    redis.call('EXPIREAT', KEYS[2], (day + 2) * 86400)
  end
end

local kind, text = tonumber(ARGV[12]), ARGV[15]
local target, index, flags, ts, names
if kind ~= MESSAGE then
  target = tonumber(ARGV[17])
  index = (target - 1) % SEGMENT
  local record = target <= newest and redis.call('LINDEX', KEYS[8], index)
  if not record or record == '' then
    return {-3}
  end
  flags, ts = select(2, struct.unpack('>BBxxxxI6', record))
  if band(flags, 3) ~= MESSAGE then
    return {-3}
  end
  local at = band(flags, IS_EDITED) ~= 0 and 19 or 13
  local n = string.byte(record, at + 4)
  if string.sub(record, at + 5, at + 4 + n) ~= ARGV[18] then
    return {-2}
  end
  local rest = at + 5 + n
  rest = rest + 1 + string.byte(record, rest)
  rest = rest + 1 + string.byte(record, rest)
  local deleted = band(flags, IS_DELETED) ~= 0
  if kind == EDITED and deleted then
    return {-1}
  elseif deleted or kind == EDITED and string.sub(record, rest) == text then
    remember(0, 0)
    return {3}
  end
  names = string.sub(record, at, rest - 1)
end

local seq = newest + 1
local segment = math.floor((seq - 1) / SEGMENT) - tonumber(ARGV[3])
if segment ~= 0 and segment ~= 1 then
  return {12, newest}
end

-- Order is seq alone; a clock that was set back a little must not show, one that was wrong must not stay wrong.
local back = now < last - 5000 and 1 or 0
if now < last and back == 0 then
  now = last
end

local record = struct.pack('>BBi4I6', 1, kind, crc(struct.unpack('>I4', ARGV[13]), struct.pack('>I6I6', seq, now)), now)
  .. ARGV[14]
if kind == MESSAGE then
  record = record .. text
  listed = seq
end
if redis.call('RPUSH', KEYS[5 + segment], record) ~= (seq - 1) % SEGMENT + 1 then
  redis.call('RPOP', KEYS[5 + segment])
  return {-5}
end

-- The record of the target is written anew, so that the text before exists nowhere any more.
if kind ~= MESSAGE then
  local edited = ''
  if kind == EDITED then
    flags = bor(flags, IS_EDITED)
    edited = struct.pack('>I6', now)
  else
    flags = IS_DELETED
  end
  local state = struct.unpack('>I4', names)
  local check = crc(state, ARGV[19] .. struct.pack('>BI6I6', flags, target, ts) .. edited)
  redis.call('LSET', KEYS[8], index, struct.pack('>BBi4I6', 1, flags, check, ts) .. edited .. names .. text)
end

-- Behind what the asking node holds, or another event at its number: acknowledged writes were lost, and the numbers
-- that follow were given out before. They must not be taken for those. Which event it is, its record says; unless that is
-- in the segment before, the counter does.
local function lost(known, ts)
  if newest < known or newest > known or last == ts then
    return newest < known
  end
  local before = newest % SEGMENT ~= 0 and redis.call('LINDEX', KEYS[5 + segment], (newest - 1) % SEGMENT)
  return not before or #before < 12 or struct.unpack('>I6', before, 7) ~= ts
end
local known = tonumber(ARGV[8])
if known > 0 and ARGV[7] == (epoch == '' and ARGV[6] or epoch) and lost(known, tonumber(ARGV[9])) then
  epoch = ARGV[10]
  redis.call('HSET', KEYS[1], 'epoch', epoch)
end
if room[4] then
  redis.call('HSET', KEYS[1], 'seq', seq, 'ts', now, 'listed', listed)
else
  redis.call('HSET', KEYS[1], 'seq', seq, 'ts', now, 'listed', listed, 'base', ARGV[2])
end
remember(seq, now)

local visible = epoch == '' and ARGV[6] or epoch
redis.call('SPUBLISH', KEYS[7], struct.pack('>BI6', #visible, seq) .. visible .. record .. (kind == EDITED and text or ''))
return {1, seq, now, epoch, back}
