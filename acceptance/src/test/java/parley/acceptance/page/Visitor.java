package parley.acceptance.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;

/** A person at the page: what they do, and where they look. One browser profile each, unless a tab is shared. */
public final class Visitor {
    private final Page page;
    private final String address;

    /** Goes to the page. */
    public Visitor(Page page, String address) {
        this.page = page;
        this.address = address;
        page.navigate(address);
    }

    /** Their tab. */
    public Page page() {
        return page;
    }

    /** Another tab of the same browser profile. */
    Visitor newTab() {
        return new Visitor(page.context().newPage(), address);
    }

    Visitor triesToJoin(String name) {
        page.locator("#username").fill(name);
        page.locator("#join-chat").click();
        return this;
    }

    /** Joins and waits for the room. */
    public Visitor joins(String name) {
        triesToJoin(name);
        return isIn();
    }

    /** Waits until the chat is shown and the room has answered. */
    public Visitor isIn() {
        assertThat(page.locator("#chat-interface")).isVisible();
        assertThat(page.locator("#room-subtitle")).containsText("kept");
        return this;
    }

    Visitor types(String text) {
        page.locator("#message").fill(text);
        return this;
    }

    /** Types and presses Enter. */
    public Visitor sends(String text) {
        types(text);
        page.locator("#message").press("Enter");
        return this;
    }

    /** Loads the page again. */
    public Visitor reloads() {
        page.reload();
        return this;
    }

    /** Back to the join dialog. */
    Visitor leaves() {
        page.locator("#leave").click();
        return this;
    }

    /** Opens the page about the connection. */
    Visitor opensConnection() {
        page.locator("#connection-open").click();
        return this;
    }

    /** What the page about the connection says of something. */
    Locator fact(String name) {
        return page.locator("#connection .fact")
                .filter(new Locator.FilterOptions()
                        .setHas(page.locator("dt").getByText(name, new Locator.GetByTextOptions().setExact(true))))
                .locator("dd");
    }

    Locator nameError() {
        return page.locator("#username-error");
    }

    Locator messages() {
        return page.locator("#chat-messages > li");
    }

    /** The texts alone, without marks. */
    public Locator texts() {
        return page.locator("#chat-messages > li .row-text > bdi");
    }

    Visitor sees(String... texts) {
        assertThat(texts()).hasText(texts);
        return this;
    }

    /** Every own message has its tick: the server has acknowledged it. */
    public Visitor seesNothingWaiting() {
        assertThat(page.locator("[data-state=queued]")).hasCount(0);
        return this;
    }

    Locator ownMessage(String text) {
        return page.locator("#chat-messages > li.own").filter(new Locator.FilterOptions().setHasText(text));
    }

    /** A tool of an own message, which shows when the pointer is over it. */
    Visitor uses(String tool, String text) {
        Locator message = ownMessage(text);
        message.locator(".row").hover();
        message.getByLabel(tool, new Locator.GetByLabelOptions().setExact(true)).click();
        return this;
    }

    int rows() {
        return messages().count();
    }

    List<String> times() {
        return page.locator("#chat-messages time").allInnerTexts();
    }
}
