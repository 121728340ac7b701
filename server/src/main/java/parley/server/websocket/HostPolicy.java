package parley.server.websocket;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Which {@code Host} this server answers to: {@code localhost}, any IP address, and the names it was given. A name that is
 * none of these was pointed at us by somebody else (DNS rebinding), and gets 421. The port does not matter: forwarders may
 * change it. Immutable, any thread.
 */
public final class HostPolicy {
    private final Set<String> names = new HashSet<>();

    /**
     * A policy for these names.
     *
     * @param names this machine's own name and the hosts of {@code --public-url}, with or without a port
     * @throws IllegalArgumentException for a text that is not a host
     */
    public HostPolicy(Collection<String> names) {
        this.names.add("localhost");
        for (String name : names) {
            this.names.add(Authority.parse(name)
                    .orElseThrow(() -> new IllegalArgumentException("Not a host name: " + name))
                    .host());
        }
    }

    /** Whether a request with this {@code Host} is ours. */
    public boolean answersTo(Authority host) {
        return host.isAddress() || names.contains(host.host());
    }
}
