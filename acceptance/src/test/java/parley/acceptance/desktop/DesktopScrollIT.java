package parley.acceptance.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.ListView;
import javafx.scene.control.skin.VirtualFlow;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import parley.acceptance.conversation.Member;
import parley.acceptance.rig.ParleyServerProcess;
import parley.acceptance.rig.Rounds;
import parley.desktop.app.Desk;
import parley.desktop.app.DeskWheel;
import parley.desktop.viewmodel.Row;
import parley.model.ClientMessage.Send;
import parley.model.ServerMessage.Ack;

/** The reading position in a long room of a real server, looked at after every layout. */
class DesktopScrollIT {
    private static final int STORED = 2_000;
    private static final int PAGES = 35;
    private static final double MOST_PX = 1;
    private static final AtomicInteger ROUND = new AtomicInteger();

    private static ParleyServerProcess server;

    @TempDir
    Path data;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private double worst;
    private int pages;
    private Typist person;

    @BeforeAll
    static void fill() {
        server = ParleyServerProcess.start("--rate-limits", "off");
        try (Member maya = Member.connect(server.webSocket()).hello("maya")) {
            maya.joins("lobby");
            List<Send> messages = IntStream.rangeClosed(1, STORED)
                    .mapToObj(i -> new Send("lobby", "message " + i + " " + "word ".repeat(i * 7 % 60), Member.ref()))
                    .toList();
            messages.forEach(maya::sends);
            messages.forEach(message -> maya.replied(Ack.class, message.ref()));
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Rounds
    void firstVisibleRowStaysWhereItIsOverTwoThousandMessages() throws Exception {
        try (Typist opened = Typist.opens(server.webSocket(), data).joins("dora" + ROUND.incrementAndGet())) {
            person = opened;
            while (!Desk.call(() -> rows().get(0) instanceof Row.Beginning
                    && flow().getFirstVisibleCell().getIndex() == 0)) {
                scrolls(1_000 + random.nextInt(4_000));
            }
            assertThat(Desk.call(this::held)).as("seed %d", seed).first().isEqualTo(1L);
            assertThat(pages).as("older pages that came in, seed %d", seed).isGreaterThanOrEqualTo(PAGES);
            for (long last = 0;
                    last < STORED;
                    last = Desk.call(() -> lastVisible().content().seq())) {
                scrolls(-6_000 - random.nextInt(6_000));
            }
            System.out.printf("%d older pages, worst move %.3f px, seed %d%n", pages, worst, seed);
        }
    }

    /** One turn of the wheel; whatever comes in because of it may not move what is seen. */
    private void scrolls(double byPx) throws Exception {
        Watch watch = Desk.call(() -> {
            DeskWheel.turn(flow(), byPx);
            person.desk().stage().getScene().getRoot().layout();
            return new Watch();
        });
        do {
            Desk.settle();
        } while (Desk.call(
                () -> person.desk().chat().timeline().loadingProperty().get()));
        Desk.settle();
        Desk.call(watch::end);
        assertThat(watch.moved)
                .as("pixels that message %d moved by itself, seed %d", watch.first, seed)
                .isLessThanOrEqualTo(MOST_PX);
        worst = Math.max(worst, watch.moved);
        pages += watch.pages;
    }

    private ListView<Row> list() {
        return person.desk().find("#chat-messages");
    }

    private List<Row> rows() {
        return list().getItems();
    }

    private VirtualFlow<?> flow() {
        return (VirtualFlow<?>) list().lookup(".virtual-flow");
    }

    private Row.Message lastVisible() {
        return (Row.Message) rows().get(flow().getLastVisibleCell().getIndex());
    }

    /**
     * Where every visible message stands in the window, by its number. The lower edge: above it, a name line goes when an
     * older message joins the group.
     */
    private Map<Long, Double> visible() {
        Map<Long, Double> found = new HashMap<>();
        for (int i = flow().getFirstVisibleCell().getIndex();
                i <= flow().getLastVisibleCell().getIndex();
                i++) {
            IndexedCell<?> cell = flow().getCell(i);
            if (cell.getItem() instanceof Row.Message row) {
                found.put(
                        row.content().seq(),
                        cell.localToScene(0, cell.getHeight()).getY());
            }
        }
        return found;
    }

    /** The numbers of all messages that the list holds: a run without holes. */
    private List<Long> held() {
        List<Long> held = rows().stream()
                .filter(Row.Message.class::isInstance)
                .map(row -> ((Row.Message) row).content().seq())
                .toList();
        long first = held.get(0);
        assertThat(held)
                .as("seed %d", seed)
                .isEqualTo(LongStream.range(first, first + held.size()).boxed().toList());
        return held;
    }

    /** Compares every layout with what was seen when it began. On the toolkit's thread. */
    private final class Watch {
        private final Map<Long, Double> start = visible();
        private final long first =
                start.keySet().stream().mapToLong(seq -> seq).min().orElseThrow();
        private final Runnable afterLayout = this::look;
        private long oldest = held().get(0);
        private int pages;
        private double moved;

        Watch() {
            person.desk().stage().getScene().addPostLayoutPulseListener(afterLayout);
        }

        private void look() {
            Map<Long, Double> now = visible();
            double off = now.containsKey(first) ? Math.abs(now.get(first) - start.get(first)) : Double.MAX_VALUE;
            moved = Math.max(moved, off);
            long held = held().get(0);
            pages += held < oldest ? 1 : 0;
            oldest = held;
        }

        private Void end() {
            person.desk().stage().getScene().removePostLayoutPulseListener(afterLayout);
            return null;
        }
    }
}
