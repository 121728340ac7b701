package parley.server.store.archive;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.model.RoomId;
import parley.server.store.LogEvent;

/** Reads a file from its first line to its last, believing nothing. */
final class ArchiveReader {

    /** Gets what is read. A room's end comes when its checksum was right. */
    interface Visitor {
        void room(String room) throws ArchiveException;

        void event(LogEvent event) throws ArchiveException;

        void roomEnd() throws ArchiveException;
    }

    private final LineInput lines;
    private final Visitor visitor;
    private final Progress progress;
    private final MessageDigest fileDigest = ArchiveFormat.digest();
    private final Set<String> seen = new HashSet<>();
    private @Nullable RoomPart room;
    private long rooms;
    private long events;
    private boolean ended;

    /** What is known of the room that is being read. */
    private static final class RoomPart {
        private final String id;
        private final long announced;
        private final MessageDigest digest = ArchiveFormat.digest();
        private final TargetCheck targets = new TargetCheck();
        private long count;

        RoomPart(String id, long announced) {
            this.id = id;
            this.announced = announced;
        }
    }

    ArchiveReader(InputStream in, Visitor visitor, Progress progress) {
        lines = new LineInput(in);
        this.visitor = visitor;
        this.progress = progress;
    }

    /**
     * Reads everything.
     *
     * @throws ArchiveException naming the line, when the file is not whole and sound
     */
    Totals read() throws IOException, ArchiveException {
        try {
            for (byte[] bytes = lines.next(); bytes != null; bytes = lines.next()) {
                take(bytes);
            }
            if (!ended) {
                throw new ArchiveException("the file is cut: its end is missing");
            }
            return new Totals(rooms, events);
        } catch (ArchiveException e) {
            throw new ArchiveException("Line " + lines.number() + ": " + e.getMessage() + ".");
        }
    }

    private void take(byte[] bytes) throws ArchiveException {
        if (ended) {
            throw new ArchiveException("the file goes on after its end");
        }
        Line line = Line.read(Arrays.copyOf(bytes, bytes.length - 1));
        if (lines.number() == 1) {
            header(line);
        } else if (room != null) {
            inRoom(room, line, bytes);
        } else {
            betweenRooms(line, bytes);
        }
        fileDigest.update(bytes);
    }

    private static void header(Line line) throws ArchiveException {
        if (!line.has("type") || !line.type().equals(ArchiveFormat.HEADER)) {
            throw new ArchiveException("this is no export of Parley");
        }
        long version = line.number("version");
        if (version != ArchiveFormat.VERSION) {
            throw new ArchiveException("the file was written by a newer Parley (format " + version + ", this one knows "
                    + ArchiveFormat.VERSION + "); import it with that version");
        }
    }

    private void betweenRooms(Line line, byte[] bytes) throws ArchiveException {
        switch (line.type()) {
            case ArchiveFormat.ROOM -> {
                String id = line.text("room");
                if (!RoomId.isValid(id)) {
                    throw new ArchiveException("its 'room' is no room id");
                }
                if (!seen.add(id)) {
                    throw new ArchiveException("the room " + id + " comes twice");
                }
                RoomPart part = new RoomPart(id, line.number("seq"));
                part.digest.update(bytes);
                room = part;
                visitor.room(id);
            }
            case ArchiveFormat.END -> {
                same("rooms", line.number("rooms"), rooms);
                same("events", line.number("events"), events);
                sameChecksum(line, fileDigest, "the file");
                ended = true;
            }
            default -> throw new ArchiveException("'" + line.type() + "' is not expected here");
        }
    }

    private void inRoom(RoomPart part, Line line, byte[] bytes) throws ArchiveException {
        if (line.type().equals(ArchiveFormat.ROOM_END)) {
            endRoom(part, line);
            return;
        }
        LogEvent event = EventLine.read(line);
        if (event == null) {
            throw new ArchiveException("'" + line.type() + "' is not expected within a room");
        }
        same("seq", event.seq(), part.count + 1);
        String wrong = part.targets.add(event);
        if (wrong != null) {
            throw new ArchiveException(wrong);
        }
        part.digest.update(bytes);
        part.count++;
        events++;
        visitor.event(event);
        progress.at(rooms, events);
    }

    private void endRoom(RoomPart part, Line line) throws ArchiveException {
        if (!line.text("room").equals(part.id)) {
            throw new ArchiveException("it ends another room than " + part.id);
        }
        if (part.count == 0) {
            throw new ArchiveException("the room " + part.id + " has no events");
        }
        same("events", line.number("events"), part.count);
        same("events", part.announced, part.count);
        sameChecksum(line, part.digest, "the room " + part.id);
        room = null;
        rooms++;
        visitor.roomEnd();
    }

    private static void same(String name, long said, long found) throws ArchiveException {
        if (said != found) {
            throw new ArchiveException("its '" + name + "' is " + said + " where " + found + " was expected");
        }
    }

    private static void sameChecksum(Line line, MessageDigest digest, String what) throws ArchiveException {
        if (!line.text("sha256").equals(ArchiveFormat.hex(digest))) {
            throw new ArchiveException("the checksum of " + what + " does not fit: something in it was changed");
        }
    }
}
