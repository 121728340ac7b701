package parley.acceptance.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Clock;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import parley.acceptance.rig.Rounds;

/** Writing, reading, changing. */
@ExtendWith(PageExtension.class)
class MessagesIT {

    @Rounds
    void whatOneSendsTheOtherReceivesInOrder(House house) {
        Visitor david = house.visitor().joins("david");
        Visitor maya = house.visitor().joins("maya");
        david.sends("hello maya");
        maya.sees("hello maya").sends("hello david");
        david.sees("hello maya", "hello david").seesNothingWaiting();
        Locator first = maya.messages().first();
        assertThat(first.locator(".row-name")).hasText("David");
        assertThat(first.locator(".avatar")).hasText("D");
        assertThat(first.locator("time")).hasAttribute("datetime", java.util.regex.Pattern.compile(".*T.*Z"));
    }

    @Rounds
    void enterSendsAndShiftEnterBreaksTheLine(House house) {
        Visitor david = house.visitor().joins("david").types("two");
        david.page().locator("#message").press("Shift+Enter");
        david.page().keyboard().type("lines");
        david.page().keyboard().press("Enter");
        assertThat(david.texts()).hasCount(1);
        assertThat(david.texts().first().innerText()).isEqualTo("two\nlines");
        assertThat(david.page().locator("#message")).hasValue("");
    }

    @Rounds
    void blankMessageIsNotSent(House house) {
        Visitor david = house.visitor().joins("david").sends(" \n\t ").sends("after");
        david.sees("after");
    }

    @Test
    void tooLongMessageIsCountedAndRefusedBeforeItIsSent(House house) {
        Visitor david = house.visitor().joins("david").types("é".repeat(3_900));
        Locator counter = david.page().locator("#message-counter");
        assertThat(counter).hasText("100 characters left");
        david.sends("😀".repeat(4_001));
        assertThat(counter).containsText("too long");
        assertThat(david.messages()).hasCount(0);
        david.sends("😀".repeat(4_000)).seesNothingWaiting();
        assertThat(david.messages()).hasCount(1);
    }

    @Rounds
    void markupAndStrangeTextAreShownAsText(House house) {
        Visitor david = house.visitor().joins("david");
        String[] strange = {
            "<script>document.title='broken'</script>",
            "<img src=x onerror=\"document.title='broken'\">",
            "\u202Eevil\u2066 text",
            "Z" + "\u0301".repeat(3_999),
            "x".repeat(4_000),
            "👨\u200D👩\u200D👧 مرحبا 你好"
        };
        for (String text : strange) {
            david.sends(text);
        }
        house.visitor().joins("maya").sees(strange);
        david.sees(strange).seesNothingWaiting();
        Page page = david.page();
        assertThat(page.title()).isEqualTo("Parley");
        assertThat(page.locator("#chat-messages script, #chat-messages img").count())
                .isZero();
        assertThat(
                        page.evaluate(
                                "() => { const s = document.querySelector('#chat-scroll');"
                                        + " return s.scrollWidth <= s.clientWidth && document.documentElement.scrollWidth <= innerWidth }"))
                .isEqualTo(true);
        int tallest = (Integer) page.evaluate("() => document.querySelectorAll('#chat-messages li')[3].offsetHeight");
        assertThat(tallest).as("stacked marks stay in their line").isLessThan(120);
    }

    @Rounds
    void ownMessageIsEditedByTheKeyboardForEveryone(House house) {
        Visitor david = house.visitor().joins("david").sends("helo").seesNothingWaiting();
        Visitor maya = house.visitor().joins("maya").sees("helo");
        david.page().locator("#message").press("ArrowUp");
        david.page().keyboard().type(", hello");
        david.page().keyboard().press("Enter");
        maya.sees("helo, hello");
        assertThat(maya.messages().first()).containsText("edited");
        david.sees("helo, hello");
        assertThat(maya.messages().first().getByLabel("Edit")).hasCount(0);
    }

    @Test
    void escapeLeavesTheTextAsItWas(House house) {
        Visitor david = house.visitor().joins("david").sends("as it was").seesNothingWaiting();
        david.uses("Edit", "as it was");
        david.page().keyboard().type(" not");
        david.page().keyboard().press("Escape");
        david.sees("as it was");
    }

    @Rounds
    void ownMessageIsDeletedAfterAQuestion(House house) {
        Visitor david =
                house.visitor().joins("david").sends("secret").sends("public").seesNothingWaiting();
        Visitor maya = house.visitor().joins("maya").sees("secret", "public");
        david.uses("Delete", "secret");
        david.page().keyboard().press("Escape");
        david.sees("secret", "public").uses("Delete", "secret");
        david.page()
                .locator(".row-question")
                .getByText("Delete", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(maya.messages().first()).containsText("This message was deleted");
        assertThat(david.messages().first()).containsText("This message was deleted");
        maya.sees("public").reloads().isIn().sees("public");
        assertThat(maya.messages()).hasCount(2);
    }

    @Rounds
    void yesterdaysMessageShowsDateAndTimeTodaysOnlyTheTime(House house) {
        house.visitor().joins("david").sends("written today").seesNothingWaiting();
        Visitor today = house.visitor().joins("maya").sees("written today");
        assertThat(today.times()).allMatch(time -> !time.contains("/"));

        Page page = house.page(new NewContextOptions());
        page.clock()
                .install(new Clock.InstallOptions()
                        .setTime(Instant.now().plus(1, ChronoUnit.DAYS).toEpochMilli()));
        Visitor tomorrow =
                new Visitor(page, house.server().page()).joins("nora").sees("written today");
        assertThat(tomorrow.times()).allMatch(time -> time.matches("\\d+/\\d+/\\d{4}, \\d+:\\d\\d:\\d\\d\\s[AP]M"));
        assertThat(page.locator(".divider").first()).hasText("Yesterday");
    }
}
