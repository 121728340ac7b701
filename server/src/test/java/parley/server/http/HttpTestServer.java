package parley.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import parley.server.limit.Limits;
import parley.server.loop.Acceptor;
import parley.server.loop.AgentRunner;
import parley.server.loop.LoopGroup;
import parley.server.loop.TimeSource;
import parley.server.websocket.Connection;
import parley.server.websocket.ConnectionListener;
import parley.server.websocket.FrontDoor;
import parley.server.websocket.FrontDoorSettings;
import parley.server.websocket.HostPolicy;

/** Loops, front door and HTTP with a small page. Closing it fails the test when the loops reported an error. */
final class HttpTestServer implements AutoCloseable {

    static final String INDEX = "<!doctype html><title>Parley</title>" + "<p>hello</p>".repeat(100);
    static final int BIG_BYTES = 32 << 20;
    private static final byte[] BIG = new byte[BIG_BYTES];

    private final List<Throwable> errors = new CopyOnWriteArrayList<>();
    private final CountDownLatch slowGoesOn = new CountDownLatch(1);
    private final LoopGroup loops;
    private final AgentRunner acceptor;
    private final HttpPool http;
    private final InetSocketAddress address;

    HttpTestServer(Limits limits) throws IOException {
        Page page = new Page(Map.of(
                "index.html", INDEX.getBytes(UTF_8),
                "js/main.js", "import './chat.js';".getBytes(UTF_8),
                "img/face.0123456789ab.png", new byte[] {1, 2, 3}));
        http = new HttpServer(new HostPolicy(List.of("chat.example.org")))
                .publicUrls(List.of(URI.create("https://chat.example.org:8443")))
                .page(page)
                .route("/defect", request -> {
                    throw new IllegalStateException("secret detail");
                })
                .route("/big", request -> new Answer(200, Map.of(), BIG))
                .route("/slow", request -> slow())
                .start(limits);
        loops = new LoopGroup(1, TimeSource.system(), Thread::new, (where, error) -> errors.add(error));
        FrontDoor door = new FrontDoor(FrontDoorSettings.local(limits), http, HttpTestServer::silent, loops);
        Acceptor listening = Acceptor.listen(new InetSocketAddress("127.0.0.1", 0), loops, door);
        address = listening.address();
        acceptor = new AgentRunner(listening, Thread::new, (where, error) -> errors.add(error));
        loops.start();
        acceptor.start();
    }

    RawHttp client() throws IOException {
        return new RawHttp(address);
    }

    void letSlowGoOn() {
        slowGoesOn.countDown();
    }

    private Answer slow() {
        try {
            return Answer.text(slowGoesOn.await(30, TimeUnit.SECONDS) ? 200 : 504, "slow");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Answer.text(504, "interrupted");
        }
    }

    private static ConnectionListener silent(Connection connection) {
        return new ConnectionListener() {
            @Override
            public void onText(String text) {}

            @Override
            public void onClosed(int code) {}
        };
    }

    @Override
    public void close() throws IOException {
        letSlowGoOn();
        try {
            acceptor.close(5_000);
            loops.stop(5_000);
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
        http.close();
        if (!errors.isEmpty()) {
            throw new AssertionError("The loops reported " + errors, errors.get(0));
        }
    }
}
