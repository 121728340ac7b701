package parley.acceptance.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import parley.acceptance.rig.Rounds;

/** What the page does while the server is away, and on an address that browsers do not trust. */
@ExtendWith(PageExtension.class)
class ConnectionIT {
    private static final LocatorAssertions.HasCountOptions PATIENT =
            new LocatorAssertions.HasCountOptions().setTimeout(45_000);

    @Rounds
    void messagesWrittenWhileTheServerIsKilledAreSentOnceWhenItIsBack(House house) {
        Visitor david = house.visitor().joins("david").sends("before").seesNothingWaiting();
        Visitor maya = house.visitor().joins("maya").sees("before");
        house.server().kill();
        Locator banner = david.page().locator("[data-reason=connection]");
        assertThat(banner).containsText("Connection lost. Your messages are kept and will be sent.");
        david.sends("queued one").sends("queued two").types("unfinished");
        assertThat(david.page().locator("[data-state=queued]")).hasCount(2);
        house.server().startAgain();
        assertThat(banner).hasCount(0, PATIENT);
        assertThat(maya.texts()).hasCount(3, PATIENT);
        maya.sees("before", "queued one", "queued two");
        david.sees("before", "queued one", "queued two").seesNothingWaiting();
        assertThat(david.page().locator("#message")).hasValue("unfinished");
    }

    @Test
    void unsentMessagesOutliveAReloadWithoutServer(House house) {
        Visitor david = house.visitor().joins("david");
        house.server().kill();
        david.sends("kept on disk");
        assertThat(david.page().locator("[data-state=queued]")).hasCount(1);
        house.server().startAgain();
        david.reloads();
        assertThat(david.page().locator("[data-state=stored]")).hasCount(1, PATIENT);
        david.sees("kept on disk");
    }

    @Rounds
    void everythingWorksFromAPlainHttpNameThatIsNotLocalhost(House house) {
        String address = "http://parley.test:" + house.server().port() + "/";
        Visitor david = house.visitor(new NewContextOptions(), address);
        assertThat(david.page().evaluate("() => isSecureContext")).isEqualTo(false);
        assertThat(david.page().locator("#join-insecure")).isVisible();
        david.joins("david").sends("over plain http").seesNothingWaiting();
        Visitor maya =
                house.visitor(new NewContextOptions(), address).joins("maya").sees("over plain http");
        assertThat(david.page().locator("#me-insecure")).isVisible();
        david.page().locator("#message").press("ArrowUp");
        david.page().keyboard().type(", edited");
        david.page().keyboard().press("Enter");
        maya.sees("over plain http, edited");
        david.reloads().isIn().sees("over plain http, edited");
        house.server().kill();
        david.sends("queued");
        house.server().startAgain();
        assertThat(maya.texts()).hasCount(2, PATIENT);
        david.uses("Delete", "over plain http");
        david.page()
                .locator(".row-question")
                .getByText("Delete", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(maya.messages().first()).containsText("This message was deleted");
    }
}
