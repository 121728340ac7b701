package parley.server.embedded;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of an append-only file, which a power failure or a full disk may have left in the middle of a write.
 *
 * <p>Redis 7.0 goes back to the last whole <em>command</em>, also inside a transaction. What it appends then lands in the
 * transaction that was never ended, and at the next start but one the file tells of events which nobody has. So the file is
 * cut back to its last whole transaction before Redis sees it.
 */
final class AppendOnlyTail {

    private static final Logger log = LoggerFactory.getLogger(AppendOnlyTail.class);
    private static final String FOLDER = "appendonlydir";
    private static final String MANIFEST = "appendonly.aof.manifest";
    private static final int BUFFER_BYTES = 1 << 20;
    private static final int LONGEST_NAME = 5;
    private static final int MOST_DIGITS = 18;

    private final InputStream in;
    /** Not a buffered stream, whose lock for each byte would cost more than all the rest. */
    private final byte[] buffer = new byte[BUFFER_BYTES];

    private int next;
    private int end;
    /** Bytes read so far. */
    private long at;

    private AppendOnlyTail(InputStream in) {
        this.in = in;
    }

    /** Cuts the file that Redis will go on with, when it does not end with a whole transaction. Says so in the log. */
    static void mend(Path redisDirectory) throws IOException {
        Optional<Path> newest = newest(redisDirectory.resolve(FOLDER));
        if (newest.isEmpty()) {
            return;
        }
        Path file = newest.get();
        long size = Files.size(file);
        long whole = wholeBytes(file);
        if (whole == size) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(whole);
            channel.force(true);
        }
        log.warn(
                "The store's file {} ended in the middle of a write, as after a power failure: its last {} bytes were cut off."
                        + " All that is before them is kept.",
                file,
                size - whole);
    }

    /** How many of its bytes are whole transactions; all, where it is damaged in another way, which Redis will tell. */
    static long wholeBytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new AppendOnlyTail(in).wholeBytes(Files.size(file));
        }
    }

    /** The manifest has a line for each file: {@code file NAME seq N type i}; the last of them is written to. */
    private static Optional<Path> newest(Path folder) throws IOException {
        Path manifest = folder.resolve(MANIFEST);
        if (!Files.exists(manifest)) {
            return Optional.empty();
        }
        return Files.readAllLines(manifest, StandardCharsets.UTF_8).stream()
                .filter(line -> line.startsWith("file ") && line.endsWith(" type i"))
                .map(line -> folder.resolve(line.split(" ", 3)[1]))
                .reduce((earlier, later) -> later)
                .filter(Files::exists);
    }

    private long wholeBytes(long size) throws IOException {
        long whole = 0;
        boolean inTransaction = false;
        try {
            while (at < size) {
                String name = command();
                if (name.equals("MULTI")) {
                    inTransaction = true;
                } else if (name.equals("EXEC")) {
                    inTransaction = false;
                }
                if (!inTransaction) {
                    whole = at;
                }
            }
            return whole;
        } catch (EOFException torn) {
            return whole;
        } catch (NumberFormatException damaged) {
            return size;
        }
    }

    /** Reads one command in the protocol of Redis (RESP); returns its name, empty for a long one. */
    private String command() throws IOException {
        long arguments = number('*');
        String name = "";
        for (long i = 0; i < arguments; i++) {
            long length = number('$');
            if (i == 0 && length <= LONGEST_NAME) {
                name = name((int) length);
            } else {
                skip(length);
            }
            skip(2);
        }
        return name;
    }

    private long number(char sign) throws IOException {
        if (next() != sign) {
            throw new NumberFormatException("no " + sign);
        }
        long number = 0;
        int digits = 0;
        for (int c = next(); c != '\r'; c = next()) {
            if (c < '0' || c > '9' || ++digits > MOST_DIGITS) {
                throw new NumberFormatException("no digit");
            }
            number = number * 10 + c - '0';
        }
        if (next() != '\n') {
            throw new NumberFormatException("no end of a line");
        }
        return number;
    }

    private String name(int length) throws IOException {
        byte[] name = new byte[length];
        for (int i = 0; i < length; i++) {
            name[i] = (byte) next();
        }
        return new String(name, StandardCharsets.US_ASCII);
    }

    private int next() throws IOException {
        if (next == end) {
            fill();
        }
        at++;
        return buffer[next++];
    }

    private void skip(long count) throws IOException {
        long left = count;
        while (left > end - next) {
            left -= end - next;
            at += end - next;
            fill();
        }
        next += (int) left;
        at += left;
    }

    private void fill() throws IOException {
        next = 0;
        end = Math.max(0, in.read(buffer));
        if (end == 0) {
            throw new EOFException();
        }
    }
}
