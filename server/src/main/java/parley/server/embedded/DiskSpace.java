package parley.server.embedded;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The space of the file system that holds the data directory. Redis 7.0 with {@code appendfsync always} ends when its
 * disk is full, so appends have to stop earlier.
 *
 * @param usableBytes what this process may still write
 * @param totalBytes the size of the file system
 */
record DiskSpace(long usableBytes, long totalBytes) {

    private static final long RESERVE_BYTES = 256L << 20;
    private static final int RESERVE_PERCENT = 5;

    static DiskSpace of(Path directory) throws IOException {
        FileStore store = Files.getFileStore(directory);
        return new DiskSpace(store.getUsableSpace(), store.getTotalSpace());
    }

    /** True when less than the larger of 256 MiB and 5 % is left. */
    boolean full() {
        return usableBytes < Math.max(RESERVE_BYTES, totalBytes / 100 * RESERVE_PERCENT);
    }
}
