/**
 * WebSocket on an event loop: request heads, the handshake and its guards, frames, connections with bounded output, and
 * the bytes of plain HTTP. Does not belong here: rooms, sessions, JSON, the store, HTTP answers other than refusals.
 */
@org.jspecify.annotations.NullMarked
package parley.server.websocket;
