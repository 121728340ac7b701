-- Appends events to a room's log, or answers retries with their first result. All keys are in the room's slot. Messages
-- share a call, and with it most of what a call costs; an edit or a deletion comes alone.
--
-- KEYS  1 room  2 retry keys of today  3 of yesterday  4 of tomorrow, should the clock have been turned back
--       5 log segment ARGV[3]  6 the segment after it  7 feed channel
--       8 log segment of the target (only for an edit or a deletion)
-- ARGV  1 today's day number (4)  number of the segment in KEYS[5] (6)  known seq (6)  known timestamp (6)
--       1 when storage is full (1)  base epoch  data-set id  known epoch  a new epoch, should writes have been lost
--       2 ... each event: retry field (12)  hash of the content (6)  kind (1)  1 to be answered from the retry key
--       alone (1)  a seq (2 + 4) and a timestamp (2 + 4), which need not be right  the check that the record would have
--       with these two (4)  the record after its timestamp, of an edit without the text
--       3 only for an edit or a deletion: seq of the target (6)  check of the text (4)  the author that it must have  text
--
-- Numbers in ARGV are big-endian and have so many bytes; other things have so many, or end in a zero, or go on to the end.
--
-- Answers for each event {code, ...}:
--   1, seq, timestamp, epoch, turned back   stored (epoch "" is the data-set id; the clock was turned back: 1)
--   2, seq, timestamp, epoch                stored earlier by the same request
--   3 / 4                                   nothing to change / the same, told earlier
--   -1 conflict  -2 another person's  -3 no such message  -4 full  -5 the log and its numbers disagree
--   -6 not done before, and only that was asked
--   10, epoch   11, day   12, seq           send again with this base epoch, this day, the segment after this seq

local MESSAGE, EDITED, DELETED = 0, 1, 2
local IS_DELETED, IS_EDITED = 0x10, 0x20
local SEGMENT = 1024
local WORD = 4294967296

local band, bxor, rshift = bit.band, bit.bxor, bit.rshift
local pack, unpackFrom, floor, sub = struct.pack, struct.unpack, math.floor, string.sub
local call = redis.call

local count = KEYS[8] and 1 or #ARGV - 1
local today, firstSegment, known, knownTs, full, base, dataSet, knownEpoch, newEpoch = unpackFrom('>I4I6I6I6Bssss', ARGV[1])
local answers = {}

local time = call('TIME')
local now = time[1] * 1000 + floor(time[2] / 1000)
local day = floor(time[1] / 86400)
if day ~= today then
  for i = 1, count do
    answers[i] = {11, day}
  end
  return answers
end

local room = call('HMGET', KEYS[1], 'seq', 'ts', 'listed', 'base', 'epoch')
local newest, last, listed = tonumber(room[1] or 0), tonumber(room[2] or 0), tonumber(room[3] or 0)
local epoch = room[5] or ''
local sound = newest and last and listed

-- Order is seq alone; a clock that was set back a little must not show, one that was wrong must not stay wrong.
local back = sound and now < last - 5000 and 1 or 0
if sound and now < last and back == 0 then
  now = last
end

local fields = {}
for i = 1, count do
  fields[i] = sub(ARGV[1 + i], 1, 12)
end
local ofToday = call('HMGET', KEYS[2], unpack(fields))
local ofYesterday = call('HMGET', KEYS[3], unpack(fields))
local ofTomorrow = call('HMGET', KEYS[4], unpack(fields))
local told, remembered = {}, {}

