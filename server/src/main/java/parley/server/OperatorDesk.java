package parley.server;

import java.io.PrintStream;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import parley.server.chat.Usernames;
import parley.server.cli.Deletion;
import parley.server.cli.OperatorCommands;
import parley.server.cli.StartFailure;
import parley.server.cli.StoreOptions;
import parley.server.store.HouseRules;
import parley.server.store.HouseRules.Ban;
import parley.server.store.redis.HouseRulesDesk;
import parley.server.store.redis.MessageDeletion;
import parley.server.store.redis.StoreException;
import parley.server.store.redis.StoreLink;

/** What an operator does about people and rooms. Results go to the standard output, all else to the other one. */
final class OperatorDesk implements OperatorCommands {

    private final PrintStream out;
    private final PrintStream err;

    OperatorDesk(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    private interface Work {
        void at(HouseRulesDesk desk) throws StartFailure;
    }

    @Override
    public void tellRules(StoreOptions options) throws Exception {
        at(options, desk -> {
            HouseRules rules = desk.rules();
            rules.roomsOpen().ifPresent(open -> out.println("rooms " + word(open ? Rooms.OPEN : Rooms.CLOSED)));
            long now = System.currentTimeMillis();
            List<Ban> bans = rules.bans().stream()
                    .filter(ban -> ban.holdsAt(now))
                    .sorted(Comparator.comparing(Ban::kind).thenComparing(Ban::who))
                    .toList();
            bans.forEach(ban -> out.println(line(ban)));
            err.println(bans.isEmpty() ? "Nobody is banned." : bans.size() + " banned.");
        });
    }

    @Override
    public void ban(StoreOptions options, Ban ban) throws Exception {
        requireSomebody(ban);
        at(options, desk -> {
            desk.ban(ban, System.currentTimeMillis());
            err.println("Banned: " + line(ban));
        });
    }

    private static void requireSomebody(Ban ban) throws StartFailure {
        if (ban.kind() == HouseRules.Kind.NAME && Usernames.normalise(ban.who()) == null) {
            throw new StartFailure("Nobody can be called '" + ban.who() + "', so there is nobody to ban.");
        }
        if (ban.kind() == HouseRules.Kind.PERSON && !ban.who().matches("u_[\\w-]+")) {
            throw new StartFailure("A person's id begins with u_, and '" + ban.who()
                    + "' does not. Use --name for a name, or parley export to find the id.");
        }
    }

    @Override
    public void unban(StoreOptions options, HouseRules.Kind kind, String who) throws Exception {
        at(options, desk -> {
            if (!desk.lift(kind, who)) {
                throw new StartFailure(
                        "There is no ban of the " + word(kind) + " '" + who + "'. parley ban says who is banned.");
            }
            err.println("Not banned any more: " + word(kind) + " " + who);
        });
    }

    @Override
    public void rooms(StoreOptions options, Rooms rooms) throws Exception {
        at(options, desk -> {
            if (rooms == Rooms.AS_SET) {
                desk.roomsAsSet();
            } else {
                desk.rooms(rooms == Rooms.OPEN);
            }
            err.println("Rooms: " + word(rooms));
        });
    }

    @Override
    public void delete(StoreOptions options, Deletion what) throws Exception {
        told(() -> {
            try (ToolStore store = ToolStore.beside(options, err);
                    StoreLink link = StoreLink.openForReading(store.address(), err::println)) {
                link.requireDataSet();
                MessageDeletion deletion = new MessageDeletion(link, store.address(), what::concerns);
                long count = deletion.run(what.room(), what.dryRun());
                err.printf(
                        Locale.ROOT, what.dryRun() ? "Would delete %,d messages.%n" : "Deleted %,d messages.%n", count);
            }
        });
    }

    private void at(StoreOptions options, Work work) throws Exception {
        told(() -> {
            try (ToolStore store = ToolStore.beside(options, err);
                    StoreLink link = StoreLink.openForWriting(store.address(), err::println)) {
                work.at(new HouseRulesDesk(link));
            }
        });
    }

    private interface Task {
        void run() throws Exception;
    }

    /** What a person can put right becomes one line. */
    private static void told(Task task) throws Exception {
        try {
            task.run();
        } catch (StoreException e) {
            throw new StartFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private static String line(Ban ban) {
        String until = ban.untilMs() == 0 ? "" : " until " + Instant.ofEpochMilli(ban.untilMs());
        return word(ban.kind()) + " " + ban.who() + until;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
