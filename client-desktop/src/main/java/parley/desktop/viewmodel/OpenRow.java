package parley.desktop.viewmodel;

import org.jspecify.annotations.Nullable;

/** The one row that is edited or asks whether it shall be deleted; at most one is. */
record OpenRow(@Nullable String key, Row.Mode mode) {
    static final OpenRow NONE = new OpenRow(null, Row.Mode.SHOWN);

    Row.Mode modeOf(String row) {
        return row.equals(key) ? mode : Row.Mode.SHOWN;
    }
}
