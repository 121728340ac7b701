package parley.server.chat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.server.limit.AddressRange;
import parley.server.limit.AddressRanges;
import parley.server.limit.AddressUse;
import parley.server.store.HouseRules;
import parley.server.store.HouseRules.Ban;

/** Who may not come in, so that it is quickly found out. Immutable; any thread. */
final class Bans {
    static final Bans NONE = new Bans(List.of());

    private final Map<String, Ban> persons = new HashMap<>();
    private final Map<String, Ban> nameKeys = new HashMap<>();
    private final List<Addresses> addresses = new ArrayList<>();

    /** Those that end at the same time. */
    private record Addresses(AddressRanges ranges, Ban ban) {}

    Bans(List<Ban> bans) {
        Map<Long, List<AddressRange>> rangesByEnd = new HashMap<>();
        for (Ban ban : bans) {
            switch (ban.kind()) {
                case PERSON -> persons.put(ban.who(), ban);
                case NAME -> keys(ban.who()).forEach(key -> nameKeys.put(key, ban));
                case ADDRESS ->
                    AddressRange.parse(ban.who())
                            .ifPresent(range -> rangesByEnd
                                    .computeIfAbsent(ban.untilMs(), end -> new ArrayList<>())
                                    .add(range));
            }
        }
        rangesByEnd.forEach((end, ranges) ->
                addresses.add(new Addresses(new AddressRanges(ranges), new Ban(HouseRules.Kind.ADDRESS, "", end))));
    }

    private static Set<String> keys(String name) {
        String username = Usernames.normalise(name);
        return username == null ? Set.of() : Usernames.keys(username);
    }

    boolean isBannedPerson(@Nullable String user, Set<String> keys, long nowMs) {
        return holds(persons.get(user), nowMs) || keys.stream().anyMatch(key -> holds(nameKeys.get(key), nowMs));
    }

    boolean isBannedAddress(AddressUse address, long nowMs) {
        return addresses.stream().anyMatch(some -> holds(some.ban(), nowMs) && address.isIn(some.ranges()));
    }

    private static boolean holds(@Nullable Ban ban, long nowMs) {
        return ban != null && ban.holdsAt(nowMs);
    }
}
