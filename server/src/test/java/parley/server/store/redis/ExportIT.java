package parley.server.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import parley.server.store.AppendResult;
import parley.server.store.EventKind;
import parley.server.store.LogEvent;
import parley.server.store.Read.Mode;
import parley.server.store.ReadResult.Page;
import parley.server.store.archive.Export;
import parley.server.store.archive.Import;
import parley.server.store.archive.Progress;
import parley.server.store.archive.RoomTarget;
import parley.server.store.archive.Totals;
import redis.clients.jedis.Jedis;

/** What is exported from one Redis and imported into another is the same there, whole or not at all. */
final class ExportIT {

    private static final Progress NOBODY = (rooms, events) -> {};
    private static final int LONG = 2 * RoomKeys.SEGMENT_EVENTS + 5;

    @RegisterExtension
    static final RedisExtension SOURCE = new RedisExtension();

    @RegisterExtension
    static final RedisExtension TARGET = new RedisExtension();

    @TempDir
    Path temporary;

    private RedisStore store;
    private RoomDriver room;
    private Jedis target;

    @BeforeEach
    void open() {
        try (Jedis source = SOURCE.server().jedis()) {
            source.flushAll();
        }
        target = TARGET.server().jedis();
        target.flushAll();
        store = SOURCE.open("n1");
        room = new RoomDriver(store, "lobby");
        room.say("first \"quoted\" \u00e4\u4f60\ud83d\ude00 <b>\u2028 \\");
        room.say("Secret that was replaced");
        room.say("Secret that was deleted");
        room.change(2, "what replaced it\nover two lines");
        room.delete("u_a", "gone", 3);
        room.message("u_b", "b", "last");
    }

    @AfterEach
    void close() {
        target.close();
        store.close();
    }

    @Test
    void importedRoomsAreTheSameUnderAnotherEpoch() throws Exception {
        new RoomDriver(store, "a.long-room").sayMany(LONG);
        Path file = file(export());

        assertThat(take(file)).isEqualTo(new Totals(2, 6 + LONG));

        try (RedisStore other = TARGET.open("n2")) {
            for (String name : List.of("lobby", "a.long-room")) {
                RoomDriver before = new RoomDriver(store, name);
                RoomDriver after = new RoomDriver(other, name);
                List<LogEvent> expected = all(before);
                assertThat(all(after)).isEqualTo(expected);
                Page newest = after.newest(50);
                assertThat(newest.events()).isEqualTo(before.newest(50).events());
                assertThat(newest.newestSeq()).isEqualTo(expected.size());
                assertThat(newest.newestTimestampMs())
                        .isEqualTo(before.newest(1).newestTimestampMs());
                assertThat(newest.epoch())
                        .hasSize(16)
                        .isNotEqualTo(before.newest(1).epoch())
                        .isNotEqualTo(other.state().dataSetId());
            }
        }
        assertThat(verifyTarget().lines()).isEmpty();
        assertThat(target.keys("parley:*import*")).isEmpty();
    }

    @Test
    void importedRoomGoesOn() throws Exception {
        take(file(export()));
        try (RedisStore other = TARGET.open("n2")) {
            RoomDriver after = new RoomDriver(other, "lobby");
            String epoch = after.newest(1).epoch();
            assertThat(after.message("u_a", "new", "goes on"))
                    .isInstanceOfSatisfying(AppendResult.Stored.class, stored -> {
                        assertThat(stored.seq()).isEqualTo(7);
                        assertThat(stored.epoch()).isEqualTo(epoch);
                    });
            assertThat(after.edit("u_b", "e", 6, "changed")).isInstanceOf(AppendResult.Stored.class);
            assertThat(after.delete("u_a", "d", 1)).isInstanceOf(AppendResult.Stored.class);
        }
        assertThat(target.ttl(new RoomKeys("lobby").room())).isEqualTo(-1);
        assertThat(target.ttl(new RoomKeys("lobby").segment(0))).isEqualTo(-1);
        assertThat(verifyTarget().lines()).isEmpty();
    }

