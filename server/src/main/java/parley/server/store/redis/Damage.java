package parley.server.store.redis;

/** What can be wrong with a store, one row each: a name, and what it means for those who use the chat. */
public enum Damage {
    COUNTERS(
            "Counters of a room",
            "The room may open at a wrong place, or not at all; its events themselves may be whole."),
    LENGTH(
            "Events missing, or too many",
            "Whoever opens that part of the room is told that it is unavailable, and the room may take no new messages."),
    RECORD(
            "An event is not what was written",
            "It is never shown; whoever opens the part of the room that holds it is told that it is unavailable."),
    TARGET(
            "An edit or a deletion has no effect",
            "A message may still be shown as it was before, or the part of the room that holds it is unavailable."),
    RETRY_KEY(
            "The memory of a request that was carried out",
            "If a client repeats just that request, which it does for a day when an answer was lost, it may be done"
                    + " twice, or be told of another event."),
    STRAY("Keys that belong to no room", "Nobody sees what they hold; they only take memory.");

    private final String title;
    private final String meaning;

    Damage(String title, String meaning) {
        this.title = title;
        this.meaning = meaning;
    }

    /** A few words. */
    public String title() {
        return title;
    }

    /** A sentence for the person who runs the chat. */
    public String meaning() {
        return meaning;
    }
}
