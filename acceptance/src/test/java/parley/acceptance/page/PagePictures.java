package parley.acceptance.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import parley.acceptance.rig.ParleyServerProcess;

/**
 * Makes the README's pictures of the page. Not a test by its name, so that only {@code bin/pictures} runs it; what it
 * waits for is asserted all the same.
 */
@ExtendWith(PageExtension.class)
class PagePictures {
    private static final Path FOLDER = ParleyServerProcess.repository().resolve("docs/pictures");

    @Test
    void page(House house) {
        URI server = house.server().webSocket();
        Visitor david = david(house, ColorScheme.LIGHT, 1_120, 760);
        picture(david, "page-join");
        Visitor narrow = david(house, ColorScheme.DARK, 500, 760);
        try (StrangerClient maya = new StrangerClient(server, "maya");
                StrangerClient jonas = new StrangerClient(server, "jonas");
                StrangerClient li = new StrangerClient(server, "李小龍");
                StrangerClient sarah = new StrangerClient(server, "שרה")) {
            maya.says("The store survived 30 kills in a row. Not one message lost.")
                    .says("Report is in docs/operations.md.");
            jonas.says(
                    "Lovely. Then nothing stands between us and the release: page, desktop app and bots all speak the"
                            + " same protocol, and whoever reconnects gets exactly what was missed.");
            david.joins("david").sends("I will write the notes tonight.").seesNothingWaiting();
            narrow.joins("Nora");
            david.leaves();
            li.says("大家早上好，今天發佈嗎？");
            sarah.says("כן, בשעה שלוש. תכינו את העוגה 🎂");
            maya.says("Three o’clock it is.");
        }
        david.joins("david").types("Shall we say three o’clock, in the big room?");
        assertThat(david.page().locator(".divider-new")).isVisible();
        picture(david, "page-light");
        picture(narrow, "page-dark-narrow");
        david.page().locator("#connection-open").click();
        picture(david, "page-connection");
        david.page().keyboard().press("Escape");
        narrow.page().locator("#side-open").click();
        narrow.page().locator("#connection-open").click();
        picture(narrow, "page-dark-narrow-connection");

        Visitor dark = david(house, ColorScheme.DARK, 1_120, 760).joins("rosa");
        picture(dark, "page-dark");
        house.server().kill();
        assertThat(dark.page().locator("[data-reason=connection]")).isVisible();
        dark.sends("I will bring the candles.").sends("And the matches.");
        assertThat(dark.page().locator("[data-state=queued]")).hasCount(2);
        picture(dark, "page-dark-offline");
        house.server().startAgain();
        assertThat(david.page().locator("[data-reason=recovered]"))
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(45_000));
        picture(david, "page-recovered");
    }

    private static Visitor david(House house, ColorScheme scheme, int width, int height) {
        return house.visitor(new NewContextOptions().setColorScheme(scheme).setViewportSize(width, height));
    }

    private static void picture(Visitor visitor, String name) {
        Page page = visitor.page();
        page.mouse().move(page.viewportSize().width / 2.0, 30);
        page.screenshot(new ScreenshotOptions().setPath(FOLDER.resolve(name + ".png")));
    }
}
