package parley.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.client.TimelineChange.Appended;
import parley.client.TimelineChange.End;
import parley.client.TimelineChange.Extended;
import parley.client.TimelineChange.HeldBack;
import parley.client.TimelineChange.Prepended;
import parley.client.TimelineChange.Reset;
import parley.client.TimelineChange.Trimmed;
import parley.client.TimelineChange.Updated;
import parley.model.Event;
import parley.model.ServerMessage;

/** A timeline that holds a part of a long room, around where its reader is. */
class TimelineWindowTest {
    private static final int LIMIT = 100;

    private final Timeline timeline = new Timeline("lobby", LIMIT);

    @Test
    void readerFarBackKeepsTheirPlaceAndTheNewestLeave() {
        open(201, 300);
        timeline.reading(201);
        assertThat(timeline.prepend(Said.history(null, 151, 200, true, true)))
                .containsExactly(new Prepended(messages(151, 200), true), new Trimmed(60, End.NEWEST));
        assertThat(timeline.messages()).isEqualTo(messages(151, 240));
        assertThat(timeline.moreAfter()).isTrue();
        assertThat(timeline.end()).isEqualTo(240);
    }

    @Test
    void newMessagesAreHeldBackWhileTheNewestAreAway() {
        readerFarBackKeepsTheirPlaceAndTheNewestLeave();
        assertThat(timeline.append(Said.messages(301, 302), 302)).containsExactly(new HeldBack(messages(301, 302)));
        assertThat(timeline.messages()).hasSize(90);
        assertThat(timeline.position().orElseThrow().seq()).isEqualTo(302);
    }

    @Test
    void editsReachWhatIsHeldAlsoThen() {
        readerFarBackKeepsTheirPlaceAndTheNewestLeave();
        timeline.append(List.of(Said.edited(301, 160, "new"), Said.edited(302, 299, "far")), 302);
        assertThat(timeline.message(160).orElseThrow().message()).isEqualTo("new");
        assertThat(timeline.message(299)).isEmpty();
    }

    @Test
    void readingOnTowardsTheEndBringsEverything() {
        readerFarBackKeepsTheirPlaceAndTheNewestLeave();
        timeline.append(Said.messages(301, 301), 301);
        timeline.reading(240);
        assertThat(timeline.extend(Said.history(null, 241, 300, true, true)))
                .containsExactly(new Extended(messages(241, 300), true), new Trimmed(60, End.OLDEST));
        assertThat(timeline.moreAfter()).isTrue();
        assertThat(timeline.extend(Said.history(null, 301, 302, true, false)))
                .containsExactly(new Extended(messages(301, 302), false));
        assertThat(timeline.moreAfter()).isFalse();
        assertThat(timeline.append(Said.messages(302, 302), 302)).isEmpty();
        assertThat(timeline.append(Said.messages(303, 303), 303)).containsExactly(new Appended(messages(303, 303)));
    }

    @Test
    void newestPageReplacesWhatIsHeld() {
        readerFarBackKeepsTheirPlaceAndTheNewestLeave();
        assertThat(timeline.restart(Said.history(null, 251, 300, true, false)))
                .containsExactly(new Reset(messages(251, 300), true, TimelineChange.Cause.NEWEST));
        assertThat(timeline.moreAfter()).isFalse();
    }

    @Test
    void pagesThatDoNotFitAnyMoreAreIgnored() {
        readerFarBackKeepsTheirPlaceAndTheNewestLeave();
        assertThat(timeline.extend(Said.history(null, 260, 300, true, false))).isEmpty();
        timeline.reset(Said.joined(null, "e2", Said.messages(11, 12), 11, 12, true, null), TimelineChange.Cause.RESET);
        assertThat(timeline.extend(Said.history(null, 13, 14, true, false))).isEmpty();
        assertThat(timeline.restart(Said.history(null, 13, 14, true, false))).isEmpty();
        assertThat(timeline.messages()).hasSize(2);
    }

    /** Thousands of random steps against a log that is obviously right. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void windowIsAlwaysAnExactPartOfTheLog(long seed) {
        Model model = new Model(new Random(seed));
        for (int step = 0; step < 3_000; step++) {
            model.step();
            model.check();
        }
        assertThat(model.trims).as("the window slid").isGreaterThan(20);
    }

    private void open(long from, long to) {
        timeline.reset(Said.joined(null, from, to), TimelineChange.Cause.OPENED);
    }

    private static List<Event.Message> messages(long from, long to) {
        return Said.messages(from, to).stream().map(Event.Message.class::cast).toList();
    }

    /** A log, what of it was delivered, and a reader that follows the changes only. */
    private final class Model {
        private final Random random;
        private final List<Event> log = new ArrayList<>();
        private final List<Event.Message> shown = new ArrayList<>();
        private int delivered;
        private int trims;

        private Model(Random random) {
            this.random = random;
            write(300);
            delivered = log.size();
            ServerMessage.HistoryPage newest = page(log.size() + 1L, 50);
            follow(List.of(timeline.reset(
                    new ServerMessage.Joined(
                            null,
                            "lobby",
                            Said.EPOCH,
                            log.size(),
                            Said.at(log.size()),
                            newest.events(),
                            newest.from(),
                            log.size(),
                            true,
                            2,
                            false,
                            null),
                    TimelineChange.Cause.OPENED)));
        }

