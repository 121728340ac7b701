package parley.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The resident memory of a process and those that it has started, by {@code /proc}. */
final class ServerMemory {
    private static final String RESIDENT = "VmRSS:";

    private final ProcessHandle server;

    ServerMemory(ProcessHandle server) {
        this.server = server;
    }

    /** Now, in KiB. */
    long kib() {
        return Stream.concat(Stream.of(server), server.descendants())
                .mapToLong(process -> kib(process.pid()))
                .sum();
    }

    private static long kib(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith(RESIDENT))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (NoSuchFileException | UncheckedIOException ended) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
