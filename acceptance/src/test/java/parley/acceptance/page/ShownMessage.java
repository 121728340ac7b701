package parley.acceptance.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.image.ImageView;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;
import parley.desktop.app.Desk;
import parley.desktop.app.DeskWheel;
import parley.desktop.viewmodel.Row;

/**
 * A message as somebody reads it.
 *
 * @param day the separator above it, null for none
 * @param words what stands in its row as text: what was said, or that it was deleted
 * @param marks such as "edited"
 * @param grouped without avatar and name of its own
 */
public record ShownMessage(
        long seq,
        @Nullable String day,
        String name,
        String initial,
        String time,
        String words,
        String marks,
        boolean deleted,
        boolean grouped) {
    private static final int MOST_MARKS = 8;

    private static final String READ = """
            () => [...document.querySelectorAll('#chat-messages > li')].map((row) => {
              const text = (selector) => row.querySelector(selector)?.textContent ?? null;
              const said = row.querySelector('.row-text');
              const deleted = said.classList.contains('row-deleted');
              return {
                seq: Number(row.dataset.seq), day: text('.divider:not(.divider-new)'), name: text('.row-name'),
                initial: text('.avatar'), time: text('.row-time'),
                words: deleted ? said.textContent : text('.row-text > bdi'),
                marks: deleted ? '' : [...said.querySelectorAll('.row-mark')].map((mark) => mark.textContent).join(' '),
                deleted, grouped: row.querySelector('.row').classList.contains('row-grouped'),
              };
            })""";

    /** The newest messages of the room, at least as many, read while the page is scrolled from the end to the beginning. */
    public static List<ShownMessage> onPage(Page page, int atLeast) {
        Map<Long, ShownMessage> read = new TreeMap<>();
        boolean atStart;
        do {
            for (Object each : (List<?>) page.evaluate(READ)) {
                Map<?, ?> row = (Map<?, ?>) each;
                ShownMessage message = new ShownMessage(
                        ((Number) row.get("seq")).longValue(),
                        (String) row.get("day"),
                        (String) row.get("name"),
                        (String) row.get("initial"),
                        plain((String) row.get("time")),
                        (String) row.get("words"),
                        ((String) row.get("marks")).strip(),
                        (Boolean) row.get("deleted"),
                        (Boolean) row.get("grouped"));
                ShownMessage before = read.put(message.seq(), message);
                assertThat(before == null || before.equals(message))
                        .as("%s, then %s", before, message)
                        .isTrue();
            }
            atStart = (Boolean) page.evaluate("""
                    async () => {
                      const scroller = document.querySelector('#chat-scroll');
                      const wasAtTop = scroller.scrollTop === 0;
                      scroller.scrollTop -= scroller.clientHeight * 0.8;
                      await new Promise(requestAnimationFrame);
                      await new Promise(requestAnimationFrame);
                      return wasAtTop && document.querySelector('#chat-start').checkVisibility();
                    }""");
        } while (!atStart && read.size() < atLeast);
        return List.copyOf(read.values());
    }

    /** The newest messages, at least as many, read from what is drawn while the list is scrolled to the beginning. */
    public static List<ShownMessage> onDesktop(Desk desk, int atLeast) throws Exception {
        Map<Long, ShownMessage> read = new TreeMap<>();
        boolean atStart;
        do {
            do {
                Desk.settle();
            } while (Desk.call(() -> desk.chat().timeline().loadingProperty().get()));
            atStart = Desk.call(() -> {
                ListView<Row> list = desk.find("#chat-messages");
                VirtualFlow<?> flow = (VirtualFlow<?>) list.lookup(".virtual-flow");
                int first = flow.getFirstVisibleCell().getIndex();
                for (int i = first; i <= flow.getLastVisibleCell().getIndex(); i++) {
                    if (list.getItems().get(i) instanceof Row.Message row) {
                        ShownMessage message = drawn(row, flow.getCell(i), dayAbove(list.getItems(), i));
                        ShownMessage before = read.put(message.seq(), message);
                        assertThat(before == null || before.equals(message))
                                .as("%s, then %s", before, message)
                                .isTrue();
                    }
                }
                if (first == 0 && list.getItems().get(0) instanceof Row.Beginning) {
                    return true;
                }
                // The flow guesses the heights of rows that it has not drawn: what is read overlaps by more than it can
                // err.
                DeskWheel.turn(flow, flow.getHeight() * 0.6);
                return false;
            });
        } while (!atStart && read.size() < atLeast);
        return List.copyOf(read.values());
    }

    private static @Nullable String dayAbove(List<Row> rows, int index) {
        return index > 0 && rows.get(index - 1) instanceof Row.Day day ? day.text() : null;
    }

    /** What the view model says, after comparing it with what the cell draws of it. */
    private static ShownMessage drawn(Row.Message row, IndexedCell<?> cell, @Nullable String day) {
        String said = row.content().text();
        List<String> letters = new ArrayList<>();
        collect(cell.lookup(".row-text"), said == null ? "row-deleted" : "row-said", letters);
        String drawn = String.join("", letters);
        if (said != null) {
            assertThat(drawn).as("drawn of message %d", row.content().seq()).isEqualTo(readable(said));
        }
        if (row.first()) {
            assertThat(label(cell, ".row-name")).isEqualTo(row.content().name());
            assertThat(label(cell, ".row-time")).isEqualTo(row.content().time());
            assertThat(label(cell, ".avatar")).isEqualTo(row.content().initial());
        }
        List<String> marks = cell.lookupAll(".row-mark").stream()
                .map(mark -> ((Labeled) mark).getText())
                .toList();
        return new ShownMessage(
                row.content().seq(),
                day,
                row.content().name(),
                row.content().initial(),
                row.content().time(),
                said == null ? drawn : said,
                String.join(" ", marks),
                said == null,
                !row.first());
    }

    private static String label(Node cell, String selector) {
        return ((Labeled) cell.lookup(selector)).getText();
    }

    /** Texts in this style and the emoji between them. */
    private static void collect(Node node, String style, List<String> letters) {
        if (node instanceof Text text && text.getStyleClass().contains(style)) {
            letters.add(text.getText());
        } else if (node instanceof ImageView image && image.getAccessibleText() != null) {
            letters.add(image.getAccessibleText());
        } else if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, style, letters));
        }
    }

    /** The desktop app draws neither what turns the order of letters around or cannot be seen, nor more marks than can be read. */
    private static String readable(String text) {
        return text.replaceAll("[\\u061C\\u180E\\u200B\\u202A-\\u202E\\u2060-\\u2064\\u2066-\\u2069\\uFEFF]", "")
                .replaceAll("([\\p{Mn}\\p{Me}]{" + MOST_MARKS + "})[\\p{Mn}\\p{Me}]+", "$1");
    }

    /** Browsers put U+202F before AM and PM, or do not, as their version has it. */
    private static String plain(String time) {
        return time.replace('\u202F', ' ');
    }
}
