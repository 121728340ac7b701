package parley.server.limit;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much is allowed: an amount, or a rate with the amount that may come at once. Written {@code 500}, or
 * {@code 30+10/s} for 30 at once and 10 more each second ({@code /d}: each day).
 *
 * @param atOnce 0 or more; of a rate, its burst; 0 means that there is no limit
 * @param refill of a rate, so many more in each period; 0 when this is no rate
 * @param period how long that is
 */
public record Quantity(long atOnce, long refill, Period period) {
    private static final long LONGEST_NANOS = Long.MAX_VALUE / 4;
    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})(?:\\+(\\d{1,9})/([sd]))?");

    /** A second or a day. */
    public enum Period {
        SECOND("s", 1_000_000_000L),
        DAY("d", 86_400_000_000_000L);

        private final String sign;
        private final long nanos;

        Period(String sign, long nanos) {
            this.sign = sign;
            this.nanos = nanos;
        }
    }

    /** An amount. */
    public static Quantity of(long amount) {
        return new Quantity(amount, 0, Period.SECOND);
    }

    /** Reads what {@link #toString} writes; empty for anything else. */
    public static Optional<Quantity> parse(String text) {
        Matcher parts = TEXT.matcher(text.strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        long atOnce = Long.parseLong(parts.group(1));
        if (parts.group(2) == null) {
            return Optional.of(of(atOnce));
        }
        long refill = Long.parseLong(parts.group(2));
        Period period = parts.group(3).equals("s") ? Period.SECOND : Period.DAY;
        // A rate that never lets anything through would be a trap rather than a limit.
        return refill == 0 || atOnce == 0 ? Optional.empty() : Optional.of(new Quantity(atOnce, refill, period));
    }

    /** Whether there is no limit. */
    public boolean isOff() {
        return atOnce == 0;
    }

    /** Whether it is used up and filled again, rather than held. */
    public boolean isRate() {
        return refill > 0;
    }

    /** Of a rate, how many more each second, at least 1; 0 without a limit. */
    public int eachSecond() {
        return isRate() ? (int) Math.max(1, refill * Period.SECOND.nanos / period.nanos) : 0;
    }

    /** How long it takes until a rate allows so many more; at most some 70 years. */
    long nanosFor(long count) {
        long each = Math.max(1, period.nanos / refill);
        return count > LONGEST_NANOS / each ? LONGEST_NANOS : each * count;
    }

    @Override
    public String toString() {
        return isRate() ? atOnce + "+" + refill + "/" + period.sign : Long.toString(atOnce);
    }
}
