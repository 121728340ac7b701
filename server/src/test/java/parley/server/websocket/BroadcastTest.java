package parley.server.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import parley.model.CloseCode;

/** What many connections get, driven by hand over real sockets. */
class BroadcastTest {
    private final HandDriven rig;
    private final Broadcast room = new Broadcast();

    BroadcastTest() throws IOException {
        rig = new HandDriven();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void framesOfOneTurnGoOutByOneWriteToEach() throws Exception {
        List<RawClient> clients = List.of(member(), member(), member());
        long writes = rig.door.traffic().writes();
        long frames = rig.door.traffic().framesOut();
        rig.loop.execute(() -> send("a", "b", "c"));
        rig.loop.doWork();
        assertThat(rig.door.traffic().writes()).isEqualTo(writes + 3);
        assertThat(rig.door.traffic().framesOut()).isEqualTo(frames + 9);
        for (RawClient client : clients) {
            assertThat(texts(client, 3)).containsExactly("a", "b", "c");
        }
    }

    @Test
    void bytesOfARunCountAsQueuedUntilTheyAreWritten() throws Exception {
        member();
        send("0123456789");
        assertThat(rig.connection().queuedBytes()).isEqualTo(12);
        rig.loop.doWork();
        assertThat(rig.connection().queuedBytes()).isZero();
    }

    @Test
    void whatIsSentToOneKeepsItsPlace() throws Exception {
        RawClient other = member();
        RawClient client = member();
        send("a");
        rig.connection().send(text("x"));
        send("b");
        rig.connection().send(text("y"));
        send("c");
        rig.loop.doWork();
        assertThat(texts(client, 5)).containsExactly("a", "x", "b", "y", "c");
        assertThat(texts(other, 3)).containsExactly("a", "b", "c");
    }

    @Test
    void whoLeavesGetsWhatWasSentBeforeAndNothingElse() throws Exception {
        RawClient client = rig.upgrade();
        Broadcast.Seat seat = room.join(rig.connection());
        RawClient other = member();
        send("a");
        seat.leave();
        rig.connections.get(0).send(text("left"));
        send("b");
        assertThat(room.size()).isEqualTo(1);
        rig.loop.doWork();
        assertThat(texts(client, 2)).containsExactly("a", "left");
        assertThat(texts(other, 2)).containsExactly("a", "b");
        rig.connections.get(0).send(text("end"));
        rig.loop.doWork();
        assertThat(texts(client, 1)).containsExactly("end");
    }

    @Test
    void pingOvertakesARun() throws Exception {
        RawClient client = member();
        rig.loop.execute(() -> send("a"));
        client.send(RawClient.frame(0x89, "p"));
        rig.until(
                () -> rig.connection().queuedBytes() == 0 && rig.door.traffic().framesOut() == 3);
        List<String> both = texts(client, 2);
        assertThat(both).containsExactlyInAnyOrder("a", "p");
    }

    @Test
    void longRunsAndLongFramesComeWhole() throws Exception {
        RawClient client = member();
        String big = "x".repeat(RunImage.BYTES);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            expected.add(i + "-" + "y".repeat(1_000));
        }
        expected.add(big);
        expected.add("end");
        List<String> received = new CopyOnWriteArrayList<>();
        Thread reader = new Thread(() -> {
            try {
                received.addAll(texts(client, expected.size()));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        reader.start();
        rig.loop.execute(() -> send(expected.subList(0, 200).toArray(String[]::new)));
        rig.loop.doWork();
        rig.loop.execute(() -> send(big, "end"));
        rig.until(() -> received.size() == expected.size());
        assertThat(received).isEqualTo(expected);
    }

    @Test
    void whoDoesNotReadIsClosedAndCostsTheOthersNothing() throws Exception {
        member();
        Connection slow = rig.connection();
        RawClient client = member();
        List<String> received = new CopyOnWriteArrayList<>();
        Reader reader = new Reader(client, received);
        int sent = 0;
        while (slow.isOpen()) {
            send(sent++ + "-" + "y".repeat(10_000));
            int soFar = sent;
            // On a busy machine the thread that reads could lag as well.
            rig.until(() -> received.size() == soFar);
            assertThat(slow.queuedBytes()).isLessThanOrEqualTo(slow.queueLimitBytes());
        }
        assertThat(sent).isBetween(100, 400);
        rig.until(() -> rig.closeCodes.equals(List.of(CloseCode.TOO_SLOW.code())));
        assertThat(rig.connection().isOpen()).isTrue();
        reader.stop();
    }

    @Test
    void connectionThatEndsIsForgottenWhenItLeaves() throws Exception {
        RawClient client = rig.upgrade();
        Broadcast.Seat seat = room.join(rig.connection());
        RawClient other = member();
        send("a");
        client.hangUp();
        rig.until(() -> !rig.connections.get(0).isOpen());
        send("b");
        seat.leave();
        send("c");
        rig.settle();
        assertThat(room.size()).isEqualTo(1);
        assertThat(texts(other, 3)).containsExactly("a", "b", "c");
        assertThat(rig.errors).isEmpty();
    }

    @Test
    void secondFlushOfManyWaitsAMillisecondForMore() throws Exception {
        List<RawClient> clients = new ArrayList<>();
        RawClient leaver = rig.upgrade();
        Broadcast.Seat seat = room.join(rig.connection());
        for (int i = 0; i < 50; i++) {
            clients.add(member());
        }
        rig.time.advanceMs(5);
        send("a");
        rig.loop.doWork();
        assertThat(texts(clients.get(0), 1)).containsExactly("a");
        long writes = rig.door.traffic().writes();
        send("b");
        rig.loop.doWork();
        assertThat(rig.door.traffic().writes()).isEqualTo(writes);
        seat.leave();
        rig.connections.get(2).send(text("own"));
        send("c");
        rig.loop.doWork();
        assertThat(texts(leaver, 2)).containsExactly("a", "b");
        assertThat(texts(clients.get(1), 4)).containsExactly("a", "b", "own", "c");
        assertThat(rig.door.traffic().writes()).isEqualTo(writes + 2);
        rig.time.advanceMs(1);
        rig.loop.doWork();
        assertThat(rig.door.traffic().writes()).isEqualTo(writes + 51);
        assertThat(texts(clients.get(0), 2)).containsExactly("b", "c");
        rig.time.advanceMs(1);
        send("d");
        rig.loop.doWork();
        assertThat(texts(clients.get(0), 1)).containsExactly("d");
    }

    @Test
    void crowdIsFlushedAFewPerTurnAndEverybodyElseBefore() throws Exception {
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            clients.add(member());
        }
        RawClient outsider = rig.upgrade();
        Connection ofTheOutsider = rig.connection();
        long writes = rig.door.traffic().writes();
        send("a");
        rig.loop.doWork();
        assertThat(rig.door.traffic().writes()).isEqualTo(writes + 100);
        ofTheOutsider.send(text("x"));
        rig.connections.get(999).send(text("own"));
        send("b");
        rig.loop.doWork();
        assertThat(rig.door.traffic().writes()).isEqualTo(writes + 202);
        assertThat(texts(outsider, 1)).containsExactly("x");
        assertThat(texts(clients.get(999), 3)).containsExactly("a", "own", "b");
        rig.settle();
        assertThat(rig.door.traffic().writes())
                .as("a and b share a write of 899")
                .isEqualTo(writes + 2 + 899 + 2 * 100);
        for (RawClient client : clients.subList(0, 999)) {
            assertThat(texts(client, 2)).containsExactly("a", "b");
        }
    }

    /** Everything in random order, beside a model of what each client has to get. */
    @RepeatedTest(10)
    void everybodyGetsEverythingInOrderWhateverHappens() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("BroadcastTest: seed " + seed);
        Random random = new Random(seed);
        List<Broadcast> rooms = List.of(room, new Broadcast(), new Broadcast());
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            RawClient raw = rig.upgrade();
            clients.add(new Client(raw, rig.connection(), rooms.size()));
        }
        int[] next = {0};
        for (int turn = 0; turn < 150; turn++) {
            int steps = random.nextInt(12);
            rig.loop.execute(() -> {
                for (int step = 0; step < steps; step++) {
                    step(random, rooms, clients, next);
                }
            });
            rig.loop.doWork();
            if (random.nextBoolean()) {
                rig.time.advanceMs(1);
            }
            Client anybody = clients.get(random.nextInt(clients.size()));
            if (random.nextInt(4) == 0) {
                anybody.reader.pauseOrGoOn();
            }
        }
        rig.time.advanceMs(1);
        for (Client client : clients) {
            client.reader.goOn();
        }
        for (Client client : clients) {
            rig.until(() -> client.received.size() >= client.expected.size());
            assertThat(client.received).isEqualTo(client.expected);
        }
        assertThat(rig.errors).isEmpty();
        for (Client client : clients) {
            client.reader.stop();
        }
    }

