package parley.server.loop;

import java.io.IOException;

/**
 * What happens to a socket on a loop; all on the loop's thread. Whatever a method throws, out of memory included, goes to
 * {@link #onFailure} and never further.
 */
public interface SocketHandler {
    /** There is something to read, or the end of the stream. */
    void onReadable() throws IOException;

    /**
     * Write now: at the end of a turn in which {@link LoopSocket#flushLater()} was called, or because there is room again
     * after {@link LoopSocket#wantWrite}. Writes at most one buffer, so that one socket does not hold up the others.
     */
    void flush() throws IOException;

    /** A method of this handler threw: an {@link IOException} when the peer is gone, else a defect. Closes the socket. */
    void onFailure(Throwable cause);

    /** The loops are about to stop: say good-bye, and close soon. */
    void onStop();
}
