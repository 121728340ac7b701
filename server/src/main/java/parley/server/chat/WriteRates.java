package parley.server.chat;

import java.util.List;
import parley.server.limit.AddressUse;
import parley.server.limit.Bound;
import parley.server.limit.RateLimit;

/** Whether a write may be done now: what its person, its room and its address are allowed, together. On the session's loop. */
final class WriteRates {
    /** Record, retry key and what Redis needs for them: 267 with the longest name and ref, as measured, and some to spare. */
    static final int BYTES_OF_A_WRITE = 300;

    private final Session session;

    WriteRates(Session session) {
        this.session = session;
    }

    /** So much of one rate. */
    record Share(RateLimit rate, long count) {}

    /** Takes from all of them, or from none; returns 0 when it is allowed, else the milliseconds to wait. */
    long take(LocalRoom room, int textBytes) {
        return take(shares(room, textBytes), session.loop().nanoTime());
    }

    /** The write was done before, and duplicates are free. */
    void giveBack(LocalRoom room, int textBytes) {
        giveBack(shares(room, textBytes));
    }

    private List<Share> shares(LocalRoom room, int textBytes) {
        return shares(session.person().writes(), session.out().address(), room.writes(), textBytes);
    }

    /** What one write takes. Any thread. */
    static List<Share> shares(RateLimit person, AddressUse address, RateLimit room, int textBytes) {
        return List.of(
                new Share(person, 1),
                new Share(address.rate(Bound.MESSAGES_PER_ADDRESS), 1),
                new Share(address.rate(Bound.BYTES_PER_ADDRESS), BYTES_OF_A_WRITE + textBytes),
                new Share(room, 1));
    }

    /** Takes all of these, or none. Any thread. */
    static long take(List<Share> shares, long nowNanos) {
        for (int i = 0; i < shares.size(); i++) {
            long retryAfterMs =
                    shares.get(i).rate().take(nowNanos, shares.get(i).count());
            if (retryAfterMs > 0) {
                giveBack(shares.subList(0, i));
                return retryAfterMs;
            }
        }
        return 0;
    }

    private static void giveBack(List<Share> shares) {
        shares.forEach(share -> share.rate().giveBack(share.count()));
    }
}
