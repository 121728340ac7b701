package parley.client;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * An append-only file of records: length, CRC-32C of length and content, content. A file that was cut at any byte yields all
 * records that were whole; what follows the first broken one is dropped, since nothing after it was ever promised.
 */
final class Journal implements Closeable {
    private static final int HEAD_BYTES = 8;
    private static final int MOST_BYTES = 1 << 20;

    private static final Set<StandardOpenOption> OPTIONS =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);

    private final FileChannel channel;
    private long end;

    private Journal(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Opens or creates a file, puts its records into {@code found}, and cuts off what is broken.
     *
     * @throws IOException when it cannot be read or written
     */
    static Journal open(Path file, List<byte[]> found) throws IOException {
        FileChannel channel = FileChannel.open(file, OPTIONS, ownerOnly(file));
        try {
            Journal journal = new Journal(channel);
            journal.recover(found);
            return journal;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    long size() {
        return end;
    }

    /** Appends a record; durable, when {@code force} is set, once this returns. */
    void append(byte[] content, boolean force) throws IOException {
        ByteBuffer record = encode(content);
        try {
            long at = end;
            while (record.hasRemaining()) {
                at += channel.write(record, at);
            }
            if (force) {
                channel.force(false);
            }
            end = at;
        } catch (IOException e) {
            // Half a record would hide those that follow it: the next one is written over it.
            channel.truncate(end);
            throw e;
        }
    }

    /** Makes all that was appended durable. */
    void force() throws IOException {
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** What a person typed is nobody else's business on this machine. */
    private static FileAttribute<?>[] ownerOnly(Path file) {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private void recover(List<byte[]> found) throws IOException {
        ByteBuffer all = ByteBuffer.allocate((int) Math.min(channel.size(), Integer.MAX_VALUE - 8));
        while (all.hasRemaining() && channel.read(all, all.position()) >= 0) {}
        all.flip();
        List<byte[]> records = new ArrayList<>();
        int whole = 0;
        while (all.remaining() >= HEAD_BYTES) {
            int length = all.getInt();
            int crc = all.getInt();
            if (length <= 0 || length > MOST_BYTES || length > all.remaining()) {
                break;
            }
            byte[] content = new byte[length];
            all.get(content);
            if (crc(content) != crc) {
                break;
            }
            records.add(content);
            whole = all.position();
        }
        channel.truncate(whole);
        end = whole;
        found.addAll(records);
    }

    private static ByteBuffer encode(byte[] content) {
        return ByteBuffer.allocate(HEAD_BYTES + content.length)
                .putInt(content.length)
                .putInt(crc(content))
                .put(content)
                .flip();
    }

    private static int crc(byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Integer.BYTES).putInt(content.length).flip());
        crc.update(content);
        return (int) crc.getValue();
    }
}
