/**
 * The Java SDK: a connection that keeps itself alive, an outbox that loses nothing, and the timelines of the joined rooms.
 * Belongs here: what a client owes its user by the protocol (§5), for the desktop app, bots and tests alike. Does not belong
 * here: user interface, JavaFX, the protocol's records ({@code parley.model}), load generation.
 */
@org.jspecify.annotations.NullMarked
package parley.client;
