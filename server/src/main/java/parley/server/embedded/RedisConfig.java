package parley.server.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The configuration file of the embedded Redis. Its password is in here and nowhere else: arguments and environment can
 * be read by others.
 *
 * @param directory where the file is and Redis keeps its own
 * @param port on the loopback interface
 * @param password random for each start of Parley
 */
record RedisConfig(Path directory, int port, String password) {

    static final String HOST = "127.0.0.1";
    private static final String NAME = "redis.conf";

    /** A configuration with a new password, not yet written. */
    static RedisConfig fresh(Path redisDirectory, int port) {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return new RedisConfig(redisDirectory, port, HexFormat.of().formatHex(secret));
    }

    /** What an earlier Parley that did not stop cleanly has left here. */
    static Optional<RedisConfig> leftIn(Path redisDirectory) throws IOException {
        Path file = redisDirectory.resolve(NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        Optional<String> port = value(lines, "port").filter(text -> text.matches("\\d{1,5}"));
        Optional<String> password = value(lines, "requirepass");
        if (port.isEmpty() || password.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new RedisConfig(redisDirectory, Integer.parseInt(port.get()), password.get()));
    }

    private static Optional<String> value(List<String> lines, String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key + " "))
                .map(line -> line.substring(key.length() + 1))
                .findFirst();
    }

    Path file() {
        return directory.resolve(NAME);
    }

    /** Writes the file, readable by the owner only from its first byte on. */
    void write(Fsync fsync, long maxMemoryBytes) throws IOException {
        Path temporary = Files.createTempFile(
                directory,
                NAME,
                ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(temporary, text(fsync, maxMemoryBytes));
        Files.move(temporary, file(), StandardCopyOption.ATOMIC_MOVE);
    }

    private String text(Fsync fsync, long maxMemoryBytes) {
        return """
                # Written by Parley at every start. Changes are lost.
                bind %s
                port %d
                requirepass %s
                databases 1
                dir %s
                appendonly yes
                appendfsync %s
                auto-aof-rewrite-percentage 100
                auto-aof-rewrite-min-size 64mb
                save ""
                maxmemory %d
                maxmemory-policy noeviction
                # Retry keys are searched for with every message, which in a list of up to 128 costs more than all else.
                hash-max-listpack-entries 16
                # Nobody asks for it.
                latency-tracking no
                """.formatted(HOST, port, password, quoted(directory), fsync.word(), maxMemoryBytes);
    }

    /** A path as one argument, whatever is in it. */
    private static String quoted(Path path) {
        String escaped =
                path.toString().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        return "\"" + escaped + "\"";
    }

    /** Without the password: this is what would end up in a log. */
    @Override
    public String toString() {
        return file() + " (port " + port + ")";
    }

    void delete() throws IOException {
        Files.deleteIfExists(file());
    }
}
