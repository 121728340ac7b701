package parley.server.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import parley.server.store.archive.ArchiveException;
import parley.server.store.archive.Export;
import parley.server.store.archive.Import;
import parley.server.store.archive.Progress;

/** A file that is not exactly what was exported is refused, without a store being asked. */
final class ExportFileIT {

    private static final Progress NOBODY = (rooms, events) -> {};

    @RegisterExtension
    final RedisExtension source = new RedisExtension();

    @TempDir
    Path temporary;

    private RedisStore store;

    @BeforeEach
    void open() {
        store = source.open("n1");
        RoomDriver room = new RoomDriver(store, "lobby");
        room.say("first");
        room.say("second");
        room.say("third");
        room.change(2, "changed");
        room.delete("u_a", "gone", 3);
        room.message("u_b", "b", "last");
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void fileThatIsCutAnywhereIsRefused() throws Exception {
        byte[] whole = export();
        for (int length = 0; length < whole.length; length++) {
            Path cut = file(Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> new Import(cut).check(NOBODY))
                    .as("cut after %d of %d bytes", length, whole.length)
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageStartingWith("Line ");
        }
    }

    @Test
    void fileThatIsChangedAnywhereIsRefused() throws Exception {
        byte[] whole = export();
        for (int i = 0; i < whole.length; i++) {
            byte[] changed = whole.clone();
            changed[i] ^= (byte) (1 << (i % 7));
            Path file = file(changed);
            assertThatThrownBy(() -> new Import(file).check(NOBODY))
                    .as("byte %d", i)
                    .isInstanceOf(ArchiveException.class);
        }
    }

    @Test
    void fileWithAMissingDoubledOrExchangedLineIsRefused() throws Exception {
        List<String> lines = new String(export(), UTF_8).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            List<String> without = new ArrayList<>(lines);
            String line = without.remove(i);
            refused(without);
            List<String> doubled = new ArrayList<>(lines);
            doubled.add(i, line);
            refused(doubled);
        }
    }

    @Test
    void whatComesAfterTheEndIsRefused() throws Exception {
        String whole = new String(export(), UTF_8);
        new RoomDriver(store, "z").say("sound, and counted by nobody");
        List<String> more = new String(export(), UTF_8)
                .lines()
                .dropWhile(line -> !line.contains("\"room\":\"z\""))
                .toList();

        List<String> lines = new ArrayList<>(whole.lines().toList());
        lines.addAll(more.subList(0, 3));

        refused(lines);
    }

    @Test
    void newerFileIsRefusedAndSaysSo() throws Exception {
        String newer = new String(export(), UTF_8).replace("\"version\":1", "\"version\":2");
        assertThatThrownBy(() -> new Import(file(newer.getBytes(UTF_8))).check(NOBODY))
                .hasMessageContaining("written by a newer Parley (format 2, this one knows 1)");
    }

    @Test
    void otherFilesAreNoExport() throws Exception {
        for (String text : List.of("hello\n", "{}\n", "[]\n", "{\"type\":7}\n", "\n", "{\"type\":\"room\"}\n")) {
            assertThatThrownBy(() -> new Import(file(text.getBytes(UTF_8))).check(NOBODY))
                    .as(text)
                    .isInstanceOf(ArchiveException.class);
        }
    }

    private byte[] export() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (StoreLink link = StoreLink.openForReading(source.address(), line -> {})) {
            new Export(new RedisRoomSource(link), out, NOBODY).write(Instant.EPOCH, "test");
        }
        return out.toByteArray();
    }

    private Path file(byte[] content) throws Exception {
        return Files.write(temporary.resolve("export.ndjson"), content);
    }

    private void refused(List<String> lines) throws Exception {
        Path file = file((String.join("\n", lines) + "\n").getBytes(UTF_8));
        assertThatThrownBy(() -> new Import(file).check(NOBODY)).isInstanceOf(ArchiveException.class);
    }
}
