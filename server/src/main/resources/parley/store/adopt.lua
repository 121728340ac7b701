-- Gives a room that was imported under other keys its own, all at once. All keys are in the room's slot.
--
-- KEYS  pairs: a staged key, then the key that it becomes; first what every room has, then what it may have
-- ARGV  1 how many of KEYS every room has: these must be there, and stay for good; the others keep their expiry
--
-- Answers 1 done, 0 something of the room is there already, -1 something that was staged is not there any more

local lasting = tonumber(ARGV[1])
for i = 1, #KEYS, 2 do
  if redis.call('EXISTS', KEYS[i + 1]) == 1 then
    return 0
  end
  if i < lasting and redis.call('EXISTS', KEYS[i]) == 0 then
    return -1
  end
end
for i = 1, #KEYS, 2 do
  if i < lasting then
    redis.call('RENAME', KEYS[i], KEYS[i + 1])
    redis.call('PERSIST', KEYS[i + 1])
  elseif redis.call('EXISTS', KEYS[i]) == 1 then
    redis.call('RENAME', KEYS[i], KEYS[i + 1])
  end
end
return 1
