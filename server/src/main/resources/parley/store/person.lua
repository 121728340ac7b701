-- Creates a person, or gives them another name.  KEYS 1 person  ARGV 1 hash of the token  2 username  3 name keys
-- 4 how long to keep, ms.  Answers {username, name keys} of before; nothing for a new person.

local before = redis.call('HMGET', KEYS[1], 'name', 'keys')
redis.call('HSET', KEYS[1], 'token', ARGV[1], 'name', ARGV[2], 'keys', ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
if before[1] then
  return before
end
return false
