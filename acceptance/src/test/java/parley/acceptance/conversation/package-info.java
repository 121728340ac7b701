/**
 * The language of the protocol tests: members of a chat who send and receive over raw sockets, with nothing of the SDK in
 * between. Frames and handshakes can be as wrong as a test needs them.
 */
@org.jspecify.annotations.NullMarked
package parley.acceptance.conversation;
