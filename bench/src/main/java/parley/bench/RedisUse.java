package parley.bench;

import redis.clients.jedis.Jedis;

/**
 * What a Redis has used so far, as its INFO says.
 *
 * @param cpuSeconds of all its threads and of the processes that it starts
 * @param inBytes from its clients
 * @param outBytes to them
 * @param memoryBytes what it keeps
 */
record RedisUse(double cpuSeconds, long inBytes, long outBytes, long memoryBytes) {
    /** So far. */
    static RedisUse of(String uri) {
        try (Jedis jedis = new Jedis(uri)) {
            String info = jedis.info();
            return new RedisUse(
                    Double.parseDouble(field(info, "used_cpu_sys"))
                            + Double.parseDouble(field(info, "used_cpu_user"))
                            + Double.parseDouble(field(info, "used_cpu_sys_children"))
                            + Double.parseDouble(field(info, "used_cpu_user_children")),
                    Long.parseLong(field(info, "total_net_input_bytes")),
                    Long.parseLong(field(info, "total_net_output_bytes")),
                    Long.parseLong(field(info, "used_memory")));
        }
    }

    RedisUse since(RedisUse before) {
        return new RedisUse(
                cpuSeconds - before.cpuSeconds,
                inBytes - before.inBytes,
                outBytes - before.outBytes,
                memoryBytes - before.memoryBytes);
    }

    private static String field(String info, String name) {
        return info.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).trim())
                .findFirst()
                .orElseThrow();
    }
}
