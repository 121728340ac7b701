package parley.server.store.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import parley.server.store.LogEvent;

/**
 * Takes a file in: first reads all of it and changes nothing, then makes sure that none of its rooms is there already,
 * then reads it again and writes, and at last makes all rooms visible. Holds the rooms' ids, and one event at a time.
 */
public final class Import {

    private static final int NAMED = 20;

    private final Path file;
    private final List<String> rooms = new ArrayList<>();
    private Totals totals = new Totals(0, 0);

    /** An import of a file that has not been looked at. */
    public Import(Path file) {
        this.file = file;
    }

    /**
     * Reads the whole file. Touches no store.
     *
     * @throws ArchiveException when the file is broken, cut or newer
     */
    public Totals check(Progress progress) throws IOException, ArchiveException {
        rooms.clear();
        ArchiveReader.Visitor noting = new ArchiveReader.Visitor() {
            @Override
            public void room(String room) {
                rooms.add(room);
            }

            @Override
            public void event(LogEvent event) {}

            @Override
            public void roomEnd() {}
        };
        totals = read(noting, progress);
        return totals;
    }

    /**
     * Makes sure that the store has none of the rooms. After {@link #check}.
     *
     * @throws ArchiveException naming those that it has
     */
    public void requireNew(RoomTarget target) throws ArchiveException {
        List<String> there = rooms.stream().filter(target::exists).toList();
        if (there.isEmpty()) {
            return;
        }
        String names = there.stream().limit(NAMED).collect(Collectors.joining(", "));
        throw new ArchiveException((there.size() == 1 ? "This room exists already: " : "These rooms exist already: ")
                + names + (there.size() > NAMED ? " and " + (there.size() - NAMED) + " more" : "") + ".");
    }

    /**
     * Writes the rooms, and makes them visible when all are written. After {@link #check} and {@link #requireNew}.
     *
     * @throws ArchiveException when the file has changed since, or a room has come into being; says how many rooms were
     *     imported
     */
    public Totals write(RoomTarget target, Progress progress) throws IOException, ArchiveException {
        Writing writing = new Writing(target);
        try {
            Totals written = read(writing, progress);
            writing.publish();
            return written;
        } catch (ArchiveException e) {
            throw new ArchiveException(
                    e.getMessage() + " " + writing.published + " of " + totals.rooms() + " rooms were imported.");
        } finally {
            writing.discardRest();
        }
    }

    private Totals read(ArchiveReader.Visitor visitor, Progress progress) throws IOException, ArchiveException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return new ArchiveReader(in, visitor, progress).read();
        }
    }

    /** Writes what is read. */
    private static final class Writing implements ArchiveReader.Visitor {

        private final RoomTarget target;
        private final Deque<RoomTarget.Writer> unpublished = new ArrayDeque<>();
        private long published;

        Writing(RoomTarget target) {
            this.target = target;
        }

        @Override
        public void room(String room) {
            unpublished.add(target.create(room));
        }

        @Override
        public void event(LogEvent event) {
            unpublished.getLast().add(event);
        }

        @Override
        public void roomEnd() {
            unpublished.getLast().end();
        }

        void publish() throws ArchiveException {
            while (!unpublished.isEmpty()) {
                unpublished.getFirst().publish();
                unpublished.removeFirst();
                published++;
            }
        }

        /** When the store does not answer any more, what is there has to expire by itself. */
        void discardRest() {
            boolean answers = true;
            while (answers && !unpublished.isEmpty()) {
                answers = unpublished.removeFirst().discard();
            }
        }
    }
}
