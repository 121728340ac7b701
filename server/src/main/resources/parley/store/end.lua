-- Whether a room's log ends where its counter says. Both keys of the log are in the room's slot.
--
-- KEYS  1 room  2 log segment ARGV[1]  3 the segment after it
-- ARGV  1 number of the segment that held the newest event a moment ago
--
-- Answers 1 yes, or the newest event is in a later segment by now; 0 no

local SEGMENT = 1024

local places = tonumber(redis.call('HGET', KEYS[1], 'seq') or 0) - ARGV[1] * SEGMENT
if places > SEGMENT then
  return 1
end
return redis.call('LLEN', KEYS[2]) == places and redis.call('EXISTS', KEYS[3]) == 0 and 1 or 0
