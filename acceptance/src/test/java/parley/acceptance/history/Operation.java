package parley.acceptance.history;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.model.ClientMessage;
import parley.model.ErrorCode;

/** A write from its invocation to what became of it. */
final class Operation {
    private final String client;
    private final ClientMessage.Write write;
    private final int invoked;
    private final Set<Long> acked = new LinkedHashSet<>();
    private int firstAcked = Integer.MAX_VALUE;
    private @Nullable String refusal;

    Operation(String client, ClientMessage.Write write, int invoked) {
        this.client = client;
        this.write = write;
        this.invoked = invoked;
    }

    ClientMessage.Write write() {
        return write;
    }

    String ref() {
        return write.ref();
    }

    /** The moment at which it began. */
    int invoked() {
        return invoked;
    }

    /** The moment of the first acknowledgement; the end of time without one. */
    int firstAcked() {
        return firstAcked;
    }

    /** The numbers with which it was acknowledged, of which there ought to be one. */
    Set<Long> acked() {
        return acked;
    }

    /** The code with which it was refused; null when it was not, or when that does not say that it was not done. */
    @Nullable
    String refusal() {
        return acked.isEmpty() ? refusal : null;
    }

    /** The message that it is about; 0 for a new one. */
    long target() {
        if (write instanceof ClientMessage.Edit edit) {
            return edit.target();
        }
        return write instanceof ClientMessage.Delete delete ? delete.target() : 0;
    }

    /** The text that it writes; null for a deletion. */
    @Nullable
    String text() {
        if (write instanceof ClientMessage.Send send) {
            return send.message();
        }
        return write instanceof ClientMessage.Edit edit ? edit.message() : null;
    }

    void ok(long seq, int at) {
        acked.add(seq);
        firstAcked = Math.min(firstAcked, at);
    }

    /** The store did not confirm, or something broke on the way: the write may be in the log all the same. */
    void fail(String code) {
        ErrorCode known = ErrorCode.ofWire(code);
        if (known != ErrorCode.UNAVAILABLE && known != ErrorCode.INTERNAL) {
            refusal = code;
        }
    }

    /** {@code alice sent "hello" (a1).} */
    String told() {
        return asked() + ".";
    }

    /** Told with the answer, as far as there was one. */
    String toldWithAnswer() {
        if (acked.equals(Set.of(0L))) {
            return asked() + ", acknowledged as changing nothing.";
        }
        if (!acked.isEmpty()) {
            return asked() + ", acknowledged as number "
                    + String.join(
                            " and as number ",
                            acked.stream().map(String::valueOf).toList()) + ".";
        }
        return refusal == null
                ? asked() + "; nobody knows what became of it."
                : asked() + ", refused with " + refusal + ".";
    }

    private String asked() {
        String what;
        if (write instanceof ClientMessage.Edit) {
            what = " edited number " + target() + " to " + Violation.quoted(text());
        } else if (write instanceof ClientMessage.Delete) {
            what = " deleted number " + target();
        } else {
            what = " sent " + Violation.quoted(text());
        }
        return client + what + " (" + ref() + ")";
    }
}
