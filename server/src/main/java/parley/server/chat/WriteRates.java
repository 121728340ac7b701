package parley.server.chat;

import java.util.List;
import parley.server.limit.Bound;
import parley.server.limit.RateLimit;

/** Whether a write may be done now: what its person, its room and its address are allowed, together. On the session's loop. */
final class WriteRates {
    /** Record, retry key and what Redis needs for them, as measured, with some to spare. */
    private static final int BYTES_OF_A_WRITE = 400;

    private final Session session;

    WriteRates(Session session) {
        this.session = session;
    }

    private record Share(RateLimit rate, long count) {}

    /** Takes from all of them, or from none; returns 0 when it is allowed, else the milliseconds to wait. */
    long take(LocalRoom room, int textBytes) {
        long now = session.loop().nanoTime();
        List<Share> shares = shares(room, textBytes);
        for (int i = 0; i < shares.size(); i++) {
            long retryAfterMs = shares.get(i).rate().take(now, shares.get(i).count());
            if (retryAfterMs > 0) {
                shares.subList(0, i).forEach(taken -> taken.rate().giveBack(taken.count()));
                return retryAfterMs;
            }
        }
        return 0;
    }

    /** The write was done before, and duplicates are free. */
    void giveBack(LocalRoom room, int textBytes) {
        shares(room, textBytes).forEach(share -> share.rate().giveBack(share.count()));
    }

    private List<Share> shares(LocalRoom room, int textBytes) {
        return List.of(
                new Share(session.person().writes(), 1),
                new Share(session.out().address().rate(Bound.MESSAGES_PER_ADDRESS), 1),
                new Share(session.out().address().rate(Bound.BYTES_PER_ADDRESS), BYTES_OF_A_WRITE + textBytes),
                new Share(room.writes(), 1));
    }
}
