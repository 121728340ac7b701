/**
 * How much of everything one stranger may use: the table of limits, rates, and what an address has used. Belongs here: what
 * both the edge and the chat ask before they give. Does not belong here: sockets, frames, rooms, the store.
 */
@org.jspecify.annotations.NullMarked
package parley.server.limit;
