package parley.acceptance.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import parley.client.ChatClient;
import parley.client.Outgoing;
import parley.client.WebSocketTransport;
import parley.model.Event;

/** Members of rooms, some of whom write; all of them through the SDK. */
final class Crowd implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int ONE_IN = 10;

    private final Size size;
    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final List<String> rooms;
    private final List<ChatClient> clients = new ArrayList<>();
    private final List<Writer> witnesses = new ArrayList<>();
    private final Map<String, LongAdder> written = new ConcurrentHashMap<>();
    private final AtomicInteger toWrite;
    private final ConcurrentLinkedQueue<Outgoing> notStored = new ConcurrentLinkedQueue<>();

    /** Member number i is in the rooms i, i + 1 … of the circle; the first {@code writers} write {@code messages} in all. */
    record Size(int members, int writers, int rooms, int roomsOfEach, int messages) {
        int events() {
            return messages + messages / ONE_IN;
        }
    }

    /** A crowd whose member number i connects to {@code serverOf(i)}, each time anew. */
    Crowd(Size size, IntFunction<URI> serverOf) {
        this.size = size;
        toWrite = new AtomicInteger(size.events());
        rooms = IntStream.range(0, size.rooms())
                .mapToObj(i -> "load-" + run + "-" + i)
                .toList();
        for (int i = 0; i < size.members(); i++) {
            int member = i;
            Writer witness = new Writer();
            witnesses.add(witness);
            witness.client = ChatClient.builder(serverOf.apply(i))
                    .username("member " + i + " " + run)
                    .transport((uri, listener) -> new WebSocketTransport(serverOf.apply(member), listener))
                    .timelineLimit(100)
                    .replayLimit(Integer.MAX_VALUE)
                    .listener(witness)
                    .build();
            clients.add(witness.client);
        }
    }

    /** Everybody connects and has every room open. */
    Crowd gather() throws InterruptedException {
        for (int i = 0; i < clients.size(); i++) {
            clients.get(i).connect();
            for (int j = 0; j < size.roomsOfEach(); j++) {
                clients.get(i).join(room(i, j));
            }
        }
        for (Writer witness : witnesses) {
            witness.awaitOpen();
        }
        return this;
    }

    /** The writers begin; returns at once. */
    void write() {
        for (int i = 0; i < size.messages(); i++) {
            int writer = i % size.writers();
            clients.get(writer).send(room(writer, i / size.writers()), "message " + i);
        }
    }

    /** Waits until so many events are acknowledged. */
    void awaitWritten(int events) {
        await().atMost(PATIENCE).until(() -> size.events() - toWrite.get() >= events);
    }

    /** Everything is acknowledged, and every member has every event once, in one order. */
    void everybodyHasEverything() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(notStored).isEmpty();
            assertThat(toWrite.get()).as("still to be acknowledged").isZero();
        });
        for (int room = 0; room < rooms.size(); room++) {
            sameForAllMembers(room);
        }
        assertThat(written.values().stream().mapToLong(LongAdder::sum).sum()).isEqualTo(size.events());
        assertThat(clients).allSatisfy(client -> assertThat(client.outgoing()).isEmpty());
    }

    private void sameForAllMembers(int room) {
        String id = rooms.get(room);
        long expected = written.get(id).sum();
        Writer first = witnesses.get(room);
        for (int i = 0; i < size.members(); i++) {
            if (Math.floorMod(room - i, rooms.size()) < size.roomsOfEach()) {
                Writer witness = witnesses.get(i);
                await().pollDelay(Duration.ZERO)
                        .atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(witness.account(id).events())
                                .as("events of %s", id)
                                .isEqualTo(expected));
                assertThat(witness.wrong).isEmpty();
                assertThat(witness.account(id)).isEqualTo(first.account(id));
                assertThat(witness.newest(id)).isEqualTo(first.newest(id));
            }
        }
    }

    private String room(int member, int number) {
        return rooms.get((member + number % size.roomsOfEach()) % rooms.size());
    }

    /** Connections that were made in all, the first ones included. */
    long connects() {
        return clients.stream().mapToLong(client -> client.stats().connects()).sum();
    }

    @Override
    public void close() {
        clients.parallelStream().forEach(ChatClient::close);
    }

    /** One in ten messages is edited or deleted, in turn, once it is in the log. */
    private final class Writer extends Witness {
        private ChatClient client;

        private Writer() {
            super(size.roomsOfEach());
        }

        /** The state of the newest messages, which every member holds. */
        private List<Event.Message> newest(String room) {
            List<Event.Message> held = client.timeline(room).messages();
            return held.subList(Math.max(0, held.size() - 50), held.size());
        }

        @Override
        public void outgoingChanged(Outgoing item) {
            if (item.state() == Outgoing.State.STORED) {
                written.computeIfAbsent(item.room(), room -> new LongAdder()).increment();
                toWrite.decrementAndGet();
                int number = item.kind() == Outgoing.Kind.MESSAGE
                        ? Integer.parseInt(item.text().substring("message ".length()))
                        : 1;
                if (number % (2 * ONE_IN) == 0) {
                    client.edit(item.room(), item.seq(), "edited " + number);
                } else if (number % ONE_IN == 0) {
                    client.delete(item.room(), item.seq());
                }
            } else if (!item.isPending()) {
                notStored.add(item);
            }
        }
    }
}
