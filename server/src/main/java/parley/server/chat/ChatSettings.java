package parley.server.chat;

/**
 * What an operator decides about the chat.
 *
 * @param version the server's version, told in {@code welcome}
 * @param openRooms whether joining a room that does not exist is allowed
 * @param rateLimits whether requests are limited per person and connection
 * @param heartbeatMs milliseconds between heartbeats
 * @param pollMs milliseconds between comparisons of all rooms with the store
 * @param connectionsPerPerson how many connections of a person this node keeps
 */
public record ChatSettings(
        String version, boolean openRooms, boolean rateLimits, int heartbeatMs, int pollMs, int connectionsPerPerson) {}
