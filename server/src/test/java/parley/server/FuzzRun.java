package parley.server;

import java.util.Random;

/** How much a random test does, and where it begins: printed, to look again with {@code -Dparley.seed=…}. */
public final class FuzzRun {
    /** True for {@code bin/verify --long}. */
    public static final boolean LONG = Integer.getInteger("parley.rounds", 3) >= 20;

    private FuzzRun() {}

    /** How many inputs, in the short form and in the long one; {@code -Dparley.inputs} says another number. */
    public static int inputs(int inShort, int inLong) {
        return Integer.getInteger("parley.inputs", LONG ? inLong : inShort);
    }

    /** The seed that was asked for, or a new one. */
    public static long seed(Class<?> test) {
        Long asked = Long.getLong("parley.seed");
        long seed = asked == null ? new Random().nextLong() : asked;
        System.out.println(test.getSimpleName() + ": seed " + seed);
        return seed;
    }
}
