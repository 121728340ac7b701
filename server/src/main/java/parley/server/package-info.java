/**
 * The composition root: puts loops, WebSocket, HTTP, chat and store together. {@link parley.server.ParleyServer} reads
 * from top to bottom as the architecture. Belongs here: construction, and the small adapters between packages that must
 * not know each other. Does not belong here: rules of any kind.
 */
@org.jspecify.annotations.NullMarked
package parley.server;