    @Test
    void messageWhoseAnswerWasLostIsNotStoredAgain() throws Exception {
        take(file(export()));
        try (RedisStore other = TARGET.open("n2")) {
            RoomDriver after = new RoomDriver(other, "lobby");
            assertThat(after.message("u_b", "b", "last"))
                    .isInstanceOfSatisfying(
                            AppendResult.Stored.class,
                            stored -> assertThat(stored.duplicate()).isTrue());
            assertThat(after.delete("u_a", "gone", 3))
                    .isInstanceOfSatisfying(
                            AppendResult.Stored.class,
                            stored -> assertThat(stored.seq()).isEqualTo(5));
            assertThat(after.newest(1).newestSeq()).isEqualTo(6);
        }
        List<String> hashes = new ArrayList<>(target.keys("parley:*:refs:*"));
        assertThat(hashes)
                .isNotEmpty()
                .allSatisfy(key -> assertThat(target.ttl(key)).isPositive());
    }

    @Test
    void replacedAndDeletedTextIsNowhereInTheFile() throws Exception {
        assertThat(new String(export(), UTF_8))
                .contains("what replaced it", "last", "\u00e4\u4f60\ud83d\ude00")
                .doesNotContain("Secret");
    }

    @Test
    void importWritesTheRecordsThatTheScriptsWrote() throws Exception {
        RoomKeys keys = new RoomKeys("lobby");
        String base = store.state().dataSetId();
        try (Jedis source = SOURCE.server().jedis()) {
            List<byte[]> records = source.lrange(keys.segment(0), 0, -1);
            assertThat(records).hasSize(6);
            for (int i = 0; i < records.size(); i++) {
                LogEvent event = LogRecord.read("lobby", base, i + 1, records.get(i));
                assertThat(LogRecord.write("lobby", base, event)).isEqualTo(records.get(i));
            }
        }
    }

    @Test
    void roomThatExistsIsRefusedBeforeAnythingIsWritten() throws Exception {
        new RoomDriver(store, "a").say("one");
        Path file = file(export());
        try (RedisStore other = TARGET.open("n2")) {
            new RoomDriver(other, "lobby").say("mine");
        }
        long keys = target.dbSize();

        assertThatThrownBy(() -> take(file)).hasMessage("This room exists already: lobby.");

        assertThat(target.dbSize()).isEqualTo(keys);
        assertThat(target.keys("*:room:a*")).isEmpty();
    }

    @Test
    void roomThatComesIntoBeingMeanwhileIsLeftAlone() throws Exception {
        new RoomDriver(store, "z").say("comes after the lobby");
        Import work = new Import(file(export()));
        work.check(NOBODY);
        try (StoreLink link = StoreLink.openForWriting(TARGET.address(), line -> {});
                RedisStore other = TARGET.open("n2")) {
            RoomDriver after = new RoomDriver(other, "lobby");
            Progress quicker = (rooms, events) -> {
                if (events == 7) {
                    after.message("u_q", "q", "quicker");
                }
            };
            RoomTarget target = new RedisRoomTarget(link, () -> false);

            assertThatThrownBy(() -> work.write(target, quicker))
                    .hasMessage("The room lobby has come into being meanwhile. 0 of 2 rooms were imported.");

            assertThat(after.newest(9).events()).extracting(LogEvent::text).containsExactly("quicker");
            assertThat(target.exists("z")).isFalse();
        }
        assertThat(target.keys("parley:*import*")).isEmpty();
        assertThat(verifyTarget().lines()).isEmpty();
    }

    @Test
    void fileThatChangesBetweenBothReadingsIsRefused() throws Exception {
        new RoomDriver(store, "a").say("comes before the lobby");
        Path file = file(export());
        Import work = new Import(file);
        work.check(NOBODY);
        Files.writeString(file, Files.readString(file).replace("last", "lost"));
        try (StoreLink link = StoreLink.openForWriting(TARGET.address(), line -> {})) {
            assertThatThrownBy(() -> work.write(new RedisRoomTarget(link, () -> false), NOBODY))
                    .hasMessageContaining("the checksum of the room lobby does not fit")
                    .hasMessageContaining("0 of 2 rooms");
        }
        assertThat(target.keys("parley:*import*")).isEmpty();
        assertThat(target.keys("*:room:*")).isEmpty();
    }

