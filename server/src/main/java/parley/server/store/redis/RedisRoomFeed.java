package parley.server.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.server.store.LogEvent;
import parley.server.store.RoomFeed;

/**
 * The live events of rooms, as the append script publishes them: the epoch, one byte of length before it; then for each
 * event its number (6 bytes), the length of its record (4), and the record.
 */
final class RedisRoomFeed implements RoomFeed {

    private static final Logger LOG = LoggerFactory.getLogger(RedisRoomFeed.class);

    private final Subscriber subscriber;

    RedisRoomFeed(Subscriber subscriber) {
        this.subscriber = subscriber;
    }

    @Override
    public void subscribe(String room, Listener listener) {
        subscriber.subscribe(new RoomKeys(room).feed(), new Subscriber.Channel() {
            @Override
            public void subscribed() {
                listener.subscribed(room);
            }

            @Override
            public void message(byte[] message) {
                deliver(room, message, listener);
            }
        });
    }

    @Override
    public void unsubscribe(String room) {
        subscriber.unsubscribe(new RoomKeys(room).feed());
    }

    private static void deliver(String room, byte[] message, Listener listener) {
        String epoch;
        List<LogEvent> events = new ArrayList<>();
        try {
            ByteBuffer in = ByteBuffer.wrap(message);
            epoch = new String(bytes(in, in.get() & 0xff), UTF_8);
            while (in.hasRemaining()) {
                long seq = LogRecord.getNumber(in);
                events.add(LogRecord.readLive(seq, bytes(in, in.getInt())));
            }
        } catch (BufferUnderflowException | LogRecord.DamagedException e) {
            LOG.error("An event of room {} was published in a format that this version does not know", room, e);
            return;
        }
        events.forEach(event -> listener.event(room, epoch, event));
    }

    private static byte[] bytes(ByteBuffer in, int length) {
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
