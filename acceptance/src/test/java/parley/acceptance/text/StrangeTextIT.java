package parley.acceptance.text;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.geometry.Bounds;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.skin.VirtualFlow;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.acceptance.conversation.Member;
import parley.acceptance.desktop.Typist;
import parley.acceptance.page.House;
import parley.acceptance.page.PageExtension;
import parley.acceptance.page.Visitor;
import parley.desktop.app.Desk;

/**
 * Characters that turn others around or cannot be seen, words without end, stacked marks: names, times, ticks and the rows above
 * and below stay where they are, and nothing scrolls sideways.
 */
@ExtendWith(PageExtension.class)
class StrangeTextIT {
    private static final String ROOM = "lobby";
    private static final List<String> TEXTS = List.of(
            "plain",
            "\u202Eoverride",
            "\u202E\u202E\u2067\u2067\u202Bnever closed",
            "\u202C\u2069\u2069closed before it was opened",
            "\u200F\u061C\u200Emarks",
            "שלום (hello) 123",
            "\u202Eמשהו and more",
            "zero\u200Bwidth\u200C\u200D\u2060\uFEFFletters",
            "\u200B\u200D\u2060.",
            "x".repeat(4_000),
            "\u05D0".repeat(4_000),
            "\u202E" + "abc".repeat(1_300),
            "Z" + "\u0301".repeat(3_999),
            "H\u0336\u0321\u030D\u0308e\u0337\u0322\u030E\u0306\u0324 ".repeat(60)
                    + "A\u0301\u0302\u0303\u0304".repeat(100),
            "\uFDFD".repeat(400),
            "line\n".repeat(300) + "end");

    /** Of each row that is drawn: edges of the row, of its words, of what stands beside and above them. */
    private static final String EDGES = """
            () => [...document.querySelectorAll('#chat-messages > li')].map((row) => {
              const edges = (node) => {
                const { left, right, top, bottom } = node?.getBoundingClientRect() ?? {};
                return node ? { left, right, top, bottom } : null;
              };
              const letters = document.createRange();
              letters.selectNodeContents(row.querySelector('.row-text > bdi'));
              const { bottom } = letters.getBoundingClientRect();
              const last = [...letters.getClientRects()].filter((piece) => piece.bottom > bottom - 2);
              const right = Math.max(...last.map((piece) => piece.right));
              const top = Math.min(...last.map((piece) => piece.top));
              return {
                row: edges(row), name: edges(row.querySelector('.row-name')), time: edges(row.querySelector('.row-time')),
                words: edges(row.querySelector('.row-text')), lastLine: { right, top, bottom },
                mark: edges(row.querySelector('.row-mark')),
              };
            })""";

    private static final String FITS = """
            () => [document.documentElement, document.querySelector('#chat-scroll')]
              .every((node) => node.scrollWidth <= node.clientWidth)""";

    /** Pixels. */
    private static final double ROUNDING = 0.6;

    @TempDir
    Path data;

    @ParameterizedTest
    @ValueSource(ints = {320, 1_000})
    void pageKeepsItsOrder(int width, House house) {
        Page page = house.page(new NewContextOptions().setViewportSize(width, 700));
        Visitor visitor = new Visitor(page, house.server().page()).joins("david");
        try (Member other = Member.connect(house.server().webSocket()).hello("other")) {
            other.joins(ROOM);
            for (String text : TEXTS) {
                visitor.sends(text).seesNothingWaiting();
                Map<?, ?> own = lastRow(page);
                assertThat((Boolean) page.evaluate(FITS)).as(text).isTrue();
                assertThat(edge(own, "name", "right")).as(text).isLessThan(edge(own, "time", "left"));
                assertThat(edge(own, "words", "right")).as(text).isLessThanOrEqualTo(edge(own, "row", "right"));
                assertThat(edge(own, "mark", "top") > edge(own, "lastLine", "bottom") - ROUNDING
                                || edge(own, "mark", "left") >= edge(own, "lastLine", "right"))
                        .as("the tick stands behind %s: %s", text, own)
                        .isTrue();
                // So that the next one has a name and a time of its own.
                other.writes(ROOM, "between");
                assertThat(visitor.texts().last()).hasText("between");
            }
        }
        List<Map<?, ?>> rows = rows(page);
        assertThat(rows).hasSizeGreaterThan(1);
        for (int i = 1; i < rows.size(); i++) {
            assertThat(edge(rows.get(i), "row", "top"))
                    .isCloseTo(edge(rows.get(i - 1), "row", "bottom"), within(ROUNDING));
            assertThat(edge(rows.get(i), "words", "bottom"))
                    .isLessThanOrEqualTo(edge(rows.get(i), "row", "bottom") + ROUNDING);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {420, 1_000})
    void desktopKeepsItsOrder(int width, House house) throws Exception {
        URI server = house.server().webSocket();
        try (Typist app = Typist.at(Desk.open(server, data, Clock.system(ZoneOffset.UTC), width, 700)
                        .join("maya"));
                Member david = Member.connect(server).hello("david");
                Member other = Member.connect(server).hello("other")) {
            david.joins(ROOM);
            other.joins(ROOM);
            for (String text : TEXTS) {
                david.writes(ROOM, text);
                app.sees(text);
                Desk.settle();
                Desk.call(() -> {
                    ListView<?> list = app.desk().find("#chat-messages");
                    VirtualFlow<?> flow = (VirtualFlow<?>) list.lookup(".virtual-flow");
                    assertThat(sidewaysBars(list)).as(text).isEmpty();
                    Node cell = flow.getLastVisibleCell();
                    Bounds row = edges(cell, ".row");
                    Bounds said = edges(cell, ".row-text-holder");
                    assertThat(row.getMaxX())
                            .as(text)
                            .isLessThanOrEqualTo(
                                    list.localToScene(list.getLayoutBounds()).getMaxX() + ROUNDING);
                    assertThat(row.contains(said))
                            .as("%s: %s in %s", text, said, row)
                            .isTrue();
                    assertThat(edges(cell, ".row-name").getMaxX())
                            .as(text)
                            .isLessThan(edges(cell, ".row-time").getMinX());
                    assertThat(cell.lookup(".row-text-holder").getClip()).isNotNull();
                    return null;
                });
                other.writes(ROOM, "between");
            }
        }
    }

    private static Bounds edges(Node cell, String selector) {
        Node node = cell.lookup(selector);
        return node.localToScene(node.getLayoutBounds());
    }

    private static List<Node> sidewaysBars(Node list) {
        return list.lookupAll(".scroll-bar").stream()
                .filter(bar -> ((ScrollBar) bar).getOrientation() == Orientation.HORIZONTAL && bar.isVisible())
                .toList();
    }

    private static List<Map<?, ?>> rows(Page page) {
        List<Map<?, ?>> rows = new ArrayList<>();
        for (Object row : (List<?>) page.evaluate(EDGES)) {
            rows.add((Map<?, ?>) row);
        }
        return rows;
    }

    private static Map<?, ?> lastRow(Page page) {
        List<Map<?, ?>> rows = rows(page);
        return rows.get(rows.size() - 1);
    }

    private static double edge(Map<?, ?> row, String of, String edge) {
        Map<?, ?> edges = (Map<?, ?>) row.get(of);
        return ((Number) edges.get(edge)).doubleValue();
    }
}
