/**
 * What chat needs of a store, as interfaces and records: the numbered log of every room, its live feed, people and the
 * leases of their names, the nodes of the cluster, and the state of the store itself.
 *
 * <p>Belongs here: the contract, in words that the rules of chat use. Does not belong here: Redis, sockets, JSON, or a
 * rule of chat (who may write, how long a text may be). The implementation is {@code parley.server.store.redis}.
 */
@NullMarked
package parley.server.store;

import org.jspecify.annotations.NullMarked;