-- CRC32C (Castagnoli, reflected) by half bytes: a word goes through the register, its highest byte first.
local HALF = {
  0x00000000, 0x105ec76f, 0x20bd8ede, 0x30e349b1, 0x417b1dbc, 0x5125dad3, 0x61c69362, 0x7198540d,
  0x82f63b78, 0x92a8fc17, 0xa24bb5a6, 0xb21572c9, 0xc38d26c4, 0xd3d3e1ab, 0xe330a81a, 0xf36e6f75,
}
local function through(c, word, bits)
  if c == 0 then
    if word == 0 then
      return 0
    elseif word > 0 and word < 65536 then
      bits = 16
    end
  end
  for shift = bits - 8, 0, -8 do
    c = bxor(c, band(rshift(word, shift), 255))
    c = bxor(rshift(c, 4), HALF[band(c, 15) + 1])
    c = bxor(rshift(c, 4), HALF[band(c, 15) + 1])
  end
  return c
end

-- For an edit or a deletion: finds what it is about, answers why it cannot be, and puts the record of it aside as it is
-- written anew, so that the text before exists nowhere any more.
local text, find, index, rewritten = '', nil, nil, nil
if KEYS[8] then
  find = function(kind)
    local target, check, author, at = unpackFrom('>I6c4s', ARGV[3])
    text, index = sub(ARGV[3], at), (target - 1) % SEGMENT
    local record = target <= newest and call('LINDEX', KEYS[8], index)
    if not record or record == '' then
      return {-3}
    end
    local flags, ts = select(2, unpackFrom('>BBxxxxI6', record))
    if band(flags, 3) ~= MESSAGE then
      return {-3}
    end
    local names = band(flags, IS_EDITED) ~= 0 and 19 or 13
    local n = string.byte(record, names + 4)
    if sub(record, names + 5, names + 4 + n) ~= author then
      return {-2}
    end
    local rest = names + 5 + n
    rest = rest + 1 + string.byte(record, rest)
    rest = rest + 1 + string.byte(record, rest)
    local deleted = band(flags, IS_DELETED) ~= 0
    if kind == EDITED and deleted then
      return {-1}
    elseif deleted or kind == EDITED and sub(record, rest) == text then
      return {3}
    end
    flags = kind == EDITED and bit.bor(flags, IS_EDITED) or IS_DELETED
    local edited = kind == EDITED and pack('>I6', now) or ''
    -- The check goes on from that of the names, which is in front of them.
    local c = bit.bnot(unpackFrom('>i4', record, names))
    local more = check .. pack('>BI6I6', flags, target, ts) .. edited
    for i = 1, #more do
      c = through(c, string.byte(more, i), 8)
    end
    rewritten = pack('>BBi4I6', 1, flags, bit.bnot(c), ts) .. edited .. sub(record, names, rest - 1) .. text
  end
end

