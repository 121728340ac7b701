package parley.server.websocket;

import java.nio.charset.StandardCharsets;

/**
 * Why a request was not served: a status and one sentence for whoever looks at it. Nothing of the request is repeated.
 *
 * @param extraHeader a whole line without its end, or empty
 */
record Refusal(int status, String phrase, String extraHeader, String sentence) {
    static final Refusal MALFORMED = of(400, "Bad Request", "This is not a well-formed HTTP/1.1 request.");
    static final Refusal TOO_SLOW = of(408, "Request Timeout", "The request did not come in time.");
    static final Refusal TOO_LARGE = of(431, "Request Header Fields Too Large", "The request's head is too large.");

    static final Refusal BUSY = new Refusal(
            503, "Service Unavailable", "Retry-After: 1", "Too many requests wait here. Please try again in a moment.");

    /** @param waitMs how long until it would be served, 1 or more */
    static Refusal tooFast(long waitMs) {
        return new Refusal(
                429,
                "Too Many Requests",
                "Retry-After: " + (waitMs + 999) / 1_000,
                "Too many requests come from this address. Please wait a moment.");
    }

    static Refusal of(int status, String phrase, String sentence) {
        return new Refusal(status, phrase, "", sentence);
    }

    /** The whole response. */
    byte[] response() {
        byte[] body = (sentence + "\n").getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 " + status + " " + phrase + "\r\n"
                + (extraHeader.isEmpty() ? "" : extraHeader + "\r\n")
                + "Content-Type: text/plain; charset=utf-8\r\n"
                + "Content-Length: " + body.length + "\r\n"
                + "Connection: close\r\n\r\n";
        byte[] response = new byte[head.length() + body.length];
        System.arraycopy(head.getBytes(StandardCharsets.US_ASCII), 0, response, 0, head.length());
        System.arraycopy(body, 0, response, head.length(), body.length);
        return response;
    }
}
