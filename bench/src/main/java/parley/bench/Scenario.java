package parley.bench;

/**
 * A load.
 *
 * @param name what it is called in tables
 * @param rooms how many rooms
 * @param members connections in each room
 * @param senders of those, how many write
 * @param inFlight closed loop: messages that each sender has under way; 0 for a constant rate
 * @param perSecond constant rate: messages a second of all senders together, at Poisson arrivals; 0 for a closed loop
 * @param deaf how many members of each room never read once they have joined
 * @param textBytes the length of each text
 */
record Scenario(
        String name, int rooms, int members, int senders, int inFlight, int perSecond, int deaf, int textBytes) {
    /** Each sender writes its next message when it sees an earlier one. */
    static Scenario closed(String name, int rooms, int members, int senders, int inFlight) {
        return new Scenario(name, rooms, members, senders, inFlight, 0, 0, Mark.LENGTH);
    }

    /** Messages come when they come, however slow the server is. */
    static Scenario atRate(String name, int rooms, int members, int senders, int perSecond) {
        return new Scenario(name, rooms, members, senders, 0, perSecond, 0, Mark.LENGTH);
    }

    /** The same with members who do not read, and longer texts. */
    Scenario withDeaf(int count, int bytes) {
        return new Scenario(name, rooms, members, senders, inFlight, perSecond, count, bytes);
    }

    /** The same with more members, who do not read. */
    Scenario joinedByDeaf(int count) {
        return new Scenario(name, rooms, members + count, senders, inFlight, perSecond, count, textBytes);
    }

    int connections() {
        return rooms * members;
    }

    /** The room of a connection: members of a room are neighbours. */
    int room(int connection) {
        return connection / members;
    }

    boolean sends(int connection) {
        return connection % members < senders;
    }

    boolean isDeaf(int connection) {
        return connection % members >= members - deaf;
    }
}
