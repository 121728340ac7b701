package parley.client;

/**
 * How long a connection is waited for.
 *
 * @param silenceMs without a sign of life until a ping is sent (protocol §5)
 * @param pingMs after that until the connection counts as dead
 * @param openMs for the handshake, and for the answer to a hello
 * @param replyMs for any other answer; the server promises one much sooner
 */
record Timing(long silenceMs, long pingMs, long openMs, long replyMs) {
    static final Timing PROTOCOL = new Timing(30_000, 10_000, 15_000, 60_000);
}
