package parley.server.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parley.server.ParleyServer;
import parley.server.cli.Settings;
import parley.server.websocket.RawClient;

/** A whole server with one limit set small, and people from several addresses. Closing it ends them all. */
final class LimitRig implements AutoCloseable {
    static final String HERE = "127.0.0.1";
    static final String ELSEWHERE = "127.0.0.2";
    /** Whoever looks at the metrics uses up nothing of the others'. */
    private static final String OPERATOR = "127.0.0.99";

    private final Bound bound;
    private final ParleyServer server;
    private final InetSocketAddress address;
    private final List<Stranger> strangers = new ArrayList<>();
    private int names;

    LimitRig(Bound bound, String value, Path data, String... flags) throws Exception {
        this.bound = bound;
        List<String> all = new ArrayList<>(
                List.of("--port=0", "--loops=2", "--data=" + data, "--limit", bound.key() + "=" + value));
        all.addAll(List.of(flags));
        server = ParleyServer.start(Settings.of(all.toArray(String[]::new)));
        address = new InetSocketAddress("127.0.0.1", server.port());
    }

    InetSocketAddress address() {
        return address;
    }

    /** Somebody who has only connected. */
    Stranger stranger(String from) throws IOException {
        Stranger stranger = new Stranger(address, from);
        strangers.add(stranger);
        return stranger;
    }

    /** Somebody with a WebSocket. */
    Stranger connected(String from) throws IOException {
        return stranger(from).connects();
    }

    /** A new person. */
    Stranger guest(String from) throws IOException {
        Stranger stranger = connected(from);
        stranger.hello(name(), null);
        return stranger;
    }

    /** A name that nobody has. */
    String name() {
        return "guest " + ++names;
    }

    /** What {@code parley_limit_reached_total} says of this limit. */
    int timesReached() throws IOException {
        return timesReached(bound);
    }

    int timesReached(Bound of) throws IOException {
        try (RawClient operator = new RawClient(address, OPERATOR)) {
            operator.send(Stranger.request("/metrics", "Connection: close").getBytes(StandardCharsets.US_ASCII));
            String metrics = new String(operator.readToEnd(), StandardCharsets.UTF_8);
            Matcher value = Pattern.compile(
                            "(?m)^parley_limit_reached_total\\{limit=\"" + of.key() + "\"\\} ([0-9.]+)$")
                    .matcher(metrics);
            assertThat(value.find()).as(metrics).isTrue();
            return (int) Double.parseDouble(value.group(1));
        }
    }

    /** So far everything was served. */
    void nobodyWantedMore() throws IOException {
        assertThat(timesReached())
                .as("times that " + bound.key() + " was reached")
                .isZero();
    }

    /** Exactly so often more was wanted than is allowed. */
    void wasReached(int times) {
        await(bound.key()).untilAsserted(() -> assertThat(timesReached()).isEqualTo(times));
    }

    @Override
    public void close() throws IOException {
        for (Stranger stranger : strangers) {
            stranger.close();
        }
        server.close();
    }
}
