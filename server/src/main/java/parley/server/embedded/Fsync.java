package parley.server.embedded;

import java.util.Locale;

/** When Redis forces what it has written to the disk. */
public enum Fsync {
    /** Before every answer: what is acknowledged survives a power cut. */
    ALWAYS,
    /** Once a second: faster on slow disks, but a power cut can take the last second with it. */
    EVERYSEC;

    /** What it is called in Redis' configuration. */
    static final String SETTING = "appendfsync";

    /** The word for it in Redis' configuration and in Parley's settings. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
