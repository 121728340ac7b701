package parley.bench.nullstore;

import java.util.concurrent.CountDownLatch;
import parley.server.ParleyServer;
import parley.server.cli.Settings;

/** Arguments are the server's. Prints {@code listens on PORT}, and runs until it is ended. */
public final class NullStoreServer {
    private NullStoreServer() {}

    /** Never returns. */
    public static void main(String[] arguments) throws Exception {
        ParleyServer server = ParleyServer.start(Settings.of(arguments), new NullStore().stores());
        System.out.println("listens on " + server.port());
        new CountDownLatch(1).await();
    }
}
