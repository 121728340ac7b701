package parley.desktop.viewmodel;

/** Which of the eight avatar colours a person has, the same in the page and here, on every device. Stateless. */
public final class AvatarColour {
    /** How many colours there are; the style sheet has one class each, {@code avatar-0} and on. */
    public static final int COUNT = 8;

    private AvatarColour() {}

    /** 0 to {@link #COUNT} - 1, out of the user id: FNV-1a over its UTF-16 units, high bits folded in. */
    public static int of(String user) {
        int hash = 0x811C9DC5;
        for (int i = 0; i < user.length(); i++) {
            hash = (hash ^ user.charAt(i)) * 0x01000193;
        }
        return Integer.remainderUnsigned(hash ^ (hash >>> 15), COUNT);
    }
}
