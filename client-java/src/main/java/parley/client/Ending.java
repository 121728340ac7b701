package parley.client;

import java.net.URI;
import parley.model.CloseCode;

/**
 * What the end of a connection means.
 *
 * @param server where it led
 * @param opened true when the handshake had been done
 * @param closed how it ended
 */
record Ending(URI server, boolean opened, Transport.Closed closed) {
    private static final int ABNORMAL = 1006;

    /** True when coming back by itself would not help (protocol §7). */
    boolean isFinal() {
        return opened ? !CloseCode.meansReconnect(closed.code()) : isRefusedForGood(closed.httpStatus());
    }

    /** A sentence for the person. */
    String sentence() {
        if (closed.httpStatus() != 0) {
            return "The server at " + server.getAuthority() + " refused the connection (HTTP " + closed.httpStatus()
                    + "). Is the address right?";
        }
        if (!opened) {
            return closed.reason().contains("SSL")
                    ? "No secure connection to " + server.getHost() + " is possible: " + closed.reason()
                    : "The server at " + server.getAuthority() + " cannot be reached: " + closed.reason();
        }
        for (CloseCode code : CloseCode.values()) {
            if (code.code() == closed.code()) {
                return code.reason();
            }
        }
        return closed.code() == ABNORMAL && closed.reason().isEmpty() ? "The connection was lost." : closed.reason();
    }

    /** A 4xx says that this address or this client is wrong, which no waiting repairs; a proxy's 5xx passes. */
    private static boolean isRefusedForGood(int status) {
        return status >= 400 && status < 500 && status != 408 && status != 425 && status != 429;
    }
}
