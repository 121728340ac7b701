package parley.server.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import parley.server.embedded.Fsync;
import parley.server.limit.Bound;
import parley.server.limit.Quantity;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How the text of a setting becomes its value. What is wrong with a text is told so that it can be put right. */
final class Values {

    private Values() {}

    private static TypeConversionException wrong(String text, String expected) {
        return new TypeConversionException("'" + text + "' is not " + expected);
    }

    private static int number(String text, int from, int to, String expected) {
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= from && number <= to) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // told below
        }
        throw wrong(text, expected);
    }

    /** A TCP port. */
    static final class Port implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return number(text, 0, 65_535, "a port (0 to 65535)");
        }
    }

    /** A number of event loops. */
    static final class Loops implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return number(text, 1, 1_024, "a number from 1 to 1024");
        }
    }

    /** A limit that 0 switches off. */
    static final class Count implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return number(text, 0, Integer.MAX_VALUE, "a number (0 or more)");
        }
    }

    /** One row of the table of limits. */
    static final class OneLimit implements ITypeConverter<OneLimit.Changed> {
        /** A limit and what it is to be. */
        record Changed(Bound bound, Quantity quantity) {}

        @Override
        public Changed convert(String text) {
            String[] parts = text.strip().split("=", 2);
            Bound bound = Arrays.stream(Bound.values())
                    .filter(row -> row.key().equals(parts[0].strip()))
                    .findFirst()
                    .orElseThrow(() -> wrong(
                            text,
                            "one of the limits: "
                                    + Arrays.stream(Bound.values())
                                            .map(Bound::key)
                                            .collect(Collectors.joining(", "))));
            String form = bound.usual().isRate() ? "a rate, such as " : "a number, such as ";
            Quantity quantity = Quantity.parse(parts.length < 2 ? "" : parts[1])
                    .filter(given -> given.isOff()
                            ? bound.canBeOff()
                            : given.isRate() == bound.usual().isRate())
                    .orElseThrow(() -> wrong(
                            text,
                            form + bound.key() + "=" + bound.usual()
                                    + (bound.canBeOff() ? ", or 0 for no limit" : "")));
            return new Changed(bound, quantity);
        }
    }

    /** For settings that are on or off; an enum, because picocli has ideas of its own about booleans. */
    enum Switch {
        ON,
        OFF
    }

    /** Whether everybody may start rooms. */
    enum Rooms {
        OPEN,
        CLOSED
    }

    /** One of the words of an enum, in lower case. */
    private static <E extends Enum<E>> E word(Class<E> words, String text) {
        String wanted = text.strip().toUpperCase(Locale.ROOT).replace('-', '_');
        for (E word : words.getEnumConstants()) {
            if (word.name().equals(wanted)) {
                return word;
            }
        }
        throw wrong(
                text,
                Arrays.stream(words.getEnumConstants())
                        .map(word -> word.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .collect(Collectors.joining(" or ")));
    }

    /** {@code on} or {@code off}; also {@code true} or {@code false}, which environments are full of. */
    static final class OnOff implements ITypeConverter<Switch> {
        @Override
        public Switch convert(String text) {
            return switch (text.strip().toLowerCase(Locale.ROOT)) {
                case "true" -> Switch.ON;
                case "false" -> Switch.OFF;
                default -> word(Switch.class, text);
            };
        }
    }

    /** {@code open} or {@code closed}. */
    static final class OpenClosed implements ITypeConverter<Rooms> {
        @Override
        public Rooms convert(String text) {
            return word(Rooms.class, text);
        }
    }

    /** What is not to be guessed. */
    static final class Secret implements ITypeConverter<String> {
        private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{16,256}");

        @Override
        public String convert(String text) {
            if (!FORM.matcher(text).matches()) {
                // Not repeated: it may be a real one with a slip in it.
                throw new TypeConversionException("expected 16 to 256 characters without spaces");
            }
            return text;
        }
    }

    /** {@code open}, {@code closed} or {@code as-set}. */
    static final class RoomsWord implements ITypeConverter<OperatorCommands.Rooms> {
        @Override
        public OperatorCommands.Rooms convert(String text) {
            return word(OperatorCommands.Rooms.class, text);
        }
    }

    /** A point in time, or how long ago it was. */
    static final class Moment implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                return text.contains("T")
                        ? Instant.parse(text.strip())
                        : Instant.now().minus(new Time().convert(text));
            } catch (DateTimeParseException | TypeConversionException e) {
                throw wrong(text, "a moment such as 2026-11-24T15:00:00Z, or a time ago such as 2h");
            }
        }
    }

    /** {@code always} or {@code everysec}. */
    static final class FsyncWord implements ITypeConverter<Fsync> {
        @Override
        public Fsync convert(String text) {
            return word(Fsync.class, text);
        }
    }

    /** A directory; relative ones count from where Parley was started. */
    static final class Directory implements ITypeConverter<Path> {
        @Override
        public Path convert(String text) {
            try {
                if (!text.isBlank()) {
                    return Path.of(text).toAbsolutePath().normalize();
                }
            } catch (InvalidPathException notAPath) {
                // told below
            }
            throw wrong(text, "a directory");
        }
    }

    /** A length of time: a whole number and its unit, seconds where there is none. */
    static final class Time implements ITypeConverter<Duration> {

        private static final Pattern FORM = Pattern.compile("(\\d{1,10})\\s*(ms|s|m|h|d|)");
        private static final Duration LONGEST = Duration.ofDays(366);

        @Override
        public Duration convert(String text) {
            Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
            if (matcher.matches()) {
                Duration time = of(Long.parseLong(matcher.group(1)), matcher.group(2));
                if (time.compareTo(LONGEST) <= 0) {
                    return time;
                }
            }
            throw wrong(text, "a time of at most a year, such as 500ms, 30s, 10m or 1h");
        }

        private static Duration of(long number, String unit) {
            return switch (unit) {
                case "ms" -> Duration.ofMillis(number);
                case "m" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                case "d" -> Duration.ofDays(number);
                default -> Duration.ofSeconds(number);
            };
        }
    }

    /** The address of a Redis server. */
    static final class RedisUrl implements ITypeConverter<URI> {

        private static final Set<String> SCHEMES = Set.of("redis", "rediss");

        @Override
        public URI convert(String text) {
            try {
                URI url = new URI(text.strip());
                if (url.getScheme() != null && SCHEMES.contains(url.getScheme()) && url.getHost() != null) {
                    return url;
                }
            } catch (URISyntaxException notAUrl) {
                // told below
            }
            // Not the text itself: it may hold a password, and this line ends in logs.
            throw new TypeConversionException(
                    "it has to be like redis://HOST:PORT or rediss://USER:PASSWORD@HOST:PORT");
        }
    }

    /** The address of a web site. */
    static final class WebAddress implements ITypeConverter<URI> {

        private static final Set<String> SCHEMES = Set.of("http", "https");

        @Override
        public URI convert(String text) {
            try {
                URI url = new URI(text.strip().toLowerCase(Locale.ROOT));
                if (url.getScheme() != null
                        && SCHEMES.contains(url.getScheme())
                        && url.getHost() != null
                        && url.getUserInfo() == null) {
                    return url;
                }
            } catch (URISyntaxException notAUrl) {
                // told below
            }
            throw wrong(text, "a web address like https://chat.example.org");
        }

        /** As browsers send it: no path, and no port where it is the scheme's own. */
        static String origin(URI url) {
            boolean usualPort = url.getPort() == -1 || url.getPort() == ("https".equals(url.getScheme()) ? 443 : 80);
            return url.getScheme() + "://" + url.getHost() + (usualPort ? "" : ":" + url.getPort());
        }
    }

    /** A name that is kept for later. */
    static final class NotYet implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            throw new TypeConversionException("this version cannot use a cluster yet; use --redis URL with one server");
        }
    }
}
