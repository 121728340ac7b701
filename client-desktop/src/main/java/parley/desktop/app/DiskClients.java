package parley.desktop.app;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;
import parley.client.ChatClient;
import parley.desktop.viewmodel.ClientFactory;

/** Connections whose outbox is a file of this profile, one file per server. */
final class DiskClients implements ClientFactory {
    /** Of one room. More than anybody sees at once, and few enough that a refresh takes no time. */
    private static final int MESSAGES_HELD = 1_000;

    private final Path data;
    private final Executor callbacks;
    private final Clock clock;

    DiskClients(Path data, Executor callbacks, Clock clock) {
        this.data = data;
        this.callbacks = callbacks;
        this.clock = clock;
    }

    @Override
    public ChatClient create(URI server, String username, Optional<String> token, Hears hears) {
        return ChatClient.builder(server)
                .username(username)
                .token(token.orElse(null))
                .outbox(new DeferredOutbox(file(server), () -> callbacks.execute(hears::outboxFailed)))
                .callbacks(callbacks)
                .clock(clock)
                .timelineLimit(MESSAGES_HELD)
                .clientName("parley-desktop " + version())
                .listener(hears)
                .build();
    }

    private Path file(URI server) {
        String name = server.toString().replaceAll("[^A-Za-z0-9.-]+", "_");
        return data.resolve("outbox").resolve(name + ".journal");
    }

    private static String version() {
        return Optional.ofNullable(DiskClients.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
