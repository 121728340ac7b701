-- Counts up to a limit.  KEYS 1 counter  ARGV 1 limit  2 how long to keep the counter, s
-- Answers 1 when it was counted, 0 when the limit is reached.

if tonumber(redis.call('GET', KEYS[1]) or 0) >= tonumber(ARGV[1]) then
  return 0
end
redis.call('INCR', KEYS[1])
redis.call('EXPIRE', KEYS[1], ARGV[2])
return 1
