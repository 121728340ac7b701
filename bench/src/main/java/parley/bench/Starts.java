package parley.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.LongStream;

/** How long it takes until people can come. */
final class Starts {
    private static final int TIMES = 5;

    private final Path work;

    Starts(Path work) {
        this.work = work;
    }

    void run(Candidate candidate) throws IOException {
        long[] millis = new long[TIMES];
        for (int i = 0; i < TIMES; i++) {
            long begun = System.nanoTime();
            Server server = Server.startOnTwoCores(candidate, work);
            millis[i] = (System.nanoTime() - begun) / 1_000_000;
            server.close();
        }
        System.out.println();
        System.out.printf(
                Locale.ROOT,
                "### %s: from the command until it is ready, with an empty store: %d ms (median of %d)%n",
                candidate.name(),
                LongStream.of(millis).sorted().toArray()[TIMES / 2],
                TIMES);
    }
}
