package parley.server;

import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import parley.server.cli.Settings;

/** What a person reads who has just started Parley. */
record StartMessage(Settings settings, int port) {
    void print(PrintStream out) {
        out.println("Parley is running: " + address());
        settings.publicUrls().forEach(url -> out.println("Others know it as " + url));
        out.println(
                settings.redis().isPresent()
                        ? "Everything is stored in your Redis (--redis)."
                        : "Everything is stored in " + settings.dataDirectory());
        if (isLoopback()) {
            out.println("Only this machine can reach it. For others: --host 0.0.0.0 (and --public-url for a name).");
        }
        out.println("Stop it with Ctrl+C.");
        out.flush();
    }

    private String address() {
        String host = settings.host();
        boolean local = isLoopback() || host.equals("0.0.0.0") || host.equals("::");
        String name = local ? "localhost" : host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return "http://" + name + ":" + port;
    }

    private boolean isLoopback() {
        try {
            return InetAddress.getByName(settings.host()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
