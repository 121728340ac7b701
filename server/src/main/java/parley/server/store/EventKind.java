package parley.server.store;

/** What an event of a room's log is. Pages list only messages, a replay lists all kinds. */
public enum EventKind {
    /** A message; later edits and its deletion change it in place. */
    MESSAGE,
    /** Says that the text of an earlier message was replaced. */
    EDITED,
    /** Says that an earlier message was deleted. */
    DELETED
}
