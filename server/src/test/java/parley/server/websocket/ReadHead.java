package parley.server.websocket;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What our loops make of the first bytes of a connection: where the head ends, what is in it, and whether it would open a
 * WebSocket, all of which must come to an end without an exception.
 *
 * @param bytes without the empty lines before
 * @param end where the head ends, or -1
 * @param headers {@code name: value}, sorted, or empty when it was refused
 */
@SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
public record ReadHead(byte[] bytes, int end, Optional<List<String>> headers) {
    private static final Handshake HANDSHAKE = new Handshake(
            new HostPolicy(List.of("chat.example.org")), new OriginPolicy(List.of("https://intranet.example.org")));

    /** Reads it at once and in two parts, which must not matter. */
    public static ReadHead in(byte[] input) {
        HeadBuffer whole = new HeadBuffer();
        whole.add(ByteBuffer.wrap(input));
        int end = whole.headEnd();
        HeadBuffer parts = new HeadBuffer();
        int half = input.length / 2;
        parts.add(ByteBuffer.wrap(input, 0, half));
        boolean early = parts.headEnd() >= 0;
        if (!early) {
            parts.add(ByteBuffer.wrap(input, half, input.length - half));
            if (parts.headEnd() != end || !Arrays.equals(parts.from(0), whole.from(0))) {
                throw new AssertionError("Cut at " + half + " it ends elsewhere than at " + end);
            }
        }
        Optional<RequestHead> head =
                end < 0 || !whole.mayBeHttp() ? Optional.empty() : RequestHead.parse(whole.array(), end);
        head.filter(Handshake::isAskedFor)
                .filter(asked -> HANDSHAKE.refusal(asked) == null)
                .ifPresent(Handshake::acceptance);
        return new ReadHead(whole.from(0), end, head.map(ReadHead::lines));
    }

    private static List<String> lines(RequestHead head) {
        return head.headers().entrySet().stream()
                .flatMap(header -> header.getValue().stream().map(value -> header.getKey() + ": " + value))
                .sorted()
                .toList();
    }
}
