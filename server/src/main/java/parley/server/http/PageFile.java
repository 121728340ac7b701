package parley.server.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * One file of the page: both of its forms, plain and compressed, are made at the start, and so are their answers.
 *
 * @param plain the answer with the file as it is
 * @param compressed the answer with the compressed file; the same as {@code plain} where that would save nothing
 */
record PageFile(Form plain, Form compressed) implements Route {

    /** An answer and the one that says that the client has it already. */
    private record Form(String etag, Answer full, Answer unchanged) {}

    private static final Pattern HASHED = Pattern.compile(".*[.-][0-9a-f]{8,}\\.[a-z0-9]+");

    static PageFile of(String name, byte[] content) {
        ContentTypes.Type type = ContentTypes.of(name);
        Map<String, String> headers = new TreeMap<>();
        headers.put("Content-Type", type.value());
        // A name with a hash in it never gets another content.
        headers.put(
                "Cache-Control", HASHED.matcher(name).matches() ? "public, max-age=31536000, immutable" : "no-cache");
        byte[] gzip = type.compressible() ? gzip(content) : content;
        if (gzip.length >= content.length) {
            Form only = form(headers, content, "");
            return new PageFile(only, only);
        }
        headers.put("Vary", "Accept-Encoding");
        Form plain = form(headers, content, "");
        headers.put("Content-Encoding", "gzip");
        return new PageFile(plain, form(headers, gzip, "-gz"));
    }

    private static Form form(Map<String, String> headers, byte[] body, String suffix) {
        String etag = "\"" + hash(body) + suffix + "\"";
        Map<String, String> all = new TreeMap<>(headers);
        all.put("ETag", etag);
        Map<String, String> unchanged = new TreeMap<>(all);
        unchanged.keySet().removeAll(List.of("Content-Type", "Content-Encoding"));
        return new Form(
                etag, new Answer(200, Map.copyOf(all), body), new Answer(304, Map.copyOf(unchanged), new byte[0]));
    }

    @Override
    public Answer answer(Request request) {
        boolean gzip = request.header("Accept-Encoding")
                .map(AcceptEncoding::allowsGzip)
                .orElse(false);
        Form form = gzip ? compressed : plain;
        boolean known = request.header("If-None-Match")
                .map(tags -> matches(tags, form.etag()))
                .orElse(false);
        return known ? form.unchanged() : form.full();
    }

    /** If-None-Match compares weakly (RFC 9110 §13.1.2): a proxy may have marked our tag as weak. */
    private static boolean matches(String tags, String etag) {
        for (String tag : tags.split(",", -1)) {
            String bare = tag.strip();
            if (bare.equals("*") || bare.equals(etag) || bare.equals("W/" + etag)) {
                return true;
            }
        }
        return false;
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(content.length);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static String hash(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body), 0, 12);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
