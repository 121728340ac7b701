package parley.server.http;

import java.util.Locale;
import java.util.Map;

/** The content types of the files that a page is made of, by the end of their names. */
final class ContentTypes {

    /**
     * A content type.
     *
     * @param value with its charset where it is a text
     * @param compressible whether compressing is worth trying
     */
    record Type(String value, boolean compressible) {}

    private static final Type UNKNOWN = new Type("application/octet-stream", false);
    private static final Map<String, Type> BY_ENDING = Map.ofEntries(
            text("html", "text/html"),
            text("js", "text/javascript"),
            text("mjs", "text/javascript"),
            text("css", "text/css"),
            text("txt", "text/plain"),
            text("json", "application/json"),
            text("map", "application/json"),
            text("webmanifest", "application/manifest+json"),
            text("svg", "image/svg+xml"),
            binary("png", "image/png"),
            binary("jpg", "image/jpeg"),
            binary("webp", "image/webp"),
            binary("ico", "image/x-icon"),
            binary("woff2", "font/woff2"));

    private ContentTypes() {}

    static Type of(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return BY_ENDING.getOrDefault(ending, UNKNOWN);
    }

    private static Map.Entry<String, Type> text(String ending, String type) {
        return Map.entry(ending, new Type(type + "; charset=utf-8", true));
    }

    private static Map.Entry<String, Type> binary(String ending, String type) {
        return Map.entry(ending, new Type(type, false));
    }
}
