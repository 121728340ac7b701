package parley.acceptance.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import parley.acceptance.conversation.RoomLog;
import parley.acceptance.rig.ParleyServerProcess;
import parley.acceptance.rig.RedisProcess;
import parley.acceptance.rig.Rounds;

/**
 * Two tabs write while there is no server, the browser is killed, and everything goes out when both are back, at the pace that
 * the server allows: each once, in order, on one connection a tab.
 */
@ExtendWith(PageExtension.class)
class QueuedWhileAwayIT {
    private static final int MESSAGES = Rounds.LONG ? 500 : 60;
    private static final double PATIENCE_MS = 240_000;

    @Test
    void eachIsInTheRoomOnceAndInOrder(House house, @TempDir Path folder) {
        try (RedisProcess redis = RedisProcess.start();
                ParleyServerProcess server =
                        ParleyServerProcess.start("--redis", redis.url()).expectsOutages();
                KillableBrowser browser = house.killableBrowser(folder.resolve("profile"))) {
            List<Visitor> tabs = List.of(browser.tab(server.page()), browser.tab(server.page()));
            tabs.forEach(tab -> tab.joins("david"));
            server.kill();
            List<String> texts = IntStream.rangeClosed(1, MESSAGES)
                    .mapToObj(i -> "message " + i)
                    .toList();
            for (int i = 0; i < MESSAGES; i++) {
                tabs.get(i % 2).sends(texts.get(i));
            }
            // What one tab has from the other is on disk.
            tabs.forEach(tab -> seesFact(tab.opensConnection(), "Your messages", MESSAGES + " waiting"));
            browser.kill();

            server.startAgain();
            browser.startAgain();
            List<Visitor> again = List.of(browser.tab(server.page()), browser.tab(server.page()));
            again.get(0).joins("david");
            redis.kill();
            Locator failing = again.get(0).page().locator("[data-reason=failing]");
            assertThat(failing).containsText("cannot store messages right now", patiently());
            redis.startAgain();
            again.get(1).joins("david");
            for (Visitor tab : again) {
                tab.opensConnection();
                assertThat(tab.fact("Your messages"))
                        .hasText(
                                Pattern.compile("^0 waiting, \\d+ stored, 0 not sent"),
                                new HasTextOptions().setTimeout(PATIENCE_MS));
                seesFact(tab, "State", "Connected");
                seesFact(tab, "Reconnects", "0");
            }
            assertThat(RoomLog.texts(server.webSocket(), "lobby")).isEqualTo(texts);
        }
    }

    private static void seesFact(Visitor tab, String name, String value) {
        assertThat(tab.fact(name)).containsText(value, patiently());
    }

    private static ContainsTextOptions patiently() {
        return new ContainsTextOptions().setTimeout(PATIENCE_MS);
    }
}
