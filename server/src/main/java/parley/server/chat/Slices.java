package parley.server.chat;

/** Cuts what has to be looked after again and again into slices, so that it does not happen all at once. */
final class Slices {
    /** Fibonacci hashing (Knuth, The Art of Computer Programming 3, §6.4): who has what by the hash itself is decided already. */
    private static final int GOLDEN = 0x9E3779B9;

    private Slices() {}

    /** The slice of an id, below the given count. */
    static int of(String id, int count) {
        return ((id.hashCode() * GOLDEN) >>> 16) % count;
    }
}
