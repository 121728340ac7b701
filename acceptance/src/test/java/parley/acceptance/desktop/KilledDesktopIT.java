package parley.acceptance.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import parley.acceptance.conversation.Member;
import parley.acceptance.rig.ParleyServerProcess;
import parley.acceptance.rig.Rounds;
import parley.model.ClientMessage.History.Direction;
import parley.model.Event;

/** The app's own jar in a process that is killed at any moment: nothing that was shown as kept is lost or said twice. */
class KilledDesktopIT {
    private static final long NEWEST = (1L << 53) - 1;
    /** How much of the typing a kill may cost, in milliseconds or characters: drafts are forced to disk behind the typing. */
    private static final long DRAFT_LAG_MS = 2_000;

    private static final int DRAFT_LAG_CHARACTERS = 60;
    /** A draft is kept before it is painted, so it may be ahead of what was seen. */
    private static final int UNPAINTED_KEYS = 3;

    private static final AtomicInteger ROUND = new AtomicInteger();

    private static ParleyServerProcess server;

    @TempDir
    Path data;

    @BeforeAll
    static void start() {
        server = ParleyServerProcess.start("--rate-limits", "off");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Rounds
    void whatWasShownIsInTheRoomOnceAndTheDraftIsThereAgain() throws Exception {
        int round = ROUND.incrementAndGet();
        long seed = System.nanoTime();
        Random random = new Random(seed);
        boolean serverGoesFirst = random.nextInt(3) > 0;
        boolean whileSending = round % 3 == 0;
        String name = "dora" + round;
        try (DesktopProcess app =
                DesktopProcess.start(data, server.webSocket(), name, round * 10_000, whileSending ? 1_000 : 8)) {
            Typist.patiently().until(() -> app.rows("STORED").size() >= 2);
            if (serverGoesFirst) {
                server.kill();
                int queued = 1 + random.nextInt(4);
                Typist.patiently().until(() -> app.rows("QUEUED", "SENT").size() >= queued);
            }
            if (!whileSending) {
                Typist.patiently().until(() -> app.lastDraft().length() > DRAFT_LAG_CHARACTERS + 20);
            }
            assertThat(app.process().waitFor(random.nextInt(1_200), TimeUnit.MILLISECONDS))
                    .as("ended by itself")
                    .isFalse();
            app.kill();
            if (serverGoesFirst) {
                server.startAgain();
            }
            try (DesktopProcess again = DesktopProcess.start(data, server.webSocket(), name)) {
                Typist.patiently()
                        .until(() -> again.isShown()
                                && again.rows("SAVING", "QUEUED", "SENT").isEmpty()
                                && again.rows("STORED").containsAll(app.rows("QUEUED", "SENT", "STORED")));
                String seen = "seed " + seed + ", shown before the kill:\n" + app.output();
                List<String> log = log(name);
                assertThat(log).as(seen).doesNotHaveDuplicates().containsAll(app.rows("QUEUED", "SENT", "STORED"));
                assertThat(again.rows("FAILED", "UNDECIDED")).as(seen).isEmpty();
                if (whileSending) {
                    draftIsThere(app, again.firstDraft(), log, seen);
                } else {
                    String last = app.lastDraft();
                    String draft = again.firstDraft();
                    assertThat(last.startsWith(draft) || isAhead(draft, last))
                            .as("draft \"%s\", %s", draft, seen)
                            .isTrue();
                    assertThat(draft).as(seen).hasSizeGreaterThan(last.length() - DRAFT_LAG_CHARACTERS);
                }
                System.out.printf(
                        "round %d, seed %d: %d rows shown, %d of them waiting at the kill, draft \"%s\"%n",
                        round,
                        seed,
                        app.states().size(),
                        Collections.frequency(app.states().values(), "QUEUED"),
                        again.firstDraft());
            }
        }
    }

    /** As last shown, or as shown a moment before; what was sent but not kept yet is still a draft. */
    private static void draftIsThere(DesktopProcess app, String draft, List<String> log, String seen) {
        String last = app.lastDraft();
        boolean sentUnseen = draft.isEmpty() && log.contains(last);
        assertThat(isAhead(draft, last)
                        || sentUnseen
                        || app.draftsSince(app.killedAtMs() - DRAFT_LAG_MS).contains(draft))
                .as("draft \"%s\", %s", draft, seen)
                .isTrue();
        for (Map.Entry<String, String> row : app.states().entrySet()) {
            if (row.getValue().equals("SAVING") && !log.contains(row.getKey())) {
                assertThat(row.getKey()).as(seen).isEqualTo(draft);
            }
        }
    }

    private static boolean isAhead(String draft, String last) {
        return draft.startsWith(last) && draft.length() <= last.length() + UNPAINTED_KEYS;
    }

    private static List<String> log(String name) {
        try (Member reader = Member.connect(server.webSocket()).hello("reader of " + name)) {
            reader.joins("lobby");
            return reader.reads("lobby", Direction.BEFORE, NEWEST, 100).events().stream()
                    .map(Event.Message.class::cast)
                    .filter(message -> message.username().equals(name))
                    .map(Event.Message::message)
                    .toList();
        }
    }
}
