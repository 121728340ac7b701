package parley.model;

/** Room ids: {@code [a-z0-9][a-z0-9_.-]{0,63}}, never folded (protocol §1). */
public final class RoomId {
    /** The room that always exists and that the page opens. */
    public static final String LOBBY = "lobby";

    private RoomId() {}

    /** True when {@code id} may name a room. */
    public static boolean isValid(String id) {
        if (id.isEmpty() || id.length() > Limit.ROOM_LENGTH.value() || !isAlphanumeric(id.charAt(0))) {
            return false;
        }
        for (int i = 1; i < id.length(); i++) {
            char c = id.charAt(i);
            if (!isAlphanumeric(c) && c != '_' && c != '.' && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }
}
