package parley.server.store.redis;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a verification has found: how much of each kind, and the first 20. */
public final class Findings {

    private static final int SHOWN = 20;

    private final Map<Damage, List<String>> shown = new EnumMap<>(Damage.class);
    private final Map<Damage, Long> counts = new EnumMap<>(Damage.class);

    Findings() {}

    /** Adds something about a whole room. */
    void add(Damage kind, String room, String what) {
        add(kind, "room " + room + ": " + what);
    }

    /** Adds something about an event. */
    void add(Damage kind, String room, long seq, String what) {
        add(kind, "room " + room + ", event " + seq + ": " + what);
    }

    void add(Damage kind, String line) {
        counts.merge(kind, 1L, Long::sum);
        List<String> lines = shown.computeIfAbsent(kind, none -> new ArrayList<>());
        if (lines.size() < SHOWN) {
            lines.add(line);
        }
    }

    /** Returns how much was found in all. */
    public long count() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Returns how much was found of a kind. */
    public long count(Damage kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** Returns it for a person: for each kind what it means, and at most 20 lines. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        shown.forEach((kind, found) -> {
            lines.add(String.format(Locale.ROOT, "%s (%,d). %s", kind.title(), count(kind), kind.meaning()));
            found.forEach(line -> lines.add("  " + line));
            if (count(kind) > SHOWN) {
                lines.add(String.format(Locale.ROOT, "  ... and %,d more", count(kind) - SHOWN));
            }
        });
        return lines;
    }
}
