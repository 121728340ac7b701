package parley.acceptance.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import parley.acceptance.rig.Rounds;

/** The reading position in a long room. */
@ExtendWith(PageExtension.class)
class ScrollIT {
    private static final int STORED = 2_000;
    private static final int MOST_ROWS = 300;

    /** Scrolls, then watches the first visible message for some frames: how far it moves by itself, in pixels. */
    private static final String SCROLL_AND_WATCH = """
            async (by) => {
              const scroller = document.querySelector('#chat-scroll');
              const frame = () => new Promise(requestAnimationFrame);
              scroller.scrollTop += by;
              await frame();
              await frame();
              const edge = scroller.getBoundingClientRect().top;
              const rows = [...document.querySelectorAll('#chat-messages > li')];
              const first = rows.find((row) => row.querySelector('.row').getBoundingClientRect().bottom > edge);
              const text = first.querySelector('.row-text');
              const start = text.getBoundingClientRect().top;
              let moved = 0;
              for (let n = 0; n < 8; n += 1) {
                await frame();
                moved = Math.max(moved, Math.abs(text.getBoundingClientRect().top - start));
              }
              const seqs = rows.map((row) => Number(row.dataset.seq));
              return {
                moved, rows: rows.length, kept: text.isConnected, first: Number(first.dataset.seq), last: seqs.at(-1),
                ordered: seqs.every((seq, n) => n === 0 || seq === seqs[n - 1] + 1),
              };
            }""";

    private static final String FIRST_WHOLE_MESSAGE = """
            () => {
              const edge = document.querySelector('#chat-scroll').getBoundingClientRect().top;
              const top = (row) => row.querySelector('.row').getBoundingClientRect().top;
              const row = [...document.querySelectorAll('#chat-messages > li')].find((each) => top(each) >= edge);
              return { seq: row.dataset.seq, top: top(row) };
            }""";

    @Rounds
    void firstVisibleMessageStaysWhereItIsOverTwoThousandMessages(House house) {
        fill(house);
        Visitor david = house.visitor().joins("david");
        assertThat(david.texts().last()).containsText("message " + STORED);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int first = STORED;
        for (int step = 0; first > 1 && step < 600; step += 1) {
            first = watch(david, -300 - random.nextInt(2_500), seed).first();
        }
        assertThat(first).as("reached the beginning, seed %d", seed).isEqualTo(1);
        assertThat(david.page().locator("#chat-start")).isVisible();
        int last = 1;
        for (int step = 0; last < STORED && step < 600; step += 1) {
            last = watch(david, 300 + random.nextInt(2_500), seed).last();
        }
        assertThat(last).as("came back to the end, seed %d", seed).isEqualTo(STORED);
    }

    @Test
    void jumpingToTheVeryTopKeepsTheFirstMessageWhileOlderOnesArrive(House house) {
        fill(house);
        Visitor david = house.visitor().joins("david");
        for (int jump = 0; jump < 20; jump += 1) {
            watch(david, -1_000_000, jump);
        }
    }

    @Rounds
    void newMessagesAreCountedWhileThePersonReadsAboveAndFollowedAtTheEnd(House house) {
        try (StrangerClient maya = fill(house)) {
            Visitor david = house.visitor().joins("david");
            watch(david, -1_500, 0);
            maya.says("news").says("more news");
            assertThat(david.page().locator("#new-pill")).hasText("2 new messages");
            david.page().locator("#new-pill").click();
            assertThat(david.texts().last()).hasText("more news");
            assertThat(david.page().locator(".divider-new")).hasText("New");
            maya.says("followed");
            assertThat(david.texts().last()).isInViewport();
            assertThat(david.texts().last()).hasText("followed");
        }
    }

    @Test
    void resizingTheWindowKeepsTheReadingPosition(House house) {
        fill(house);
        Visitor david = house.visitor().joins("david");
        watch(david, -3_000, 0);
        for (int width : List.of(320, 700, 1_400)) {
            Page page = david.page();
            Map<?, ?> before = (Map<?, ?>) page.evaluate(FIRST_WHOLE_MESSAGE);
            page.setViewportSize(width, 600);
            page.waitForFunction("width => innerWidth === width", width);
            watch(david, 0, width);
            Object top = page.evaluate(
                    "seq => document.querySelector(`li[data-seq='${seq}'] .row`).getBoundingClientRect().top",
                    before.get("seq"));
            assertThat(((Number) top).doubleValue())
                    .as("message %s at width %d", before.get("seq"), width)
                    .isCloseTo(((Number) before.get("top")).doubleValue(), within(1.0));
        }
    }

    private record Seen(int first, int last) {}

    private static Seen watch(Visitor visitor, int byPx, long seed) {
        Page page = visitor.page();
        Map<?, ?> seen = (Map<?, ?>) page.evaluate(SCROLL_AND_WATCH, byPx);
        String where = "at message " + seen.get("first") + ", seed " + seed;
        assertThat(((Number) seen.get("moved")).doubleValue()).as(where).isLessThanOrEqualTo(1.0);
        assertThat((Integer) seen.get("rows")).as(where).isLessThanOrEqualTo(MOST_ROWS);
        assertThat(seen.get("kept")).as(where).isEqualTo(true);
        assertThat(seen.get("ordered")).as(where).isEqualTo(true);
        return new Seen((Integer) seen.get("first"), (Integer) seen.get("last"));
    }

    private static StrangerClient fill(House house) {
        return new StrangerClient(house.server().webSocket(), "maya")
                .saysAtOnce(IntStream.rangeClosed(1, STORED)
                        .mapToObj(number -> "message " + number + " " + "word ".repeat(number * 7 % 40))
                        .toList());
    }
}
