package parley.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.TreeMap;

/**
 * What is sent back. Headers that every answer has (security, date, length) are added later.
 *
 * @param status 200 to 599
 * @param headers by name
 * @param body may be empty; not changed after it was given
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody, and copying it for each request would be waste.
public record Answer(int status, Map<String, String> headers, byte[] body) {

    private static final String TYPE = "Content-Type";
    private static final String CACHE = "Cache-Control";

    /** A line of text, which is not to be kept by caches. */
    public static Answer text(int status, String line) {
        return of(status, "text/plain; charset=utf-8", line + "\n");
    }

    /** A JSON text, which is not to be kept by caches. */
    public static Answer json(int status, String json) {
        return of(status, "application/json; charset=utf-8", json);
    }

    static Answer of(int status, String type, String body) {
        return new Answer(status, Map.of(TYPE, type, CACHE, "no-store"), body.getBytes(UTF_8));
    }

    /** The same with one header more. */
    public Answer with(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, body);
    }
}
