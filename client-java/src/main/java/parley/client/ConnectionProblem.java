package parley.client;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Why a connection was not made, as far as a person can do something about it. */
public enum ConnectionProblem {
    /** None, or one that is told in another way: by a close code or an error. */
    NONE,
    /** No computer has this name. */
    UNKNOWN_HOST,
    /** Nothing listens at this address. */
    REFUSED,
    /** No answer came in time. */
    NO_ANSWER,
    /** Something answered, but it does not speak the protocol; perhaps it wants {@code wss}. */
    NOT_PARLEY,
    /** A server, or a proxy before it, that cannot serve right now. */
    UNAVAILABLE,
    /** {@code wss}, and a certificate that this computer does not trust. */
    CERTIFICATE,
    /** {@code wss}, and a server that speaks no TLS. */
    NOT_SECURE;

    private static final int TOO_MANY_REQUESTS = 429;

    /** Of a handshake that failed with an exception; null: the other side ended it. */
    static ConnectionProblem of(@Nullable Exception failure) {
        Throwable cause = failure;
        while (cause instanceof UncheckedIOException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof UnknownHostException) {
            return UNKNOWN_HOST;
        }
        if (cause instanceof SSLHandshakeException) {
            return CERTIFICATE;
        }
        if (cause instanceof SSLException) {
            return NOT_SECURE;
        }
        if (cause instanceof SocketTimeoutException || cause instanceof NoRouteToHostException) {
            return NO_ANSWER;
        }
        return cause instanceof ConnectException ? REFUSED : NOT_PARLEY;
    }

    /** Of a handshake that was answered over HTTP. */
    static ConnectionProblem of(int httpStatus) {
        return httpStatus >= 500 || httpStatus == TOO_MANY_REQUESTS ? UNAVAILABLE : NOT_PARLEY;
    }
}
