package parley.server;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import parley.model.Limit;
import parley.server.chat.ChatSettings;
import parley.server.cli.Settings;
import parley.server.cli.Version;
import parley.server.limit.AddressBook;
import parley.server.limit.Limits;
import parley.server.websocket.Authority;
import parley.server.websocket.ConnectionLimits;
import parley.server.websocket.FrontDoorSettings;
import parley.server.websocket.HostPolicy;
import parley.server.websocket.OriginPolicy;

/** From the operator's settings to what each package wants to know. */
final class Rules {
    private static final int POLL_MS = 2_000;

    private Rules() {}

    static ChatSettings chat(Settings settings, Limits limits) {
        return new ChatSettings(Version.number(), settings.roomsOpen(), limits, Limit.HEARTBEAT_MS.value(), POLL_MS);
    }

    /** Besides localhost and addresses: this machine's own name, and the names that it is known by. */
    static HostPolicy hosts(Settings settings) {
        List<String> names = new ArrayList<>();
        settings.publicUrls().stream().map(URI::getHost).forEach(names::add);
        try {
            String own = InetAddress.getLocalHost().getHostName();
            Authority.parse(own).map(Authority::host).ifPresent(names::add);
        } catch (UnknownHostException e) {
            // A machine without a name is reached by its addresses.
        }
        return new HostPolicy(names);
    }

    static FrontDoorSettings door(Settings settings, HostPolicy hosts, Limits limits) {
        // A reverse proxy may rewrite the Host; then our own page is known by its public address alone.
        List<String> origins = new ArrayList<>(settings.allowedOrigins());
        origins.addAll(settings.publicOrigins());
        return new FrontDoorSettings(
                new AddressBook(limits),
                ConnectionLimits.of(limits),
                hosts,
                new OriginPolicy(origins),
                settings.trustProxy());
    }
}
