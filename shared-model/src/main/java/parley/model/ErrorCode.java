package parley.model;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Why a request was refused; {@link #wire()} is what {@code error.code} carries. Clients ignore codes that they do not know. */
public enum ErrorCode {
    BAD_REQUEST("The request is not understood. Correct it and send it again."),
    UNKNOWN_TYPE("This server does not know messages of this type."),
    UNSUPPORTED_VERSION("This version of the protocol is not served. Use one of the versions listed."),
    HELLO_REQUIRED("Say hello first."),
    UNAUTHORIZED("This token is unknown or has expired. Say hello again with a username and without the token."),
    FORBIDDEN("Only the author may change this message."),
    NOT_FOUND("There is nothing under this name or number."),
    NOT_JOINED("Join the room first."),
    NAME_INVALID("Please choose a name of 1 to 32 visible characters."),
    NAME_TAKEN("This name, or one that looks like it, is in use. Please choose another."),
    TOO_LONG("The message is too long. Please shorten it to 4,000 characters."),
    EMPTY("The message is empty. Type something first."),
    CONFLICT("This contradicts what is already stored."),
    RATE_LIMITED("Too fast. Please wait a moment and send it again."),
    SLOW_MODE("This room is in slow mode. Please wait and send it again."),
    MUTED("You cannot write here at the moment."),
    BANNED("You cannot use this chat."),
    READ_ONLY("This room is read-only."),
    STORAGE_FULL("The server's disk is nearly full, so nothing new can be stored. Reading still works."),
    UNAVAILABLE("The store did not confirm in time. Send it again with the same ref; that is safe."),
    INTERNAL("Something went wrong on the server. Please try again.");

    private static final Map<String, ErrorCode> BY_WIRE =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(ErrorCode::wire, Function.identity()));

    private final String wire = name().toLowerCase(Locale.ROOT);
    private final String sentence;

    ErrorCode(String sentence) {
        this.sentence = sentence;
    }

    /** The name on the wire: {@code bad_request} and so on. */
    public String wire() {
        return wire;
    }

    /** A sentence for a person that says what to do, used where nothing more precise is known. */
    public String sentence() {
        return sentence;
    }

    /** True when the same write must never be sent again unchanged (protocol §5). */
    public boolean isFinalForWrites() {
        return this == FORBIDDEN || this == TOO_LONG || this == EMPTY || this == CONFLICT;
    }

    /** The row with this name on the wire; null for one of a later version. */
    public static @Nullable ErrorCode ofWire(String wire) {
        return BY_WIRE.get(wire);
    }
}
