package parley.server.embedded;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Pattern;

/**
 * What the embedded Redis prints, in a file of the data directory.
 *
 * @param file where it is
 */
record RedisLog(Path file) {

    private static final long ROTATE_BYTES = 8L << 20;
    private static final long TAIL_BYTES = 8L << 10;
    private static final String START = " Redis is starting ";
    private static final String WARNING = " # ";
    /** Marked as warnings too, but printed at every start: never the reason of an end. */
    private static final Pattern NO_REASON =
            Pattern.compile(" # (WARNING |Server initialized|Redis version=|Configuration loaded)");

    private static final String NOTHING = "nothing";

    /** Keeps the file from growing for ever: one older part is kept. Call it while no Redis runs. */
    void rotate() throws IOException {
        if (Files.exists(file) && Files.size(file) > ROTATE_BYTES) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Why the last run has ended, as far as it told: its last warning (marked by # in Redis' log), else its last line. */
    String lastWords() {
        try (FileChannel channel = FileChannel.open(file)) {
            channel.position(Math.max(0, channel.size() - TAIL_BYTES));
            byte[] tail = Channels.newInputStream(channel).readAllBytes();
            return lastWords(new String(tail, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            return NOTHING;
        }
    }

    static String lastWords(String text) {
        String words = NOTHING;
        boolean warned = false;
        for (String line : text.lines().filter(any -> !any.isBlank()).toList()) {
            boolean warning = line.contains(WARNING) && !NO_REASON.matcher(line).find();
            if (line.contains(START)) {
                words = NOTHING;
                warned = false;
            } else if (warning || !warned) {
                words = warning ? line.substring(line.indexOf(WARNING) + WARNING.length()) : line;
                warned = warning;
            }
        }
        return words;
    }
}
