/**
 * Event loops: sockets, turns, timers, inboxes, and which loop a connection lives on. Belongs here: what knows bytes and
 * readiness. Does not belong here: frames, HTTP, rooms, the store, and anything that can block.
 */
@org.jspecify.annotations.NullMarked
package parley.server.loop;
