package parley.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.acceptance.fault.AppendOnlyFile.Argument;
import parley.acceptance.fault.AppendOnlyFile.Command;
import parley.acceptance.rig.Rounds;
import parley.acceptance.rig.Seed;
import parley.model.ClientMessage.Send;
import parley.model.Event;

/**
 * One byte of the store's files is another one: the server does not start and says what to do; or {@code parley verify} finds
 * it, and what is damaged is refused to whoever reads it; or the byte means nothing, and everything is as it was. Where an
 * edit was lost and only its event is left, a page may show the text before it; {@code parley verify} tells.
 */
class FlippedBytesIT {
    private static final int FLIPS = Rounds.LONG ? 200 : 10;
    private static final int FRAMING_PERCENT = 20;
    /** A length at the end of the file may become one that reaches beyond it, as if the rest had been cut off. */
    private static final int MOST_CUT = 20;

    /** What the byte belongs to. */
    private enum Place {
        RECORD(command -> command.key().matches("parley:.*:room:[^:]+:log:\\d+")),
        COUNTER(command ->
                command.key().matches("parley:.*:room:[^:]+") && command.name().equals("HSET")),
        RETRY_KEY(command -> command.key().matches("parley:.*:room:[^:]+:refs:\\d+")),
        DATA_SET(command -> command.key().equals("parley:meta")),
        REWRITTEN(command -> false);

        private static final List<Place> ORDER =
                List.of(RECORD, RETRY_KEY, COUNTER, RECORD, RETRY_KEY, DATA_SET, RECORD, RETRY_KEY, COUNTER, REWRITTEN);

        private final Predicate<Command> commands;

        Place(Predicate<Command> commands) {
            this.commands = commands;
        }
    }

    /**
     * A flip.
     *
     * @param at which byte
     * @param mask which of its bits
     * @param framing whether it is none of an argument's
     */
    private record Flip(Place place, int at, int mask, boolean framing, String where) {}

    private final Random random = new Random(Seed.of(FlippedBytesIT.class));

    @TempDir
    Path folder;

    @Test
    void noFlippedByteIsServedAsIfItWereRight() throws Exception {
        StoredRooms rooms = StoredRooms.make(folder, random);
        byte[] file = Files.readAllBytes(StoredRooms.appended(rooms.asWritten()));
        List<Command> commands = AppendOnlyFile.read(file);
        int baseBytes = (int) Files.size(StoredRooms.base(rooms.rewritten()));
        DamageRun run = new DamageRun();
        for (int i = 0; i < FLIPS; i++) {
            Flip flip = flip(Place.ORDER.get(i % Place.ORDER.size()), commands, baseBytes);
            Path round = folder.resolve("flip-" + i);
            run.add(flip.toString(), () -> flip.place() + " " + outcome(rooms, flip, round));
        }
        Map<String, Integer> outcomes = run.end();
        System.out.printf("%d flips: %s%n", FLIPS, outcomes);
        assertThat(outcomes).doesNotContainKey(DamageRun.WRONG);
    }

    private Flip flip(Place place, List<Command> commands, int baseBytes) {
        int mask = random.nextBoolean() ? 1 << random.nextInt(8) : 1 + random.nextInt(255);
        if (place == Place.REWRITTEN) {
            return new Flip(place, random.nextInt(baseBytes), mask, false, "");
        }
        List<Command> candidates = commands.stream().filter(place.commands).toList();
        Command chosen = candidates.get(random.nextInt(candidates.size()));
        if (random.nextBoolean()) {
            // The last word on its key, which nothing overwrites.
            String key = chosen.key();
            chosen = candidates.stream()
                    .filter(command -> command.key().equals(key))
                    .reduce((earlier, later) -> later)
                    .orElseThrow();
        }
        int at = chosen.from() + random.nextInt(chosen.to() - chosen.from());
        if (random.nextInt(100) >= FRAMING_PERCENT) {
            Argument argument =
                    chosen.arguments().get(1 + random.nextInt(chosen.arguments().size() - 1));
            at = argument.from() + random.nextInt(argument.text().length());
        }
        int byteAt = at;
        boolean framing = chosen.arguments().stream()
                .noneMatch(argument -> byteAt >= argument.from()
                        && byteAt < argument.from() + argument.text().length());
        String where = chosen.name() + " " + chosen.key() + " +" + (at - chosen.from());
        return new Flip(place, at, mask, framing, where);
    }

    private static String outcome(StoredRooms rooms, Flip flip, Path round) throws IOException {
        boolean rewritten = flip.place() == Place.REWRITTEN;
        DamagedStore store = DamagedStore.open(
                rooms,
                rewritten ? rooms.rewritten() : rooms.asWritten(),
                round,
                copy -> flip(rewritten ? StoredRooms.base(copy) : StoredRooms.appended(copy), flip),
                rooms.ledger().entries());
        if (store.refusal() != null) {
            return store.refused() && store.verified().code() != 0 ? "refused" : DamageRun.WRONG + store;
        }
        int all = rooms.ledger().entries().size();
        List<String> lies = store.served().lies(rooms.ledger().logsAfter(all));
        if (lies.isEmpty() && store.repeated().lies().isEmpty()) {
            if (store.verified().code() != 0) {
                return store.served().complete() ? "found by verify" : "found on reading and by verify";
            }
            if (store.served().complete() && store.repeated().complete()) {
                return "means nothing";
            }
            // What an edited text was, or that a request changed nothing, only its own retry key says.
            boolean onlyItself = flip.place() == Place.RETRY_KEY
                    && store.served().complete()
                    && store.repeated().missed() == 1;
            return onlyItself
                    ? "one repeated request not known any more"
                    : DamageRun.WRONG + "not found by verify: " + store;
        }
        if (flip.framing() && isCut(rooms, store, all)) {
            return "taken for a cut";
        }
        if (store.verified().code() != 0 && isUndone(rooms, store)) {
            return "an earlier text, found by verify";
        }
        return DamageRun.WRONG + "served " + lies + ", " + store;
    }

    private static boolean isCut(StoredRooms rooms, DamagedStore store, int all) {
        for (int kept = all; kept > all - MOST_CUT; kept--) {
            Map<String, List<Event>> logs = rooms.ledger().logsAfter(kept);
            if (store.verified().code() == 0
                    && store.served().complete()
                    && store.served().lies(logs).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** The record that an edit or a deletion wrote anew was lost: the one before it is whole in itself. */
    private static boolean isUndone(StoredRooms rooms, DamagedStore store) {
        return store.verified().out().contains("An edit or a deletion has no effect")
                && rooms.ledger().entries().stream()
                        .filter(entry -> !(entry.write() instanceof Send))
                        .anyMatch(change -> store.served()
                                .lies(rooms.ledger().logsWithoutEffectOf(change))
                                .isEmpty());
    }

    private static void flip(Path file, Flip flip) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[flip.at()] ^= (byte) flip.mask();
        Files.write(file, bytes);
    }
}
