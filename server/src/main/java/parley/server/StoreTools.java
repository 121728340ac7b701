package parley.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import parley.server.cli.StartFailure;
import parley.server.cli.StoreCommands;
import parley.server.cli.StoreOptions;
import parley.server.cli.Version;
import parley.server.store.archive.ArchiveException;
import parley.server.store.archive.Export;
import parley.server.store.archive.Import;
import parley.server.store.archive.Totals;
import parley.server.store.redis.Findings;
import parley.server.store.redis.RedisRoomSource;
import parley.server.store.redis.RedisRoomTarget;
import parley.server.store.redis.StoreException;
import parley.server.store.redis.StoreLink;
import parley.server.store.redis.Verification;

/** The commands that work on a store without a server. Results go to the standard output, all else to the other one. */
final class StoreTools implements StoreCommands {

    private static final String STANDARD = "-";
    private static final int BUFFER_BYTES = 1 << 16;

    private final InputStream in;
    private final OutputStream out;
    private final PrintStream err;

    /**
     * Tools with these streams.
     *
     * @param out throws what goes wrong, as no {@link PrintStream} does: a cut export must not look like a whole one
     */
    StoreTools(InputStream in, OutputStream out, PrintStream err) {
        this.in = in;
        this.out = out;
        this.err = err;
    }

    static StoreTools onConsole() {
        return new StoreTools(System.in, new FileOutputStream(FileDescriptor.out), System.err);
    }

    private interface Work<T> {
        T run() throws Exception;
    }

    @Override
    public boolean verify(StoreOptions options) throws Exception {
        return told("", () -> {
            try (ToolStore store = ToolStore.existing(options, err);
                    StoreLink link = StoreLink.openForReading(store.address(), err::println)) {
                link.requireDataSet();
                Verification verification = new Verification(link, progress("Checked"));
                Findings findings = verification.run();
                report(verification, findings);
                return findings.count() == 0;
            }
        });
    }

    private void report(Verification verification, Findings findings) {
        PrintStream lines = new PrintStream(out, true, UTF_8);
        findings.lines().forEach(lines::println);
        lines.printf(
                Locale.ROOT,
                "Checked %s and %,d retry keys: %s%n",
                new Totals(verification.rooms(), verification.events()),
                verification.retryKeys(),
                findings.count() == 0 ? "all is well." : String.format(Locale.ROOT, "%,d damaged.", findings.count()));
    }

    @Override
    public void exportRooms(StoreOptions options, String file) throws Exception {
        Totals totals = told(file, () -> {
            try (ToolStore store = ToolStore.existing(options, err);
                    StoreLink link = StoreLink.openForReading(store.address(), err::println)) {
                link.requireDataSet();
                return file.equals(STANDARD) ? exportTo(link, out) : exportInto(link, Path.of(file));
            }
        });
        err.println("Exported " + totals + ".");
    }

    private Totals exportTo(StoreLink link, OutputStream stream) throws IOException, ArchiveException {
        Export export = new Export(
                new RedisRoomSource(link), new BufferedOutputStream(stream, BUFFER_BYTES), progress("Exported"));
        return export.write(Instant.now(), Version.number());
    }

    /** The file has its name when it is whole. It holds what people wrote: for its owner only. */
    private Totals exportInto(StoreLink link, Path file) throws IOException, ArchiveException {
        Path absolute = file.toAbsolutePath();
        if (Files.isDirectory(absolute)) {
            throw new FileSystemException(absolute.toString(), null, "it is a directory");
        }
        Path directory = Objects.requireNonNullElse(absolute.getParent(), absolute);
        Path part = Files.createTempFile(directory, absolute.getFileName() + ".", ".part");
        try {
            Totals totals;
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                totals = exportTo(link, Channels.newOutputStream(channel));
                channel.force(true);
            }
            Files.move(part, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return totals;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    @Override
    public void importRooms(StoreOptions options, String file, boolean dryRun) throws Exception {
        told(file, () -> {
            if (!file.equals(STANDARD)) {
                importFrom(options, Path.of(file), dryRun);
                return file;
            }
            // Read twice, which a stream cannot be.
            Path spool = Files.createTempFile("parley-import", ".ndjson");
            try {
                Files.copy(in, spool, StandardCopyOption.REPLACE_EXISTING);
                importFrom(options, spool, dryRun);
            } finally {
                Files.deleteIfExists(spool);
            }
            return file;
        });
    }

    private void importFrom(StoreOptions options, Path file, boolean dryRun) throws Exception {
        Import work = new Import(file);
        Totals found = unchanged(() -> work.check(progress("Checked")));
        boolean nothingThere = options.redis().isEmpty() && !ToolStore.holdsStore(options.dataDirectory());
        if (dryRun && nothingThere) {
            err.println("Would import " + found + " into a new store. Nothing was changed.");
            return;
        }
        try (ToolStore store = ToolStore.open(options, err)) {
            unchanged(() -> {
                try (StoreLink link = StoreLink.openForReading(store.address(), err::println)) {
                    work.requireNew(new RedisRoomTarget(link, store.diskFull()));
                }
                return found;
            });
            if (dryRun) {
                err.println("Would import " + found + ". Nothing was changed.");
                return;
            }
            try (StoreLink link = StoreLink.openForWriting(store.address(), err::println)) {
                err.println("Imported " + work.write(new RedisRoomTarget(link, store.diskFull()), progress("Imported"))
                        + ".");
            }
        }
    }

    private static <T> T unchanged(Work<T> work) throws Exception {
        try {
            return work.run();
        } catch (ArchiveException e) {
            throw new StartFailure(e.getMessage() + " Nothing was changed.", e);
        }
    }

    private ProgressLines progress(String doing) {
        return new ProgressLines(doing, err, System::nanoTime);
    }

    /** What a person can put right becomes one line. */
    private static <T> T told(String file, Work<T> work) throws Exception {
        try {
            return work.run();
        } catch (StoreException | ArchiveException e) {
            throw new StartFailure(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new StartFailure(
                    (file.equals(STANDARD) ? "The standard input or output" : "The file " + file)
                            + " cannot be read or written (" + reason(e) + ").",
                    e);
        }
    }

    private static String reason(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        return failure instanceof FileSystemException known && known.getReason() != null
                ? known.getReason()
                : String.valueOf(failure.getMessage());
    }
}