    @Test
    void importThatIsKilledHalfWayLeavesNoRoomAndCanBeRepeated() throws Exception {
        new RoomDriver(store, "long").sayMany(LONG);
        Path file = file(export());
        try (StoreLink link = StoreLink.openForWriting(TARGET.address(), line -> {})) {
            RoomTarget.Writer writer = new RedisRoomTarget(link, () -> false).create("long");
            all(new RoomDriver(store, "long")).forEach(writer::add);
            writer.end();
        }
        assertThat(target.keys("parley:*import*"))
                .isNotEmpty()
                .allSatisfy(key -> assertThat(target.ttl(key)).isBetween(1L, 2 * 86_400L));
        assertThat(target.keys("*:room:*")).isEmpty();
        assertThat(verifyTarget().lines()).isEmpty();

        assertThat(take(file).rooms()).isEqualTo(2);
        assertThat(verifyTarget().lines()).isEmpty();
    }

    @Test
    void partsThatVanishMeanwhileAreNoticed() {
        try (StoreLink link = StoreLink.openForWriting(TARGET.address(), line -> {})) {
            RoomTarget.Writer writer = new RedisRoomTarget(link, () -> false).create("long");
            for (int seq = 1; seq <= LONG; seq++) {
                writer.add(new LogEvent(seq, EventKind.MESSAGE, seq, "u_a", "A", "r" + seq, 0, "text", 0, false));
            }
            writer.end();
            target.del(target.keys("parley:*import*:log:0").iterator().next());

            assertThatThrownBy(writer::publish)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("vanished");
        }
        assertThat(target.keys("*:room:*")).isEmpty();
    }

    @Test
    void fullDiskStopsTheImport() throws Exception {
        Path file = file(export());
        try (StoreLink link = StoreLink.openForWriting(TARGET.address(), line -> {})) {
            Import work = new Import(file);
            work.check(NOBODY);
            assertThatThrownBy(() -> work.write(new RedisRoomTarget(link, () -> true), NOBODY))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("nearly full");
        }
        assertThat(target.keys("*:room:*")).isEmpty();
    }

    @Test
    void damagedRoomStopsTheExport() {
        try (Jedis source = SOURCE.server().jedis()) {
            source.lset(new RoomKeys("lobby").segment(0), 3, new byte[] {1, 2, 3});
            assertThatThrownBy(this::export).hasMessageContaining("The room lobby is damaged: event 4");
            source.del(new RoomKeys("lobby").segment(0));
            assertThatThrownBy(this::export).hasMessageContaining("The room lobby is damaged");
        }
    }

    @Test
    void emptyStoreIsAFileWithoutRooms() throws Exception {
        try (Jedis source = SOURCE.server().jedis()) {
            source.del(new RoomKeys("lobby").room(), new RoomKeys("lobby").segment(0));
        }
        assertThat(take(file(export()))).isEqualTo(new Totals(0, 0));
    }

    private byte[] export() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (StoreLink link = StoreLink.openForReading(SOURCE.address(), line -> {})) {
            new Export(new RedisRoomSource(link), out, NOBODY).write(Instant.EPOCH, "test");
        }
        return out.toByteArray();
    }

    private Path file(byte[] content) throws Exception {
        return Files.write(temporary.resolve("export.ndjson"), content);
    }

    private static Totals take(Path file) throws Exception {
        Import work = new Import(file);
        work.check(NOBODY);
        try (StoreLink link = StoreLink.openForWriting(TARGET.address(), line -> {})) {
            RoomTarget rooms = new RedisRoomTarget(link, () -> false);
            work.requireNew(rooms);
            return work.write(rooms, NOBODY);
        }
    }

    private static List<LogEvent> all(RoomDriver room) {
        List<LogEvent> events = new ArrayList<>();
        while (true) {
            Page page = room.page(Mode.AFTER, events.size(), 500);
            events.addAll(page.events());
            if (!page.moreAfter()) {
                return events;
            }
        }
    }

    private static Findings verifyTarget() {
        try (StoreLink link = StoreLink.openForReading(TARGET.address(), line -> {})) {
            return new Verification(link, NOBODY).run();
        }
    }
}
