package parley.acceptance.hostile;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parley.acceptance.conversation.Member;
import parley.acceptance.rig.ParleyServerProcess;
import parley.acceptance.rig.Rounds;

/**
 * A thousand clients that send a handshake, a head or a body byte by byte, or ask for the page's largest file some times
 * and do not read it: the page is served beside them, people talk, and each of them is closed within the time that a request may take.
 */
class SlowClientsIT {
    private static final int CLIENTS = Rounds.LONG ? 1_000 : 200;
    private static final long ATTACK_MS = Rounds.LONG ? 60_000 : 8_000;
    /** In the short form a request may take less long, or the attack would have to last longer. */
    private static final long REQUEST_MS = Rounds.LONG ? 10_000 : 3_000;

    private static final String LIMITS = "head-ms=" + REQUEST_MS + ",exchange-ms=" + REQUEST_MS;
    /** And how long a byte takes to be sent, and the last answer to be lingered over; a busy machine needs more. */
    private static final long CLOSED_MS = REQUEST_MS + (Rounds.LONG ? 3_000 : 10_000);

    private static final long PAGE_MS = Rounds.LONG ? 100 : 3_000;

    private static final String HANDSHAKE = "GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nX: ";
    private static final String HEAD = "GET / HTTP/1.1\r\nHost: localhost\r\nX: ";
    private static final String BODY = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\nx";

    /** What is slow about them. */
    enum Kind {
        HANDSHAKE(SlowClientsIT.HANDSHAKE),
        HEAD(SlowClientsIT.HEAD),
        BODY(SlowClientsIT.BODY),
        SILENT(""),
        READ("GET /css/app.css HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(12));

        private final String opening;

        Kind(String opening) {
            this.opening = opening;
        }
    }

    /** One of them: it begins again when it is closed. */
    private static final class Client {
        private final int port;
        private final int number;
        private final Kind kind;
        private Socket socket;
        private long since;
        private long longestMs;
        private int closed;

        Client(int port, int number, Kind kind) throws IOException {
            this.port = port;
            this.number = number;
            this.kind = kind;
            open();
        }

        private void open() throws IOException {
            socket = new Socket();
            socket.setReceiveBufferSize(4_096);
            socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0." + (2 + number % 4)), 0));
            socket.connect(new InetSocketAddress("127.0.0.1", port), 10_000);
            socket.setSoTimeout(1);
            since = System.nanoTime();
            socket.getOutputStream().write(kind.opening.getBytes(US_ASCII));
        }

        /** A byte more, unless the server has closed. */
        void step() throws IOException {
            if (isClosed()) {
                closed++;
                longestMs = Math.max(longestMs, age());
                socket.close();
                open();
            }
        }

        long age() {
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
        }

        private boolean isClosed() {
            try {
                if (kind != Kind.SILENT && kind != Kind.READ) {
                    socket.getOutputStream().write('x');
                }
                // Those who do not read notice their end by what their own system says of the connection.
                return kind == Kind.READ ? isReset() : readToEnd();
            } catch (java.net.SocketTimeoutException stillOpen) {
                return false;
            } catch (IOException reset) {
                return true;
            }
        }

        private boolean readToEnd() throws IOException {
            InputStream in = socket.getInputStream();
            while (in.read() >= 0) {
                // A last word.
            }
            return true;
        }

        private boolean isReset() {
            try {
                socket.getOutputStream().write('\r');
                return false;
            } catch (IOException reset) {
                return true;
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void areClosedAndKeepNobodyFromThePage(Kind kind) throws Exception {
        List<Client> clients = new ArrayList<>();
        List<Long> pages = new ArrayList<>();
        try (ParleyServerProcess server = ParleyServerProcess.start("--loops", "1", "--limit", LIMITS);
                Member person = Member.connect(server.webSocket()).hello("Person")) {
            person.joins("lobby");
            servePage(server);
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(new Client(server.port(), i, kind));
            }
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ATTACK_MS);
            while (System.nanoTime() < end) {
                for (Client client : clients) {
                    client.step();
                }
                pages.add(servePage(server));
                person.writes("lobby", "hello");
                person.receives(parley.model.Event.Message.class);
                TimeUnit.MILLISECONDS.sleep(200);
            }
            Collections.sort(pages);
            long longest = clients.stream()
                    .mapToLong(client -> Math.max(client.longestMs, client.age()))
                    .max()
                    .orElse(0);
            int closed = clients.stream().mapToInt(client -> client.closed).sum();
            System.out.printf(
                    "SlowClientsIT: %d of %s, %d closed by the server, the longest after %d ms; the page took %d ms at"
                            + " the median, %d at most (%d times)%n",
                    CLIENTS,
                    kind,
                    closed,
                    longest,
                    pages.get(pages.size() / 2),
                    pages.get(pages.size() - 1),
                    pages.size());
            assertThat(closed).isPositive();
            assertThat(longest).isLessThan(CLOSED_MS);
            assertThat(pages.get(pages.size() - 1)).isLessThan(PAGE_MS);
            person.receivesNothingMore();
        } finally {
            for (Client client : clients) {
                client.socket.close();
            }
        }
    }

    /** How long it took, in milliseconds. */
    private static long servePage(ParleyServerProcess server) throws IOException {
        long begin = System.nanoTime();
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(server.page()).toURL().openConnection();
        connection.setConnectTimeout(20_000);
        connection.setReadTimeout(20_000);
        assertThat(connection.getResponseCode()).isEqualTo(200);
        try (InputStream page = connection.getInputStream()) {
            assertThat(page.readAllBytes()).isNotEmpty();
        }
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    }
}
