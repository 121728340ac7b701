package parley.server.store.redis;

import java.util.List;
import parley.server.store.LogEvent;
import parley.server.store.ReadResult;

/** How a part of a room's log is gathered, in rounds of bounded size. */
interface Reading {

    /** Returns whether nothing more has to be fetched. */
    boolean done();

    /** Asks for the next round. */
    void write(Commands out);

    /** Takes the replies of the round. */
    void read(List<Object> replies) throws LogRecord.DamagedException;

    /** Returns the result, once {@link #done}. */
    ReadResult.Page page();

    /** Returns about how many bytes an event takes: its text and names in UTF-8. */
    static int bytes(LogEvent event) {
        int names = event.user().length()
                + utf8Bytes(event.username())
                + event.ref().length();
        return event.text() == null ? names : names + utf8Bytes(event.text());
    }

    private static int utf8Bytes(String text) {
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                bytes += c >= 0x800 && !Character.isSurrogate(c) ? 2 : 1;
            }
        }
        return bytes;
    }
}
