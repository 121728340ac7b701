package parley.server.store.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import parley.server.store.LogEvent;

/** Writes rooms as a file. Holds one event at a time. */
public final class Export {

    private final RoomSource source;
    private final OutputStream out;
    private final Progress progress;
    private final MessageDigest fileDigest = ArchiveFormat.digest();
    private long rooms;
    private long events;

    /**
     * An export that has not begun.
     *
     * @param out buffered; gets flushed, not closed
     */
    public Export(RoomSource source, OutputStream out, Progress progress) {
        this.source = source;
        this.out = out;
        this.progress = progress;
    }

    /**
     * Writes everything.
     *
     * @param now what the header says
     * @param writtenBy the version of this program, for people
     * @throws ArchiveException when a room cannot be read
     */
    public Totals write(Instant now, String writtenBy) throws IOException, ArchiveException {
        put(Line.of(ArchiveFormat.HEADER)
                .put("version", ArchiveFormat.VERSION)
                .put("dataSet", source.dataSetId())
                .putTime("time", now.toEpochMilli())
                .put("parley", writtenBy));
        for (String room : source.rooms()) {
            RoomExport export = new RoomExport(room);
            source.read(room, export);
            export.end();
            rooms++;
            progress.at(rooms, events);
        }
        Line end = Line.of(ArchiveFormat.END)
                .put("rooms", rooms)
                .put("events", events)
                .put("sha256", ArchiveFormat.hex(fileDigest));
        out.write(end.bytes());
        out.flush();
        return new Totals(rooms, events);
    }

    private byte[] put(Line line) throws IOException {
        byte[] bytes = line.bytes();
        out.write(bytes);
        fileDigest.update(bytes);
        return bytes;
    }

    /** The lines of one room. */
    private final class RoomExport implements RoomSource.Reader {

        private final String room;
        private final MessageDigest digest = ArchiveFormat.digest();
        private long count;

        RoomExport(String room) {
            this.room = room;
        }

        @Override
        public void head(String epoch, long newestSeq) throws IOException {
            digest.update(put(Line.of(ArchiveFormat.ROOM)
                    .put("room", room)
                    .put("epoch", epoch)
                    .put("seq", newestSeq)));
        }

        @Override
        public void event(LogEvent event) throws IOException {
            digest.update(put(EventLine.write(event)));
            count++;
            events++;
            progress.at(rooms, events);
        }

        void end() throws IOException {
            put(Line.of(ArchiveFormat.ROOM_END)
                    .put("room", room)
                    .put("events", count)
                    .put("sha256", ArchiveFormat.hex(digest)));
        }
    }
}