    private static void step(Random random, List<Broadcast> rooms, List<Client> clients, int[] next) {
        int r = random.nextInt(rooms.size());
        Client client = clients.get(random.nextInt(clients.size()));
        String text = next[0]++ + "-" + "z".repeat(random.nextInt(random.nextInt(8) == 0 ? 3_000 : 100));
        switch (random.nextInt(10)) {
            case 0 -> client.joinOrLeave(rooms.get(r), r);
            case 1, 2 -> {
                client.expected.add(text);
                client.connection.send(text(text));
            }
            default -> {
                clients.stream().filter(member -> member.seats[r] != null).forEach(member -> member.expected.add(text));
                rooms.get(r).send(text(text));
            }
        }
    }

    private static final class Client {
        private final Connection connection;
        private final Broadcast.Seat[] seats;
        private final List<String> expected = new ArrayList<>();
        private final List<String> received = new CopyOnWriteArrayList<>();
        private final Reader reader;

        private Client(RawClient raw, Connection connection, int rooms) {
            this.connection = connection;
            seats = new Broadcast.Seat[rooms];
            reader = new Reader(raw, received);
        }

        private void joinOrLeave(Broadcast broadcast, int r) {
            if (seats[r] == null) {
                seats[r] = broadcast.join(connection);
            } else {
                seats[r].leave();
                seats[r] = null;
            }
        }
    }

    /** Reads in a thread of its own, with pauses. */
    private static final class Reader {
        private final Semaphore may = new Semaphore(1);
        private final Thread thread;
        private final RawClient client;
        private boolean paused;

        private Reader(RawClient client, List<String> received) {
            this.client = client;
            thread = new Thread(() -> {
                try {
                    while (true) {
                        may.acquire();
                        may.release();
                        received.add(client.receive().text());
                    }
                } catch (SocketException | EOFException | InterruptedException ended) {
                    // As told.
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            thread.start();
        }

        private void pauseOrGoOn() throws InterruptedException {
            if (paused) {
                goOn();
            } else {
                may.acquire();
                paused = true;
            }
        }

        private void goOn() {
            if (paused) {
                paused = false;
                may.release();
            }
        }

        private void stop() throws Exception {
            client.hangUp();
            thread.join();
        }
    }

    private RawClient member() throws IOException {
        RawClient client = rig.upgrade();
        room.join(rig.connection());
        rig.settle();
        return client;
    }

    private void send(String... texts) {
        for (String text : texts) {
            room.send(text(text));
        }
    }

    private static Frame text(String text) {
        return Frame.text(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> texts(RawClient client, int count) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(client.receive().text());
        }
        return texts;
    }
}
