package parley.desktop.viewmodel;

/** How far an own message, or the last change to it, got. */
public enum Delivery {
    /** Somebody else's: nothing to show. */
    NONE,
    QUEUED,
    SENT,
    STORED,
    FAILED,
    UNDECIDED
}
