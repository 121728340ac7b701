package parley.acceptance.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.acceptance.rig.Rounds;

/** Coming in: names, reloads, tabs. */
@ExtendWith(PageExtension.class)
class JoinIT {

    @Rounds
    void dialogHasTheOriginalWords(House house) {
        Page page = house.visitor().page();
        assertThat(page.locator("#join-chat-interface h1")).hasText("Join Chat");
        assertThat(page.locator("#join-chat")).hasText("Join Chat");
        assertThat(page.locator("#username")).hasAttribute("placeholder", "Enter username");
        assertThat(page.locator("#chat-interface")).isHidden();
    }

    @Rounds
    void blankNameIsToldBesideTheField(House house) {
        Visitor david = house.visitor().triesToJoin("   ");
        assertThat(david.nameError()).hasText("Please type in a username");
        assertThat(david.page().locator("#chat-interface")).isHidden();
    }

    @Rounds
    void takenNameIsToldBesideTheFieldAndAnotherOneGoesIn(House house) {
        house.visitor().joins("david");
        Visitor other = house.visitor().triesToJoin("David");
        assertThat(other.nameError()).containsText("in use");
        other.joins("maya");
    }

    @ParameterizedTest
    @CsvSource({"123456789012345678901234567890123,at most 32", "admin,in use", "'a\u202Eb',invisible"})
    void badNameIsToldWithWhatToDo(String name, String hint, House house) {
        Visitor visitor = house.visitor().triesToJoin(name);
        assertThat(visitor.nameError()).containsText(hint);
    }

    @Rounds
    void reloadKeepsHistoryAndRejoins(House house) {
        Visitor david = house.visitor().joins("david").sends("one").sends("two").seesNothingWaiting();
        david.types("half a thought").reloads().isIn().sees("one", "two");
        assertThat(david.page().locator("#message")).hasValue("half a thought");
        assertThat(david.page().locator("#join-chat-interface")).isHidden();
    }

    @Test
    void newTabOffersTheLastNameAndIsTheSamePerson(House house) {
        Visitor david = house.visitor().joins("david").sends("from the first tab");
        Visitor second = david.newTab();
        assertThat(second.page().locator("#username")).hasValue("david");
        second.page().locator("#join-chat").click();
        second.isIn().sees("from the first tab");
        assertThat(second.ownMessage("from the first tab")).hasCount(1);
    }

    @Test
    void anotherNameInANewTabIsAnotherPerson(House house) {
        Visitor david = house.visitor().joins("david").sends("by david");
        Visitor maya = david.newTab();
        maya.page().locator("#change-name").click();
        maya.joins("maya").sees("by david");
        assertThat(maya.ownMessage("by david")).hasCount(0);
    }

    @Test
    void leavingGoesBackToTheDialogAndAReloadStaysThere(House house) {
        Visitor david = house.visitor().joins("david").leaves();
        assertThat(david.page().locator("#join-chat-interface")).isVisible();
        david.reloads();
        assertThat(david.page().locator("#join-chat-interface")).isVisible();
    }
}
