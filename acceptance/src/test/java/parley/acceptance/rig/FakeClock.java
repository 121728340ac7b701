package parley.acceptance.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The wall clock of one process, which jumps while it runs, by libfaketime. Needs the package {@code faketime}. */
public final class FakeClock {
    private static final String LIBRARY = "libfaketimeMT.so.1";
    private static final List<Path> LIBRARIES = List.of(Path.of("/usr/lib"), Path.of("/usr/lib64"));
    private static final int DEPTH = 3;

    private final Path offset;

    /** A clock that is right. */
    public FakeClock(Path folder) {
        offset = folder.resolve("clock");
        isAheadBy(Duration.ZERO);
    }

    /** What the process has to be started with. */
    public Map<String, String> environment() {
        return Map.of(
                // Redis' own allocator asks for the time before the library is ready to tell it.
                "LD_PRELOAD", library() + " libc.so.6",
                "FAKETIME_TIMESTAMP_FILE", offset.toString(),
                "FAKETIME_NO_CACHE", "1",
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                "DONT_FAKE_MONOTONIC", "1");
    }

    /** Jumps to so much after the true time, whole seconds; negative: before it. */
    public void isAheadBy(Duration ahead) {
        try {
            Path next = offset.resolveSibling("clock.new");
            Files.writeString(next, "%+d".formatted(ahead.toSeconds()));
            Files.move(next, offset, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path library() {
        return LIBRARIES.stream()
                .filter(Files::isDirectory)
                .flatMap(FakeClock::found)
                .findFirst()
                .orElseThrow(() -> new AssertionError(LIBRARY + " is missing. Install the package faketime."));
    }

    private static Stream<Path> found(Path folder) {
        try (Stream<Path> files = Files.find(folder, DEPTH, (file, attributes) -> file.endsWith(LIBRARY))) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
