package parley.acceptance.rig;

import java.util.Random;

/** Where a random test begins: printed, so that what went wrong can be looked at again with {@code -Dparley.seed=…}. */
public final class Seed {
    private Seed() {}

    /** The seed that was asked for, or a new one. */
    public static long of(Class<?> test) {
        Long asked = Long.getLong("parley.seed");
        long seed = asked == null ? new Random().nextLong() : asked;
        System.out.println(test.getSimpleName() + ": seed " + seed);
        return seed;
    }
}
