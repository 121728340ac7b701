package parley.server.http;

import java.util.Locale;
import java.util.regex.Pattern;

/** The header of that name (RFC 9110 §12.5.3), as far as it is about gzip. */
final class AcceptEncoding {

    private static final Pattern NEVER = Pattern.compile("q\\s*=\\s*0(\\.0{0,3})?");

    private AcceptEncoding() {}

    /** Whether a gzip response is welcome: named or meant by {@code *}, and not with a weight of 0. */
    static boolean allowsGzip(String header) {
        boolean any = false;
        for (String item : header.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = item.strip().split("\\s*;\\s*", 2);
            boolean allowed =
                    parts.length < 2 || !NEVER.matcher(parts[1].strip()).matches();
            if (parts[0].equals("gzip") || parts[0].equals("x-gzip")) {
                return allowed;
            }
            any |= parts[0].equals("*") && allowed;
        }
        return any;
    }
}
