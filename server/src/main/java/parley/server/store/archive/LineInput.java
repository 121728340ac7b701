package parley.server.store.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The lines of a stream, none longer than an export's can be. */
final class LineInput {

    private static final int BUFFER_BYTES = 1 << 16;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int at;
    private int end;
    private long number;

    LineInput(InputStream in) {
        this.in = in;
    }

    /** Returns the number of the line that was read last, from 1 on. */
    long number() {
        return number;
    }

    /** Returns the next line with its line break; null at the end. */
    byte @Nullable [] next() throws IOException, ArchiveException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        number++;
        while (true) {
            if (at == end) {
                end = in.read(buffer);
                at = 0;
                if (end <= 0) {
                    end = 0;
                    return lastLine(line);
                }
            }
            int from = at;
            while (at < end && buffer[at] != '\n') {
                at++;
            }
            boolean whole = at < end;
            at += whole ? 1 : 0;
            line.write(buffer, from, at - from);
            if (line.size() > ArchiveFormat.MAX_LINE_BYTES) {
                throw new ArchiveException("it is longer than any line of an export");
            }
            if (whole) {
                return line.toByteArray();
            }
        }
    }

    private static byte @Nullable [] lastLine(ByteArrayOutputStream line) throws ArchiveException {
        if (line.size() > 0) {
            throw new ArchiveException("the file ends within it");
        }
        return null;
    }
}
