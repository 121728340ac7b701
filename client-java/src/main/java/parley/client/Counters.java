package parley.client;

import java.util.concurrent.atomic.AtomicLong;

/** The numbers behind {@link Stats}; written on the client's thread, read on any. */
final class Counters {
    private final AtomicLong roundTripMs = new AtomicLong(-1);
    final AtomicLong connects = new AtomicLong();
    final AtomicLong resumes = new AtomicLong();
    final AtomicLong gapsFound = new AtomicLong();
    final AtomicLong gapsFilled = new AtomicLong();
    final AtomicLong duplicates = new AtomicLong();
    final AtomicLong stored = new AtomicLong();

    void roundTrip(long ms) {
        roundTripMs.set(ms);
    }

    Stats snapshot() {
        return new Stats(
                roundTripMs.get(),
                connects.get(),
                resumes.get(),
                gapsFound.get(),
                gapsFilled.get(),
                duplicates.get(),
                stored.get());
    }
}
