package parley.server.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The Redis program for one kind of machine, carried on the class path (org.signal:embedded-redis).
 *
 * @param resource its name there
 */
record RedisBinary(String resource) {

    private static final String VERSION = "7.0.15";

    /** The program for the machine this runs on. */
    static RedisBinary forThisMachine() throws EmbeddedRedisException {
        return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    }

    static RedisBinary of(String osName, String osArch) throws EmbeddedRedisException {
        String system = system(osName.toLowerCase(Locale.ROOT));
        String processor = processor(osArch.toLowerCase(Locale.ROOT));
        if (system.isEmpty() || processor.isEmpty()) {
            throw new EmbeddedRedisException("There is no embedded store for " + osName + " on " + osArch
                    + ". Start Redis 7 or newer yourself and name it with --redis redis://HOST:PORT.");
        }
        return new RedisBinary("redis-server-" + VERSION + "-" + system + "-" + processor);
    }

    private static String system(String os) {
        if (os.startsWith("linux")) {
            return "linux";
        }
        return os.startsWith("mac") ? "darwin" : "";
    }

    private static String processor(String arch) {
        return switch (arch) {
            case "amd64", "x86_64" -> "amd64";
            case "aarch64", "arm64" -> "arm64";
            default -> "";
        };
    }

    /**
     * Writes the program into {@code directory} unless the same one is there. Not into the system's temporary
     * directory: that one may forbid programs, and others can write to it.
     *
     * @return the program's path; its name carries the version and a hash, so another version never overwrites one that
     *     runs, and a file cut short is never taken for whole
     */
    Path unpackInto(Path directory) throws IOException {
        byte[] program = read();
        Path target = directory.resolve(resource + "-" + hash(program));
        if (Files.isExecutable(target) && Files.size(target) == program.length) {
            return target;
        }
        Path temporary = Files.createTempFile(directory, resource, ".tmp");
        try {
            Files.write(temporary, program);
            Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwx------"));
            return Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private byte[] read() throws IOException {
        try (InputStream in = RedisBinary.class.getResourceAsStream("/" + resource)) {
            if (in == null) {
                throw new IOException(resource + " is missing in this jar");
            }
            return in.readAllBytes();
        }
    }

    private static String hash(byte[] program) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(program);
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