-- How many events the two segments have.
local place = sound and newest - firstSegment * SEGMENT
local fits = sound and place >= 0 and place < 2 * SEGMENT
local nowHigh, nowLow = floor(now / WORD), now % WORD
local seq = newest
local records, feed = {{}, {}}, {}
local differs, by
for i = 1, count do
  local field, hash, kind, only, seqHigh, seqLow, tsHigh, tsLow, check, at = unpackFrom('>c12c6BBI2I4I2I4I4', ARGV[1 + i])

  -- A retry comes before every check of state: whatever has happened since, it gets its first answer.
  local first = told[field] or ofToday[i] or ofYesterday[i] or ofTomorrow[i]
  local answer
  if first then
    local number, ts, rest = unpackFrom('>I6I6', first)
    if sub(first, rest) ~= hash then
      answer = {-1}
    elseif number == 0 and ts == 0 then
      answer = {4}
    else
      answer = {2, number, ts, epoch}
    end
  elseif only == 1 then
    answer = {-6}
  elseif not sound then
    answer = {-5}
  elseif room[4] and room[4] ~= base then
    answer = {10, room[4]}
  elseif full == 1 then
    answer = {-4}
  elseif not fits or place == 2 * SEGMENT then
    answer = {12, seq}
  else
    answer = find and find(kind)
  end

  if not answer then
    -- Behind what the asking node holds, or another event at its number: acknowledged writes were lost, and the numbers
    -- that follow were given out before. They must not be taken for those. Which event it is, its record says; unless that
    -- is in the segment before, the counter does.
    if seq == newest and known > 0 and knownEpoch == (epoch == '' and dataSet or epoch)
        and (newest < known or newest == known and last ~= knownTs) then
      local inSegment = place % SEGMENT
      local record = newest == known and inSegment ~= 0
        and call('LINDEX', KEYS[5 + floor(place / SEGMENT)], inSegment - 1)
      if not record or #record < 12 or unpackFrom('>I6', record, 7) ~= knownTs then
        epoch = newEpoch
      end
    end
    seq = seq + 1
    if kind == MESSAGE then
      listed = seq
    end
    -- A CRC is linear: the check changes by that of the difference, in which leading zeros count for nothing. For
    -- messages that follow each other the difference is the same.
    local d1, d2 = bxor(seqHigh, floor(seq / WORD)), bxor(seqLow, seq % WORD)
    local d3, d4 = bxor(tsHigh, nowHigh), bxor(tsLow, nowLow)
    local d = pack('>i4i4i4i4', d1, d2, d3, d4)
    if d ~= differs then
      differs, by = d, through(through(through(through(0, d1, 16), d2, 32), d3, 16), d4, 32)
    end
    local record = pack('>BBi4I6', 1, kind, bxor(check, by), now) .. sub(ARGV[1 + i], at)
    local here = records[place < SEGMENT and 1 or 2]
    here[#here + 1] = record
    place = place + 1
    feed[#feed + 1] = pack('>I6I4', seq, #record + #text) .. record .. text
    answer = {1, seq, now, epoch, back}
  end
  if not first and (answer[1] == 1 or answer[1] == 3) then
    told[field] = pack('>I6I6', answer[2] or 0, answer[3] or 0) .. hash
    remembered[#remembered + 1] = field
    remembered[#remembered + 1] = told[field]
  end
  answers[i] = answer
end

-- None of the stored is there after all.
local function withdraw(code)
  for i = 1, count do
    if (answers[i][1] == 1 or answers[i][1] == 2) and answers[i][2] > newest then
      answers[i] = {code}
    end
  end
  return answers
end

if #feed > 0 then
  local right = true
  for i = 1, 2 do
    local length = #records[i] > 0 and redis.pcall('RPUSH', KEYS[4 + i], unpack(records[i]))
    if type(length) == 'table' then
      -- Without memory or disk the first write of a script is refused; retries are still answered.
      if string.find(length.err, 'OOM', 1, true) or string.find(length.err, 'MISCONF', 1, true) then
        return withdraw(-4)
      end
      for _ = 1, i == 2 and #records[1] or 0 do
        call('RPOP', KEYS[5])
      end
      return length
    end
    right = right and (not length or length == math.min(place - (i - 1) * SEGMENT, SEGMENT))
  end
  if not right then
    for i = 1, 2 do
      for _ = 1, #records[i] do
        call('RPOP', KEYS[4 + i])
      end
    end
    return withdraw(-5)
  end
  if rewritten then
    call('LSET', KEYS[8], index, rewritten)
  end
  local changed = {'seq', seq, 'ts', now, 'listed', listed}
  if not room[4] then
    changed[7], changed[8] = 'base', base
  end
  call('HSET', KEYS[1], unpack(changed))
  if epoch ~= (room[5] or '') then
    call('HSET', KEYS[1], 'epoch', epoch)
  end
end

-- Kept for two nights, so for 24 hours at least.
if #remembered > 0 and call('HSET', KEYS[2], unpack(remembered)) == call('HLEN', KEYS[2]) then
  call('EXPIREAT', KEYS[2], (day + 2) * 86400)
end
if #feed > 0 then
  local visible = epoch == '' and dataSet or epoch
  call('SPUBLISH', KEYS[7], pack('>B', #visible) .. visible .. table.concat(feed))
end
return answers
