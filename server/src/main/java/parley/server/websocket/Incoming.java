package parley.server.websocket;

import java.nio.ByteBuffer;

/** What a peer said, frames put together. */
sealed interface Incoming {
    record Text(String text) implements Incoming {}

    @SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
    record Binary(byte[] bytes) implements Incoming {}

    record Ping(ByteBuffer payload) implements Incoming {}

    record Pong() implements Incoming {}

    record Close(ClosePayload payload) implements Incoming {}
}
