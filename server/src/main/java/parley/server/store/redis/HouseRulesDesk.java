package parley.server.store.redis;

import static parley.server.store.redis.Commands.bytes;

import java.util.List;
import parley.server.store.HouseRules;
import parley.server.store.HouseRules.Ban;
import redis.clients.jedis.Protocol.Command;

/** Where an operator's command changes the rules, beside servers that run. Every change is whole, or is not there. */
public final class HouseRulesDesk {

    /** A longer list would keep the store from all else while it is read. */
    private static final int MOST_BANS = 10_000;

    private static final long DAY_MS = 86_400_000;

    private final StoreLink link;

    /** A desk behind a link for writing. */
    public HouseRulesDesk(StoreLink link) {
        this.link = link;
    }

    /** The rules now. */
    public HouseRules rules() {
        return HouseRulesKey.read((List<?>) link.ask(Command.HGETALL, HouseRulesKey.KEY));
    }

    /**
     * Bans somebody, or changes until when. Bans whose time has been over for a day are forgotten on this occasion; so late
     * because clocks differ, and somebody else may be renewing one.
     *
     * @param nowMs milliseconds since 1970
     * @throws StoreException when there are too many bans
     */
    public void ban(Ban ban, long nowMs) {
        List<Ban> bans = rules().bans();
        List<Ban> over =
                bans.stream().filter(old -> !old.holdsAt(nowMs - DAY_MS)).toList();
        if (bans.size() - over.size() >= MOST_BANS) {
            throw new StoreException(
                    "There are " + MOST_BANS + " bans. Lift some, or ban a network instead of single addresses.",
                    true,
                    null);
        }
        Commands commands = new Commands();
        over.forEach(old -> commands.add(Command.HDEL, HouseRulesKey.KEY, HouseRulesKey.field(old.kind(), old.who())));
        commands.add(Command.HSET, HouseRulesKey.KEY, HouseRulesKey.field(ban.kind(), ban.who()), bytes(ban.untilMs()));
        change(commands);
    }

    /** Lifts a ban. False when there is none. */
    public boolean lift(HouseRules.Kind kind, String who) {
        return change(Command.HDEL, HouseRulesKey.field(kind, who)).get(0).equals(1L);
    }

    /** Lets everybody start rooms, or nobody, whatever the servers' own settings say. */
    public void rooms(boolean open) {
        change(Command.HSET, HouseRulesKey.ROOMS, HouseRulesKey.rooms(open));
    }

    /** Lets each server's own setting count again. */
    public void roomsAsSet() {
        change(Command.HDEL, HouseRulesKey.ROOMS);
    }

    private List<Object> change(Command command, byte[]... arguments) {
        byte[][] all = new byte[arguments.length + 1][];
        all[0] = HouseRulesKey.KEY;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        Commands commands = new Commands();
        commands.add(command, all);
        return change(commands);
    }

    private List<Object> change(Commands commands) {
        commands.add(Command.HINCRBY, HouseRulesKey.KEY, HouseRulesKey.VERSION, bytes(1));
        return link.askAtOnce(commands);
    }
}
