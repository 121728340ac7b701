package parley.acceptance.conformance;

import java.net.URI;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import parley.acceptance.rig.ParleyServerProcess;

/** Gives tests the address of the server: {@code -Dparley.url=…}, or one of the product's own for all test classes. */
final class ServerUnderTest implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(ServerUnderTest.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == URI.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        String given = System.getProperty("parley.url", "");
        if (!given.isEmpty()) {
            return URI.create(given);
        }
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Own.class, key -> new Own(), Own.class)
                .server
                .webSocket();
    }

    /** Started once, stopped after the last test. */
    private static final class Own implements AutoCloseable {
        private final ParleyServerProcess server = ParleyServerProcess.start("--max-connections-per-address", "0");

        @Override
        public void close() {
            server.close();
        }
    }
}
