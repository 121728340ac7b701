package parley.client;

import org.jspecify.annotations.Nullable;
import parley.model.ErrorCode;

/**
 * A step of the connection's state machine.
 *
 * @param state the new state
 * @param retryInMs milliseconds until the next try; 0 unless {@code state} is WAITING
 * @param closeCode the WebSocket close code that led here (1006 for an abnormal end), 0 when there was none
 * @param code why a hello was refused (name_taken, unauthorized …); null when none was, or of a later version
 * @param sentence for the person; empty when there is nothing to say. With STOPPED it says what to do
 * @param problem why no connection was made; NONE when one was
 */
public record ConnectionChange(
        ConnectionState state,
        long retryInMs,
        int closeCode,
        @Nullable ErrorCode code,
        String sentence,
        ConnectionProblem problem) {
    /** A step that no failed connection led to. */
    public ConnectionChange(
            ConnectionState state, long retryInMs, int closeCode, @Nullable ErrorCode code, String sentence) {
        this(state, retryInMs, closeCode, code, sentence, ConnectionProblem.NONE);
    }
}
