-- Finds the person of a token, and keeps them.  KEYS 1 person  ARGV 1 hash of the token  2 how long to keep, ms
-- 3 keep when less than this is left, ms.  Answers {username, name keys}, or nothing.

local person = redis.call('HMGET', KEYS[1], 'token', 'name', 'keys')
if not person[1] or person[1] ~= ARGV[1] then
  return false
end
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[3]) then
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
return {person[2], person[3]}
