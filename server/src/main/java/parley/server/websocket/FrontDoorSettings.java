package parley.server.websocket;

import java.util.List;
import parley.server.limit.AddressBook;
import parley.server.limit.Limits;

/**
 * Whom the front door lets in, and within which bounds.
 *
 * @param addresses what each address has used, and the limits
 * @param connection bounds of one connection
 * @param hosts which {@code Host} is ours
 * @param origins which pages may connect
 * @param trustProxy whether {@code X-Forwarded-For} is believed; only behind a proxy that sets it
 */
public record FrontDoorSettings(
        AddressBook addresses,
        ConnectionLimits connection,
        HostPolicy hosts,
        OriginPolicy origins,
        boolean trustProxy) {
    /** For this machine alone: localhost and addresses, own pages, no proxy. */
    public static FrontDoorSettings local(Limits limits) {
        return new FrontDoorSettings(
                new AddressBook(limits),
                ConnectionLimits.of(limits),
                new HostPolicy(List.of()),
                new OriginPolicy(List.of()),
                false);
    }
}
