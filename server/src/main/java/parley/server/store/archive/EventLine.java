package parley.server.store.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;
import parley.model.Limit;
import parley.model.MessageText;
import parley.server.store.EventKind;
import parley.server.store.LogEvent;

/** An event as a line, with the protocol's names for its fields. */
final class EventLine {

    private static final int NAME_BYTES = 255;
    private static final long TIME_END_MS = 1L << 48;

    private EventLine() {}

    static Line write(LogEvent event) {
        Line line = Line.of(type(event.kind())).put("seq", event.seq());
        if (event.kind() != EventKind.MESSAGE) {
            line.put("target", event.target());
        }
        line.put("username", event.username())
                .put("user", event.user())
                .putTime("timestamp", event.timestampMs())
                .put("ref", event.ref());
        if (event.kind() != EventKind.MESSAGE) {
            return line;
        }
        if (event.deleted() || event.text() == null) {
            return line.flag("deleted");
        }
        line.put("message", event.text());
        return event.editedMs() == 0 ? line : line.putTime("edited", event.editedMs());
    }

    /** Returns the event, or null when the line's type is none of an event's. */
    static @Nullable LogEvent read(Line line) throws ArchiveException {
        EventKind kind = kind(line.type());
        if (kind == null) {
            return null;
        }
        boolean message = kind == EventKind.MESSAGE;
        boolean deleted = message && line.has("deleted");
        boolean edited = message && !deleted && line.has("edited");
        return new LogEvent(
                line.number("seq"),
                kind,
                time(line, "timestamp"),
                name(line, "user"),
                name(line, "username"),
                ref(line),
                message ? 0 : line.number("target"),
                message && !deleted ? text(line) : null,
                edited ? time(line, "edited") : 0,
                deleted);
    }

    private static String type(EventKind kind) {
        return switch (kind) {
            case MESSAGE -> "message";
            case EDITED -> "edited";
            case DELETED -> "deleted";
        };
    }

    private static @Nullable EventKind kind(String type) {
        for (EventKind kind : EventKind.values()) {
            if (type(kind).equals(type)) {
                return kind;
            }
        }
        return null;
    }

    private static long time(Line line, String name) throws ArchiveException {
        long time = line.time(name);
        if (time <= 0 || time >= TIME_END_MS) {
            throw new ArchiveException("its '" + name + "' is no time that can be stored");
        }
        return time;
    }

    private static String name(Line line, String name) throws ArchiveException {
        String text = line.text(name);
        if (text.isEmpty() || text.getBytes(UTF_8).length > NAME_BYTES) {
            throw new ArchiveException("its '" + name + "' is empty or longer than 255 bytes");
        }
        return text;
    }

    private static String ref(Line line) throws ArchiveException {
        String ref = line.text("ref");
        boolean printable = ref.chars().allMatch(c -> c >= 0x20 && c <= 0x7e);
        if (ref.isEmpty() || ref.length() > Limit.REF_LENGTH.value() || !printable) {
            throw new ArchiveException("its 'ref' is not 1 to 64 printable ASCII characters");
        }
        return ref;
    }

    private static String text(Line line) throws ArchiveException {
        String text = line.text("message");
        if (text.isEmpty() || MessageText.isTooLong(text)) {
            throw new ArchiveException("its 'message' is empty or too long");
        }
        return text;
    }
}
