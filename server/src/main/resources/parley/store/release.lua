-- Lets go of a name, unless it is somebody else's by now.  KEYS 1 name  ARGV 1 user  2 how long to hold it, ms; 0: free
-- at once

if redis.call('GET', KEYS[1]) == ARGV[1] then
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
return 1
