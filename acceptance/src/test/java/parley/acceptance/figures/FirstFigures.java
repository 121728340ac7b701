package parley.acceptance.figures;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * Prints first figures of a running server: start it with {@code --rate-limits off --max-connections-per-address 0} and give
 * its port and process id.
 */
public final class FirstFigures {
    private static final int LOG_LENGTH = 100_000;
    private static final int QUESTIONS = 1_000;
    private static final int MEMBERS = 200;
    private static final int SENDERS = 10;
    private static final int IN_FLIGHT = 8;
    private static final int IDLE = 5_000;
    private static final long RUN_NANOS = 10_000_000_000L;
    private static final String TEXT = "x".repeat(100);

    private final InetSocketAddress server;
    private final long pid;
    private final Selector selector = Selector.open();
    private final ByteBuffer shared = ByteBuffer.allocateDirect(256 * 1_024);
    private final Map<RawConnection, Integer> acks = new HashMap<>();
    private final String run = Long.toString(System.nanoTime(), 36);
    private long events;
    private int replies;

    private FirstFigures(int port, long pid) throws IOException {
        this.server = new InetSocketAddress("127.0.0.1", port);
        this.pid = pid;
    }

    /** Arguments: the server's port, its process id. */
    public static void main(String[] arguments) throws IOException {
        FirstFigures figures = new FirstFigures(Integer.parseInt(arguments[0]), Long.parseLong(arguments[1]));
        figures.longRoom();
        figures.fanOut();
        figures.idle();
    }

    private void longRoom() throws IOException {
        String room = "long-" + run;
        RawConnection writer = join("w" + run, room);
        long begin = System.nanoTime();
        for (int sent = 0; sent < LOG_LENGTH; ) {
            int batch = Math.min(500, LOG_LENGTH - sent);
            acks.put(writer, 0);
            for (int i = 0; i < batch; i++) {
                say(writer, room);
            }
            sent += batch;
            while (acks.get(writer) < batch) {
                turn();
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
                "stored %,d messages: %,.0f a second, fsynced, one sender%n", LOG_LENGTH, LOG_LENGTH / seconds);

        RawConnection reader = hello("r" + run);
        Random random = new Random(1);
        percentiles("history of 50 from the middle of " + LOG_LENGTH, QUESTIONS, i -> {
            if (i == 0) {
                ask(reader, "{\"type\":\"join\",\"room\":\"" + room + "\"}");
            }
            int around = 1 + random.nextInt(LOG_LENGTH);
            ask(reader, "{\"type\":\"history\",\"room\":\"" + room + "\",\"limit\":50,\"around\":" + around + "}");
        });
        percentiles("join of that room", QUESTIONS, i -> {
            ask(reader, "{\"type\":\"leave\",\"room\":\"" + room + "\"}");
            ask(reader, "{\"type\":\"join\",\"room\":\"" + room + "\"}");
        });
        writer.close();
        reader.close();
    }

    private void fanOut() throws IOException {
        String room = "fan-" + run;
        List<RawConnection> members = new ArrayList<>();
        for (int i = 0; i < MEMBERS; i++) {
            members.add(join("m" + i + "-" + run, room));
        }
        List<RawConnection> senders = members.subList(0, SENDERS);
        events = 0;
        acks.clear();
        long cpuBegin = cpuTicks();
        long begin = System.nanoTime();
        for (RawConnection sender : senders) {
            acks.put(sender, 0);
            for (int i = 0; i < IN_FLIGHT; i++) {
                say(sender, room);
            }
        }
        while (System.nanoTime() - begin < RUN_NANOS) {
            turn();
            for (RawConnection sender : senders) {
                for (int i = acks.put(sender, 0); i > 0; i--) {
                    say(sender, room);
                }
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        double cpuSeconds = (cpuTicks() - cpuBegin) / 100.0;
        System.out.printf(
                "1 room of %d, %d senders, %d in flight each: %,.0f deliveries a second,"
                        + " %,.0f per second of the server's CPU (Redis' not counted)%n",
                MEMBERS, SENDERS, IN_FLIGHT, events / seconds, events / cpuSeconds);
        for (RawConnection member : members) {
            member.close();
        }
    }

    private void idle() throws IOException {
        long before = rssKiB();
        List<RawConnection> idle = new ArrayList<>();
        for (int i = 0; i < IDLE; i++) {
            idle.add(join("i" + i + "-" + run, "lobby"));
        }
        long after = rssKiB();
        System.out.printf(
                "%,d joined idle connections: %.1f KiB of resident memory each (heap not collected before)%n",
                IDLE, (after - before) / (double) IDLE);
        for (RawConnection connection : idle) {
            connection.close();
        }
    }

    private interface Question {
        void ask(int index) throws IOException;
    }

    private static void percentiles(String what, int count, Question question) throws IOException {
        for (int i = 0; i < count / 5; i++) {
            question.ask(i);
        }
        long[] nanos = new long[count];
        for (int i = 0; i < count; i++) {
            long begin = System.nanoTime();
            question.ask(i + 1);
            nanos[i] = System.nanoTime() - begin;
        }
        Arrays.sort(nanos);
        System.out.printf(
                "%s: p50 %.2f ms, p99 %.2f ms, max %.2f ms%n",
                what, nanos[count / 2] / 1e6, nanos[count * 99 / 100] / 1e6, nanos[count - 1] / 1e6);
    }

    private RawConnection join(String name, String room) throws IOException {
        RawConnection connection = hello(name);
        ask(connection, "{\"type\":\"join\",\"room\":\"" + room + "\",\"limit\":1}");
        return connection;
    }

    private RawConnection hello(String name) throws IOException {
        RawConnection connection = new RawConnection(server, selector);
        ask(connection, "{\"type\":\"hello\",\"version\":1,\"username\":\"" + name + "\"}");
        return connection;
    }

    private static void say(RawConnection connection, String room) throws IOException {
        connection.send("{\"type\":\"message\",\"room\":\"" + room + "\",\"message\":\"" + TEXT + "\",\"ref\":\""
                + UUID.randomUUID() + "\"}");
    }

    private void ask(RawConnection connection, String request) throws IOException {
        int before = replies;
        connection.send(request);
        while (replies == before) {
            turn();
        }
    }

    private void turn() throws IOException {
        selector.select(1);
        for (SelectionKey key : selector.selectedKeys()) {
            RawConnection connection = (RawConnection) key.attachment();
            if (!connection.read(shared, this::count)) {
                throw new IOException("the server has closed a connection");
            }
        }
        selector.selectedKeys().clear();
    }

    private void count(RawConnection connection, ByteBuffer utf8) {
        byte[] start = new byte[Math.min(40, utf8.remaining())];
        utf8.get(start);
        String text = new String(start, StandardCharsets.US_ASCII);
        if (text.startsWith("{\"type\":\"message\"")) {
            events++;
        } else if (text.startsWith("{\"type\":\"ack\"")) {
            acks.merge(connection, 1, Integer::sum);
            replies++;
        } else if (text.startsWith("{\"type\":\"error\"")) {
            throw new IllegalStateException(text);
        } else if (!text.startsWith("{\"type\":\"heartbeat\"")) {
            replies++;
        }
    }

    private long rssKiB() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException("no VmRSS");
    }

    /** User and system time of the server, in hundredths of a second (proc(5), fields 14 and 15). */
    private long cpuTicks() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }
}
