package parley.acceptance.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Sees each connection that this process, and so the desktop app in it, is about to make. */
final class Connections extends ProxySelector implements AutoCloseable {
    private static final Set<String> HERE = Set.of("127.0.0.1", "localhost");

    private final @Nullable ProxySelector before = ProxySelector.getDefault();
    private final List<URI> seen = new CopyOnWriteArrayList<>();

    private Connections() {}

    static Connections watched() {
        Connections connections = new Connections();
        ProxySelector.setDefault(connections);
        return connections;
    }

    /** All were to a server of the test. */
    void wereOnlyToTheServer() {
        assertThat(elsewhere()).isEmpty();
    }

    /** Those to other machines. */
    List<URI> elsewhere() {
        return seen.stream().filter(uri -> !HERE.contains(uri.getHost())).toList();
    }

    @Override
    public List<Proxy> select(URI uri) {
        seen.add(uri);
        return List.of(Proxy.NO_PROXY);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException problem) {
        // Whoever connects is told by an exception.
    }

    @Override
    public void close() {
        ProxySelector.setDefault(before);
    }
}
