-- Keeps this node's lease and tells who lives.  KEYS 1 nodes (a sorted set, the score is the end of the lease)
-- ARGV 1 this node  2 how long, ms.  Answers {1 when this node had no lease any more else 0, node, ...}.

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
local lapsed = redis.call('ZSCORE', KEYS[1], ARGV[1]) and 0 or 1
redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
local answer = redis.call('ZRANGE', KEYS[1], 0, -1)
table.insert(answer, 1, lapsed)
return answer
