package parley.acceptance.rig;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Carries the bytes of one direction of one connection through a {@link FaultProxy}, with or without faults. */
public interface Relay {
    /** Everything as it comes. */
    Relay CLEAN = (from, to) -> {
        from.transferTo(to);
        return End.CUT;
    };

    /**
     * Copies until one side ends, or for as long as this direction shall work.
     *
     * @param to hands over at once; throws when the connection has ended meanwhile
     * @return what then happens to the whole connection; an exception counts as {@link End#CUT}
     */
    End relay(InputStream from, OutputStream to) throws IOException;

    /** How a connection ends. */
    enum End {
        /** Both sides are closed; what was handed over before still arrives. */
        CUT,
        /** Both sides get a RST. */
        RESET,
        /** Both sockets stay open, and nothing more goes through in either direction. */
        HALF_OPEN
    }
}
