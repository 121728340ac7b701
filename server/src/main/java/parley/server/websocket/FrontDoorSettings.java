package parley.server.websocket;

import java.util.List;

/**
 * Whom the front door lets in, and within which bounds.
 *
 * @param hosts which {@code Host} is ours
 * @param origins which pages may connect
 * @param perAddress connections of one address at a time (4505)
 * @param trustProxy whether {@code X-Forwarded-For} is believed; only behind a proxy that sets it
 */
public record FrontDoorSettings(
        HeadLimits head,
        ConnectionLimits connection,
        HostPolicy hosts,
        OriginPolicy origins,
        AddressLimit perAddress,
        boolean trustProxy) {
    /** For this machine alone: default limits, localhost and addresses, own pages, no limit per address, no proxy. */
    public static FrontDoorSettings defaults() {
        return new FrontDoorSettings(
                HeadLimits.defaults(),
                ConnectionLimits.defaults(),
                new HostPolicy(List.of()),
                new OriginPolicy(List.of()),
                new AddressLimit(0),
                false);
    }
}
