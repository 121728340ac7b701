/**
 * Rooms as a file that any store can take in: the export format ({@code docs/operations.md}), its writer and its reader,
 * and what a log must be to be a log.
 *
 * <p>Belongs here: the format, and the order in which a file is checked and taken in. Does not belong here: Redis, which
 * is behind {@link parley.server.store.archive.RoomSource} and {@link parley.server.store.archive.RoomTarget}, and where
 * a file comes from. {@code docs/decisions/0030-export-format.md} says why the format is as it is.
 */
@NullMarked
package parley.server.store.archive;

import org.jspecify.annotations.NullMarked;
