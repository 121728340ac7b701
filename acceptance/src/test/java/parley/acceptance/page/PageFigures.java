package parley.acceptance.page;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a person feels at the page. Not a test by its name, so that only {@code bin/figures page} runs it; it prints and
 * asserts no speed. Painted is a frame's end: the task behind the frame that first has the message.
 */
@ExtendWith(PageExtension.class)
class PageFigures {
    private static final int MESSAGES = 200;
    private static final int STARTS = 15;
    private static final int HISTORY = 50;
    /** Notes when Enter was pressed; the clocks of all tabs of one machine are one. */
    private static final String SENDER = """
            document.querySelector('#message').addEventListener('keydown', (event) => {
              if (event.key === 'Enter') window.pressed = performance.timeOrigin + performance.now();
            }, true)""";
    /** Notes when the newest row was painted. */
    private static final String RECEIVER = """
            new MutationObserver(() => requestAnimationFrame(() => setTimeout(() => {
              const row = document.querySelector('#chat-messages > li:last-child .row-text > bdi');
              if (row && row.textContent !== window.shown) {
                window.shown = row.textContent;
                window.painted = performance.timeOrigin + performance.now();
              }
            }))).observe(document.querySelector('#chat-messages'), { childList: true, subtree: true })""";
    /** Resolves when a message is painted, with the time of that. Waiting on its own, because the page's policy forbids the driver to. */
    private static final String PAINTED = """
            (text) => new Promise((resolve) => {
              const look = () => window.shown === text ? resolve(window.painted) : setTimeout(look, 2);
              look();
            })""";
    /** Joins as soon as the page can; resolves with the time from the navigation until a message is painted, milliseconds. */
    private static final String FIRST = """
            () => new Promise((resolve) => {
              const join = document.querySelector('#join-chat');
              let joined = false;
              const look = () => {
                if (document.querySelector('#chat-messages > li .row-text > bdi')) {
                  setTimeout(() => resolve(performance.now()));
                  return;
                }
                if (!joined && join.checkVisibility() && !join.disabled) {
                  joined = true;
                  join.click();
                }
                requestAnimationFrame(look);
              };
              look();
            })""";

    @Test
    void enterUntilPaintedAtTheOtherSide(House house) {
        Visitor ada = house.visitor().joins("ada");
        Visitor ben = house.visitor().joins("ben");
        ada.page().evaluate(SENDER);
        ben.page().evaluate(RECEIVER);
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            String text = "message " + i;
            ada.sends(text);
            double painted = ((Number) ben.page().evaluate(PAINTED, text)).doubleValue();
            times.add(painted - ((Number) ada.page().evaluate("window.pressed")).doubleValue());
        }
        print("page to page, from Enter until it is painted", times);
    }

    @Test
    void coldPageUntilItsFirstMessage(House house) {
        Visitor ada = house.visitor().joins("ada");
        for (int i = 0; i < HISTORY; i++) {
            ada.sends("message " + i);
        }
        ada.seesNothingWaiting();
        String state = ada.page().context().storageState();
        ada.page().context().close();
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            Page page = house.page(new NewContextOptions().setStorageState(state));
            page.navigate(house.server().page());
            times.add(((Number) page.evaluate(FIRST)).doubleValue());
            page.context().close();
        }
        print("page, nothing of it cached, until its first message is painted", times);
    }

    private static void print(String what, List<Double> times) {
        Collections.sort(times);
        System.out.printf(
                Locale.ROOT,
                "FIGURE %s: p50 %.0f ms, p95 %.0f ms, max %.0f ms (%d times)%n",
                what,
                times.get(times.size() / 2),
                times.get(times.size() * 95 / 100),
                times.get(times.size() - 1),
                times.size());
    }
}
