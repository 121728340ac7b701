package parley.server.cli;

import parley.server.embedded.EmbeddedRedisException;

/**
 * What the commands do that work on a store without a server. The composition root hands it in, so that this package
 * does not know how a store is opened. All methods block until they are done.
 */
public interface StoreCommands {

    /**
     * Reads everything and tells what is damaged.
     *
     * @return whether nothing is
     * @throws StartFailure or {@link EmbeddedRedisException} when it could not be read
     */
    boolean verify(StoreOptions store) throws Exception;

    /**
     * Writes all rooms into a file.
     *
     * @param file a name, or {@code -} for the standard output
     * @throws StartFailure or {@link EmbeddedRedisException} when it cannot
     */
    void exportRooms(StoreOptions store, String file) throws Exception;

    /**
     * Takes the rooms of a file in.
     *
     * @param file a name, or {@code -} for the standard input
     * @param dryRun whether to change nothing and only say what would be done
     * @throws StartFailure or {@link EmbeddedRedisException} when it cannot
     */
    void importRooms(StoreOptions store, String file, boolean dryRun) throws Exception;
}
