package parley.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.acceptance.rig.Rounds;
import parley.acceptance.rig.Seed;

/**
 * The store's file is cut at random bytes: a server starts with exactly what had been acknowledged when the file was so long,
 * in all rooms, with its people and retry keys; or, where the file cannot be read in part, refuses and says what to do.
 */
class CutFileIT {
    private static final int CUTS = Rounds.LONG ? 100 : 6;
    /** One in so many cuts the file that Redis has rewritten. */
    private static final int REWRITTEN_EACH = 5;

    @TempDir
    Path folder;

    @Test
    void whereverItIsCutThereIsATruePrefixOrARefusal() throws Exception {
        Random random = new Random(Seed.of(CutFileIT.class));
        StoredRooms rooms = StoredRooms.make(folder, random);
        DamageRun run = new DamageRun();
        for (int i = 1; i <= CUTS; i++) {
            boolean rewritten = i % REWRITTEN_EACH == 0;
            Path whole = rewritten ? rooms.rewritten() : rooms.asWritten();
            Path file = rewritten ? StoredRooms.base(whole) : StoredRooms.appended(whole);
            long at = (long) (random.nextDouble() * Files.size(file));
            Path round = folder.resolve("cut-" + i);
            run.add((rewritten ? "rewritten file" : "file") + " cut at " + at, () -> cut(rooms, rewritten, at, round));
        }
        Map<String, Integer> outcomes = run.end();
        System.out.printf("%d cuts: %s%n", CUTS, outcomes);
        assertThat(outcomes).doesNotContainKey(DamageRun.WRONG);
    }

    private static String cut(StoredRooms rooms, boolean rewritten, long at, Path round) throws IOException {
        Path whole = rewritten ? rooms.rewritten() : rooms.asWritten();
        int acked = rewritten ? 0 : rooms.ledger().ackedAt(at);
        List<Ledger.Entry> kept = rooms.ledger().entries().subList(0, acked);
        DamagedStore store = DamagedStore.open(
                rooms,
                whole,
                round,
                copy -> truncate(rewritten ? StoredRooms.base(copy) : StoredRooms.appended(copy), at),
                kept);
        if (store.refusal() != null) {
            return store.refused() && store.verified().code() != 0 ? "refused" : DamageRun.WRONG + store;
        }
        // One more may be whole in the file without the bytes that followed before its ack.
        int whole1 = Math.min(acked + 1, rooms.ledger().entries().size());
        boolean prefix = !rewritten
                && (store.served().lies(rooms.ledger().logsAfter(acked)).isEmpty()
                        || store.served().lies(rooms.ledger().logsAfter(whole1)).isEmpty());
        boolean right = prefix
                && store.served().complete()
                && store.repeated().complete()
                && (store.verified().code() == 0 || acked == 0);
        return right
                ? "true prefix"
                : DamageRun.WRONG + store + store.served().lies(rooms.ledger().logsAfter(acked));
    }

    private static void truncate(Path file, long at) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(at);
        }
    }
}
