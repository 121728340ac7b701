package parley.server.chat;

import parley.server.limit.Limits;

/**
 * What an operator decides about the chat.
 *
 * @param version the server's version, told in {@code welcome}
 * @param openRooms whether joining a room that does not exist is allowed
 * @param limits how much of everything one connection, person and address may have
 * @param heartbeatMs milliseconds between heartbeats
 * @param pollMs milliseconds between comparisons of all rooms with the store
 */
public record ChatSettings(String version, boolean openRooms, Limits limits, int heartbeatMs, int pollMs) {}
