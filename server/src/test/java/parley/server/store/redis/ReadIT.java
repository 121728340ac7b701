package parley.server.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.server.store.LogEvent;
import parley.server.store.Read.Mode;
import parley.server.store.ReadResult.Page;

/** What pages and replays answer, at and around their ends. */
final class ReadIT {

    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static RedisStore store;

    @BeforeAll
    static void open() {
        store = REDIS.open("n1");
    }

    @AfterAll
    static void close() {
        store.close();
    }

    /** Numbers 1, 2, 5 and 8 are messages; 3 and 6 edit number 1, 4 deletes 2, 7 edits 5, 9 edits 8. */
    private static RoomDriver mixed(String name) {
        RoomDriver room = new RoomDriver(store, name);
        room.say("one");
        room.say("two");
        room.change(1, "one b");
        room.delete("u_a", "d", 2);
        room.say("five");
        room.change(1, "one c");
        room.change(5, "five b");
        room.say("eight");
        room.change(8, "eight b");
        return room;
    }

    @ParameterizedTest
    @CsvSource({
        // mode, at, limit, seqs, from, to, more before, more after
        "NEWEST, 0,  2, 5 8,               5, 9, true,  false",
        "NEWEST, 0,  4, 1 2 5 8,           1, 9, false, false",
        "NEWEST, 0,  3, 2 5 8,             2, 9, true,  false",
        "BEFORE, 9,  1, 8,                 8, 8, true,  false",
        "BEFORE, 8,  1, 5,                 5, 7, true,  true",
        "BEFORE, 5,  9, 1 2,               1, 4, false, true",
        "BEFORE, 2,  9, 1,                 1, 1, false, true",
        "BEFORE, 1,  9, '',                1, 0, false, true",
        "BEFORE, 99, 1, 8,                 8, 9, true,  false",
        "AROUND, 5,  4, 1 2 5 8,           1, 9, false, false",
        "AROUND, 5,  3, 2 5 8,             2, 9, true,  false",
        "AROUND, 5,  2, 2 5,               2, 5, true,  true",
        "AROUND, 5,  1, 5,                 5, 5, true,  true",
        "AROUND, 6,  3, 5 8,               5, 9, true,  false",
        "AROUND, 1,  2, 1 2,               1, 2, false, true",
        "AROUND, 9,  2, 8,                 8, 9, true,  false",
        "AROUND, 99, 4, 5 8,               5, 9, true,  false",
        "AFTER,  0,  4, 1 2 3 4,           1, 4, false, true",
        "AFTER,  0, 99, 1 2 3 4 5 6 7 8 9, 1, 9, false, false",
        "AFTER,  8, 99, 9,                 9, 9, true,  false",
        "AFTER,  9, 99, '',               10, 9, true,  false",
        "AFTER, 99, 99, '',               10, 9, true,  false",
    })
    void rangesAreAsTheProtocolSays(
            Mode mode, long at, int limit, String seqs, long from, long to, boolean before, boolean after) {
        String name = "mixed-" + mode.toString().toLowerCase(java.util.Locale.ROOT) + "-" + at + "-" + limit;

        Page page = mixed(name).page(mode, at, limit);

        assertThat(seqs(page)).isEqualTo(seqs);
        assertThat(List.of(page.from(), page.to(), page.newestSeq())).containsExactly(from, to, 9L);
        assertThat(List.of(page.moreBefore(), page.moreAfter())).containsExactly(before, after);
    }

    @Test
    void replayCarriesTheCurrentTextWhereverTheTargetIs() {
        RoomDriver room = mixed("current");

        List<LogEvent> events = room.page(Mode.AFTER, 2, 99).events();

        assertThat(events)
                .extracting(LogEvent::text)
                .containsExactly("one c", null, "five b", "one c", "five b", "eight b", "eight b");
        room.delete("u_a", "d2", 1);
        assertThat(room.page(Mode.AFTER, 2, 1).events().get(0).text()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"NEWEST, 0", "BEFORE, 1", "AROUND, 1", "AROUND, 7", "AFTER, 0", "AFTER, 7"})
    void emptyRoomHasAnEpochAndNothingElse(Mode mode, long at) {
        Page page = new RoomDriver(store, "empty").page(mode, at, 10);

        assertThat(page).isEqualTo(new Page(store.state().dataSetId(), 0, 0, List.of(), 1, 0, false, false));
    }

