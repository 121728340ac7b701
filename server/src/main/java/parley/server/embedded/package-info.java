/**
 * The store that comes with Parley: a real Redis server, unpacked into the data directory, started, watched and stopped
 * by this process.
 *
 * <p>Belongs here: the data directory and its lock, the Redis program, its configuration file, its process, and what is
 * to be seen from outside about it (free disk, loading). Does not belong here: what Parley keeps in Redis and how it
 * talks to it in service; that is {@code parley.server.store}, which gets a host, a port and a password and does not
 * know who started the server behind them.
 */
@NullMarked
package parley.server.embedded;

import org.jspecify.annotations.NullMarked;
