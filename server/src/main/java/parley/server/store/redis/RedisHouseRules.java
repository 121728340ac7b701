package parley.server.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import parley.server.store.HouseRules;
import parley.server.store.HouseRulesFeed;
import redis.clients.jedis.Protocol.Command;

/**
 * Looks twice a second whether the rules have changed. Asking is the only way: a message on a channel may be lost, and then
 * somebody who was thrown out would stay.
 */
final class RedisHouseRules implements HouseRulesFeed {

    private final Lane lane;
    private volatile Consumer<HouseRules> listener = rules -> {};
    private volatile String known = "never asked";

    RedisHouseRules(Lane lane) {
        this.lane = lane;
    }

    @Override
    public void listen(Consumer<HouseRules> newListener) {
        listener = newListener;
        known = "never asked";
    }

    /** Asks for the version, and for all of it when that is another one. Any thread. */
    void look() {
        lane.submit(new OneRound<Optional<String>>(
                out -> out.add(Command.HGET, HouseRulesKey.KEY, HouseRulesKey.VERSION),
                replies -> Optional.of(replies.get(0) == null ? "none" : new String((byte[]) replies.get(0), UTF_8)),
                Optional.empty(),
                Runnable::run,
                version -> version.filter(found -> !found.equals(known)).ifPresent(this::read)));
    }

    private void read(String version) {
        lane.submit(new OneRound<Optional<HouseRules>>(
                out -> out.add(Command.HGETALL, HouseRulesKey.KEY),
                replies -> Optional.of(HouseRulesKey.read((List<?>) replies.get(0))),
                Optional.empty(),
                Runnable::run,
                rules -> rules.ifPresent(now -> {
                    known = version;
                    listener.accept(now);
                })));
    }
}
