package parley.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The CPU that some processes and those that they have started have used, by {@code /proc}. */
final class ServerCpu {
    private static final double TICKS_PER_SECOND = 100;
    /** In {@code /proc/PID/stat}, counted after the name: user time, and system time behind it. */
    private static final int USER_TIME = 11;

    private final List<ProcessHandle> servers;

    ServerCpu(List<ProcessHandle> servers) {
        this.servers = List.copyOf(servers);
    }

    /** So far. */
    record Used(double seconds) {
        Used since(Used before) {
            return new Used(seconds - before.seconds);
        }
    }

    Used used() {
        return new Used(servers.stream()
                        .flatMap(server -> Stream.concat(Stream.of(server), server.descendants()))
                        .mapToLong(process -> ticks(process.pid()))
                        .sum()
                / TICKS_PER_SECOND);
    }

    private static long ticks(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]);
        } catch (NoSuchFileException ended) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
