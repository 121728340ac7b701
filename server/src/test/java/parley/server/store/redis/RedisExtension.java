package parley.server.store.redis;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts a real, durable Redis for a test: the binary that Parley embeds, on a free port, with an append-only file in a
 * directory of its own. On a static field one server serves the whole class; on an instance field each test has a fresh
 * one.
 *
 * <pre>{@code @RegisterExtension static final RedisExtension redis = new RedisExtension();}</pre>
 */
public final class RedisExtension
        implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {

    private Path directory;
    private RedisServer server;
    private boolean forClass;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        forClass = true;
        start();
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        if (!forClass) {
            start();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        if (!forClass) {
            stop();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        stop();
    }

    private void start() throws Exception {
        directory = Files.createTempDirectory("parley-redis");
        server = new RedisServer(directory);
        server.start();
    }

    private void stop() throws Exception {
        server.kill();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Returns the server. */
    public RedisServer server() {
        return server;
    }

    /** Returns the server's address. */
    public RedisAddress address() {
        return server.address();
    }

    /** Opens a store of a node, ready for use; names are held for 10 minutes. The test closes it. */
    public RedisStore open(String nodeId) {
        return server.open(nodeId);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RedisServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return server;
    }
}
