-- Keeps a connected person.  KEYS 1 person  ARGV 1 how long to keep, ms  2 keep when less than this is left, ms
-- Answers {username, name keys} of now, or nothing.

if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[2]) then
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
end
local person = redis.call('HMGET', KEYS[1], 'name', 'keys')
return person[1] and person[2] and person
