package parley.server.embedded;

/**
 * How far Redis is with reading its files after a start.
 *
 * @param loadedBytes bytes read so far
 * @param totalBytes bytes to read
 */
public record Loading(long loadedBytes, long totalBytes) {

    /** 0 to 100. */
    public int percent() {
        return totalBytes <= 0 ? 0 : (int) Math.min(100, loadedBytes * 100 / totalBytes);
    }
}
