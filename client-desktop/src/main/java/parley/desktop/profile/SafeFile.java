package parley.desktop.profile;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import java.util.Set;
import java.util.zip.CRC32;

/** Property files that survive a kill of the app at any moment: written beside, then moved into place. */
final class SafeFile {
    private SafeFile() {}

    /** Reads a file; empty when there is none. */
    static Properties read(Path file) throws IOException {
        return Files.exists(file) ? parse(file, Files.readAllBytes(file)) : new Properties();
    }

    /** Reads a file that was written by {@link #writeSealed}; empty when there is none, or when it is not whole. */
    static Properties readSealed(Path file) throws IOException {
        if (!Files.exists(file)) {
            return new Properties();
        }
        byte[] bytes = Files.readAllBytes(file);
        int length = bytes.length - seal(bytes, 0).length;
        boolean whole = length >= 0
                && ByteBuffer.wrap(seal(bytes, length)).equals(ByteBuffer.wrap(bytes, length, bytes.length - length));
        return whole ? parse(file, bytes) : new Properties();
    }

    /** Writes a file that survives the loss of power too: may take seconds on a busy disk. */
    static void write(Path file, Properties values) throws IOException {
        replace(file, text(values), true);
    }

    /**
     * Writes a file without waiting for the disk. It survives the end of the app; after a loss of power it may be torn, which its
     * checksum shows.
     */
    static void writeSealed(Path file, Properties values) throws IOException {
        byte[] text = text(values);
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        sealed.write(text);
        sealed.write(seal(text, text.length));
        replace(file, sealed.toByteArray(), false);
    }

    private static Properties parse(Path file, byte[] bytes) throws IOException {
        Properties values = new Properties();
        try {
            values.load(new ByteArrayInputStream(bytes));
        } catch (IllegalArgumentException malformed) {
            throw new IOException(file + " is damaged. Move it away and start again.", malformed);
        }
        return values;
    }

    private static byte[] text(Properties values) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        values.store(bytes, null);
        return bytes.toByteArray();
    }

    /** A comment line with the checksum of what stands before it. */
    private static byte[] seal(byte[] bytes, int length) {
        CRC32 sum = new CRC32();
        sum.update(bytes, 0, length);
        return String.format("# crc32 %08x\n", sum.getValue()).getBytes(StandardCharsets.US_ASCII);
    }

    private static void replace(Path file, byte[] bytes, boolean forced) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(beside);
        try (FileChannel channel = FileChannel.open(
                beside, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly())) {
            ByteBuffer content = ByteBuffer.wrap(bytes);
            while (content.hasRemaining()) {
                channel.write(content);
            }
            if (forced) {
                channel.force(true);
            }
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Tokens are in these files. Windows' user directories are private already. */
    private static FileAttribute<?>[] ownerOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
