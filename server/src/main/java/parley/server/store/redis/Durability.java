package parley.server.store.redis;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether what Redis acknowledges survives its crash.
 *
 * @param known whether Redis said
 * @param problem what is wrong and what to do; null when it is durable
 */
record Durability(boolean known, @Nullable String problem) {

    static final Durability UNKNOWN = new Durability(
            false, "Redis does not say whether it is durable. Make sure that it has appendonly yes and noeviction.");

    /**
     * Judges.
     *
     * @param info the fields of INFO; empty when refused
     * @param appendFsync the setting; null when CONFIG is refused, as managed services do
     */
    static Durability of(Map<String, String> info, @Nullable String appendFsync) {
        String aof = info.get("aof_enabled");
        String policy = info.get("maxmemory_policy");
        if (aof == null || policy == null) {
            return UNKNOWN;
        }
        if (!aof.equals("1")) {
            return new Durability(true, "Redis keeps no append-only file. Set appendonly yes.");
        }
        if (!policy.equals("noeviction")) {
            return new Durability(true, "Redis throws data away when memory is full. Set maxmemory-policy noeviction.");
        }
        if ("no".equals(appendFsync)) {
            return new Durability(true, "Redis does not wait for the disk. Set appendfsync to always or everysec.");
        }
        return new Durability(true, null);
    }
}
