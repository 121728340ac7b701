package parley.server.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static parley.server.store.redis.Commands.bytes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import parley.server.store.HouseRules;
import parley.server.store.HouseRules.Ban;

/**
 * The rules as they lie in Redis: one hash. {@code version} is raised by every change, {@code rooms} is {@code open} or
 * {@code closed}, and each ban is a field {@code ban:KIND:WHO} with the end of its time. Fields that a version does not know
 * are left alone.
 */
final class HouseRulesKey {

    static final byte[] KEY = ("parley:{" + Partitions.tag(0) + "}:rules").getBytes(UTF_8);
    static final byte[] VERSION = bytes("version");
    static final byte[] ROOMS = bytes("rooms");

    private static final String BAN = "ban:";
    private static final String OPEN = "open";
    private static final String CLOSED = "closed";

    private HouseRulesKey() {}

    static byte[] rooms(boolean open) {
        return bytes(open ? OPEN : CLOSED);
    }

    static byte[] field(HouseRules.Kind kind, String who) {
        return bytes(BAN + kind.name().toLowerCase(Locale.ROOT) + ":" + who);
    }

    /** Reads the reply to HGETALL. */
    static HouseRules read(List<?> reply) {
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i + 1 < reply.size(); i += 2) {
            fields.put(text(reply.get(i)), text(reply.get(i + 1)));
        }
        List<Ban> bans = new ArrayList<>();
        for (HouseRules.Kind kind : HouseRules.Kind.values()) {
            String prefix = BAN + kind.name().toLowerCase(Locale.ROOT) + ":";
            fields.forEach((field, until) -> {
                if (field.startsWith(prefix) && until.matches("\\d{1,15}")) {
                    bans.add(new Ban(kind, field.substring(prefix.length()), Long.parseLong(until)));
                }
            });
        }
        Optional<Boolean> roomsOpen = Optional.ofNullable(fields.get("rooms"))
                .filter(word -> word.equals(OPEN) || word.equals(CLOSED))
                .map(OPEN::equals);
        return new HouseRules(List.copyOf(bans), roomsOpen);
    }

    private static String text(Object bulk) {
        return new String((byte[]) bulk, UTF_8);
    }
}
