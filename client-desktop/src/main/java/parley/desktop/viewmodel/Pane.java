package parley.desktop.viewmodel;

/** What may lie over the dialog or the chat; one at a time. */
public enum Pane {
    NONE,
    SETTINGS,
    /** Only over the chat. */
    CONNECTION,
    /** Something unexpected happened. */
    FAULT
}
