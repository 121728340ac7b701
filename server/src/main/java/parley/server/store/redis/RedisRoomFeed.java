package parley.server.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.server.store.LogEvent;
import parley.server.store.RoomFeed;

/** The live events of rooms, as the append script publishes them: epoch's length, number, epoch, record. */
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
        LogEvent event;
        try {
            ByteBuffer in = ByteBuffer.wrap(message);
            byte[] epochBytes = new byte[in.get() & 0xff];
            long seq = LogRecord.getNumber(in);
            in.get(epochBytes);
            byte[] record = new byte[in.remaining()];
            in.get(record);
            epoch = new String(epochBytes, UTF_8);
            event = LogRecord.readLive(seq, record);
        } catch (BufferUnderflowException | LogRecord.DamagedException e) {
            LOG.error("An event of room {} was published in a format that this version does not know", room, e);
            return;
        }
        listener.event(room, epoch, event);
    }
}