        private void step() {
            switch (random.nextInt(8)) {
                case 0, 1 -> write(1 + random.nextInt(5));
                case 2, 3 -> deliver(1 + random.nextInt(10));
                case 4 -> {
                    if (timeline.moreBefore() && timeline.hasRoomForOlder()) {
                        follow(timeline.prepend(page(timeline.from(), 1 + random.nextInt(50))));
                    }
                }
                case 5 -> {
                    if (timeline.moreAfter()) {
                        follow(timeline.extend(replay(1 + random.nextInt(50))));
                    }
                }
                case 6 ->
                    timeline.reading(
                            random.nextInt(3) == 0 || shown.isEmpty()
                                    ? Long.MAX_VALUE
                                    : shown.get(random.nextInt(1 + random.nextInt(shown.size())))
                                            .seq());
                default -> {
                    if (random.nextInt(20) == 0) {
                        follow(timeline.restart(page(log.size() + 1L, 50)));
                    }
                }
            }
        }

        private void write(int events) {
            for (int i = 0; i < events; i++) {
                long seq = log.size() + 1L;
                Event.@Nullable Message target = log.isEmpty() || random.nextInt(3) > 0 ? null : message();
                if (target == null) {
                    log.add(Said.message(seq));
                } else if (random.nextInt(4) == 0) {
                    set(target, null, null);
                    log.add(Said.deleted(seq, target.seq()));
                } else if (target.deleted()) {
                    log.add(Said.message(seq));
                } else {
                    set(target, "edit " + seq, Said.at(seq));
                    log.add(Said.edited(seq, target.seq(), "edit " + seq));
                }
            }
        }

        private Event.@Nullable Message message() {
            return log.get(random.nextInt(log.size())) instanceof Event.Message found ? found : null;
        }

        private void set(Event.Message m, @Nullable String text, @Nullable String edited) {
            log.set(
                    (int) m.seq() - 1,
                    new Event.Message(m.room(), m.seq(), m.username(), m.user(), text, m.timestamp(), m.ref(), edited));
        }

        /** Live events carry what is true when they are read here: the newest state, as a replay does. */
        private void deliver(int most) {
            int upTo = Math.min(log.size(), delivered + most);
            if (upTo > delivered) {
                List<Event> events = current(delivered, upTo);
                delivered = upTo;
                follow(timeline.append(events, upTo));
            }
        }

        private List<Event> current(int from, int to) {
            return log.subList(from, to).stream()
                    .map(event -> event instanceof Event.Edited edited
                            ? new Event.Edited(
                                    edited.room(),
                                    edited.seq(),
                                    edited.target(),
                                    ((Event.Message) log.get((int) edited.target() - 1)).message(),
                                    edited.username(),
                                    edited.user(),
                                    edited.timestamp(),
                                    edited.ref())
                            : event)
                    .toList();
        }

        private ServerMessage.HistoryPage page(long before, int limit) {
            List<Event> all = log.subList(0, (int) before - 1).stream()
                    .filter(Event.Message.class::isInstance)
                    .toList();
            List<Event> listed = all.subList(Math.max(0, all.size() - limit), all.size());
            boolean more = listed.size() < all.size();
            long from = more ? listed.get(0).seq() : 1;
            return new ServerMessage.HistoryPage(null, "lobby", Said.EPOCH, listed, from, before - 1, more, false);
        }

        private ServerMessage.HistoryPage replay(int limit) {
            int from = (int) timeline.end();
            int to = Math.min(log.size(), from + limit);
            return new ServerMessage.HistoryPage(
                    null, "lobby", Said.EPOCH, current(from, to), from + 1L, to, true, to < log.size());
        }

        private void follow(List<TimelineChange> changes) {
            for (TimelineChange change : changes) {
                if (change instanceof Appended appended) {
                    shown.addAll(appended.messages());
                } else if (change instanceof Extended extended) {
                    shown.addAll(extended.messages());
                } else if (change instanceof Prepended prepended) {
                    shown.addAll(0, prepended.messages());
                } else if (change instanceof Updated updated) {
                    shown.replaceAll(held -> held.seq() == updated.message().seq() ? updated.message() : held);
                } else if (change instanceof Reset reset) {
                    shown.clear();
                    shown.addAll(reset.messages());
                } else if (change instanceof Trimmed trimmed) {
                    trims++;
                    boolean oldest = trimmed.end() == End.OLDEST;
                    int from = oldest ? 0 : shown.size() - trimmed.count();
                    shown.subList(from, from + trimmed.count()).clear();
                }
            }
        }

        private void check() {
            assertThat(shown).isEqualTo(timeline.messages());
            assertThat(shown).hasSizeLessThanOrEqualTo(LIMIT);
            assertThat(timeline.moreAfter() ? timeline.end() : Math.max(timeline.end(), delivered))
                    .isEqualTo(timeline.end());
            List<Long> numbers = log.subList((int) timeline.from() - 1, (int) timeline.end()).stream()
                    .filter(Event.Message.class::isInstance)
                    .map(Event::seq)
                    .toList();
            assertThat(shown).extracting(Event.Message::seq).isEqualTo(numbers);
            if (delivered == log.size()) {
                assertThat(shown).allSatisfy(held -> assertThat(held).isEqualTo(log.get((int) held.seq() - 1)));
            }
        }
    }
}
