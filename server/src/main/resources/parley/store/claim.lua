-- Takes or keeps a name, unless it is somebody else's.  KEYS 1 name  ARGV 1 user  2 how long, ms  3 keep when less than
-- this is left, ms.  Answers 1 when it is the user's now, 2 when it was before, 0 when it is somebody else's.

local owner = redis.call('GET', KEYS[1])
if owner and owner ~= ARGV[1] then
  return 0
end
if not owner or redis.call('PTTL', KEYS[1]) < tonumber(ARGV[3]) then
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
end
return owner and 2 or 1
