package parley.acceptance.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the page tells of its connection, to whoever asks and to whoever was away. */
@ExtendWith(PageExtension.class)
class ConnectionPageIT {
    private static final LocatorAssertions.HasTextOptions PATIENT =
            new LocatorAssertions.HasTextOptions().setTimeout(45_000);

    @Test
    void allThatIsKnownIsShownAndCopiedAndStaysTrueWhileTheServerIsAway(House house) {
        Visitor david = house.visitor(
                        new NewContextOptions().setPermissions(List.of("clipboard-read", "clipboard-write")))
                .joins("david")
                .sends("one")
                .seesNothingWaiting();
        Locator opener = david.page().locator("#connection-open");
        assertThat(opener).hasAccessibleName(Pattern.compile("^David Connected.*Show the connection$"));
        opener.press("Enter");
        assertThat(david.page().locator("#connection")).isVisible();
        seesFact(david, "Server", "localhost:" + house.server().port());
        seesFact(david, "State", "Connected");
        seesFact(david, "History", "kept safely");
        seesFact(david, "#lobby", "up to number 1, all of it is here");
        seesFact(david, "Reconnects", "0");
        seesFact(david, "Gaps", "0 found, 0 filled");
        seesFact(david, "Duplicates left out", "0");
        seesFact(david, "Your messages", "0 waiting, 1 stored, 0 not sent");
        david.page().locator("#connection-copy").click();
        assertThat(david.page().locator("#connection-copy")).hasText("Copied");
        assertThat((String) david.page().evaluate("() => navigator.clipboard.readText()"))
                .startsWith("Parley\nServer: localhost:" + house.server().port() + "\n")
                .contains("\nYour messages: 0 waiting, 1 stored, 0 not sent\n");

        house.server().kill();
        assertThat(david.fact("State"))
                .containsText(
                        "Not connected. Trying again in",
                        new LocatorAssertions.ContainsTextOptions().setTimeout(45_000));
        seesFact(david, "Connected since", "not known");
        assertThat(david.page().locator("#connection-try")).isVisible();
        house.server().startAgain();
        assertThat(david.fact("State")).hasText("Connected", PATIENT);
        seesFact(david, "Reconnects", "1");
        seesFact(david, "Rooms resumed", "1");
        assertThat(david.page().locator("#connection-try")).isHidden();
        david.page().keyboard().press("Escape");
        assertThat(david.page().locator("#connection")).isHidden();
        assertThat(opener).isFocused();
    }

    @Test
    void whoWasAwayIsToldHowManyMessagesCame(House house) {
        Visitor david = house.visitor().joins("david");
        david.page().context().setOffline(true);
        cutOff(house, david);
        try (StrangerClient maya = new StrangerClient(house.server().webSocket(), "maya")) {
            IntStream.rangeClosed(1, 3).forEach(i -> maya.says("missed " + i));
        }
        david.page().context().setOffline(false);
        Locator banner = david.page().locator("[data-reason=recovered]");
        assertThat(banner).hasText("Connected again. 3 messages recovered.", PATIENT);
        assertThat(david.page().locator("#announcer")).containsText("3 messages recovered");
        david.sees("missed 1", "missed 2", "missed 3");
        assertThat(banner).hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(20_000));
    }

    @Test
    void narrowAndDarkItIsWholeAndWithoutAScrollBarSideways(House house) {
        Visitor david = house.visitor(
                        new NewContextOptions().setColorScheme(ColorScheme.DARK).setViewportSize(320, 500))
                .joins("david");
        david.page().locator("#side-open").click();
        david.page().locator("#connection-open").click();
        Locator dialog = david.page().locator("#connection");
        assertThat(dialog).isVisible();
        assertThat((Boolean) dialog.evaluate("node => node.scrollWidth <= node.clientWidth"))
                .isTrue();
        david.page().locator("#connection-copy").scrollIntoViewIfNeeded();
        assertThat(david.page().locator("#connection-copy")).isInViewport();
        david.page().locator("#connection-close").click();
        assertThat(dialog).isHidden();
    }

    /** Playwright's "offline" stops new connections; the one that is there ends with the server. */
    private static void cutOff(House house, Visitor visitor) {
        house.server().kill();
        house.server().startAgain();
        assertThat(visitor.page().locator("[data-reason=connection]")).isVisible();
    }

    private static void seesFact(Visitor visitor, String name, String value) {
        assertThat(visitor.fact(name)).hasText(value);
    }
}