    @ParameterizedTest
    @CsvSource({
        // mode, at, bytes, seqs, from, to
        "NEWEST, 0, 3000, 9 10,      9, 10",
        "NEWEST, 0, 10,   10,       10, 10",
        "BEFORE, 6, 3000, 4 5,       4, 5",
        "AFTER,  5, 3000, 6 7,       6, 7",
        "AFTER,  5, 10,   6,         6, 6",
        "AROUND, 5, 5000, 3 4 5 6,   3, 6",
        "AROUND, 5, 10,   5,         5, 5",
    })
    void readIsCutByBytesWhereTheProtocolSays(Mode mode, long at, int bytes, String seqs, long from, long to) {
        RoomDriver room =
                new RoomDriver(store, "bytes-" + mode.toString().toLowerCase(java.util.Locale.ROOT) + at + bytes);
        for (int i = 0; i < 10; i++) {
            room.say("ü".repeat(600));
        }

        Page page = (Page) room.read(mode, at, 10, bytes, null);

        assertThat(seqs(page)).isEqualTo(seqs);
        assertThat(List.of(page.from(), page.to())).containsExactly(from, to);
        assertThat(page.moreBefore()).isEqualTo(from > 1);
        assertThat(page.moreAfter()).isEqualTo(to < 10);
    }

    @Test
    void pagesCrossSegmentsAndLongStretchesOfEdits() {
        RoomDriver driver = new RoomDriver(store, "long");
        RoomModel model = new RoomModel(driver, new Random(7));
        model.write(900, 1);
        model.write(1_300, 400);
        model.message();
        for (long at : new long[] {1, 900, 901, 1_023, 1_024, 1_025, 1_026, 2_047, 2_048, 2_049, 2_200, 2_201, 2_202}) {
            check(driver, model, Mode.BEFORE, at, 20);
            check(driver, model, Mode.AROUND, at, 20);
            check(driver, model, Mode.AFTER, at, 200);
        }
        check(driver, model, Mode.NEWEST, 0, 100);
    }

    @Test
    void randomRoomsReadAsTheModelSays() {
        long seed = System.nanoTime();
        System.out.println("ReadIT seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 6; round++) {
            RoomDriver driver = new RoomDriver(store, "random-" + round);
            RoomModel model = new RoomModel(driver, random);
            model.write(1 + random.nextInt(60), 1 + random.nextInt(6));
            for (int question = 0; question < 60; question++) {
                Mode mode = Mode.values()[random.nextInt(4)];
                long at = (mode == Mode.AFTER ? 0 : 1) + random.nextInt((int) model.newest() + 4);
                check(driver, model, mode, at, 1 + random.nextInt(12));
            }
        }
    }

    /** Compares one read with what the plainest code makes of the model. */
    private static void check(RoomDriver driver, RoomModel model, Mode mode, long at, int limit) {
        long newest = model.newest();
        List<Long> expected = new ArrayList<>();
        long from;
        long to;
        if (mode == Mode.AFTER) {
            from = Math.min(at, newest) + 1;
            to = Math.min(newest, from + limit - 1);
            LongStream.rangeClosed(from, to).forEach(expected::add);
        } else {
            long start = mode == Mode.NEWEST ? newest + 1 : Math.min(at, newest + 1);
            List<Long> older = model.messages(1, start - 1);
            int wanted = mode == Mode.AROUND ? limit / 2 : limit;
            expected.addAll(older.subList(Math.max(0, older.size() - wanted), older.size()));
            from = older.size() <= expected.size() ? 1 : expected.isEmpty() ? start : expected.get(0);
            from = from == 1 || model.messages(1, from - 1).isEmpty() ? 1 : from;
            to = start - 1;
            if (mode == Mode.AROUND) {
                List<Long> newer = model.messages(start, newest);
                newer = newer.subList(0, Math.min(newer.size(), limit - expected.size()));
                expected.addAll(newer);
                boolean all = newer.isEmpty()
                        || model.messages(newer.get(newer.size() - 1) + 1, newest)
                                .isEmpty();
                to = all ? newest : newer.get(newer.size() - 1);
            }
        }
        String what = mode + " " + at + " limit " + limit;
        Page page = driver.page(mode, at, limit);
        assertThat(page.events())
                .extracting(RoomModel::actual)
                .as(what)
                .isEqualTo(expected.stream().map(model::expected).toList());
        assertThat(List.of(page.from(), page.to())).as(what).containsExactly(from, to);
        boolean replay = mode == Mode.AFTER;
        assertThat(page.moreBefore())
                .as(what)
                .isEqualTo(replay ? from > 1 : !model.messages(1, from - 1).isEmpty());
        assertThat(page.moreAfter())
                .as(what)
                .isEqualTo(
                        replay ? to < newest : !model.messages(to + 1, newest).isEmpty());
    }

    private static String seqs(Page page) {
        return String.join(
                " ",
                page.events().stream().map(event -> Long.toString(event.seq())).toList());
    }
}
