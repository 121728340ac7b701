package parley.acceptance.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import parley.acceptance.rig.ParleyServerProcess;

/**
 * A server and the people who visit its page. A script error, or a violation of the content security policy, in any of
 * their tabs fails the test when the house closes.
 */
public final class House implements AutoCloseable {
    private final Browser browser;
    private final List<BrowserContext> profiles = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final ParleyServerProcess server =
            ParleyServerProcess.start("--rate-limits", "off", "--public-url", "http://parley.test");

    House(Browser browser) {
        this.browser = browser;
    }

    /** The server. */
    public ParleyServerProcess server() {
        return server;
    }

    /** Somebody in a browser profile of their own, at the page. */
    public Visitor visitor() {
        return visitor(new NewContextOptions());
    }

    Visitor visitor(NewContextOptions profile) {
        return visitor(profile, server.page());
    }

    Visitor visitor(NewContextOptions profile, String address) {
        return new Visitor(page(profile), address);
    }

    /** A browser beside the one that all share; the caller closes it. */
    KillableBrowser killableBrowser(Path profile) {
        return new KillableBrowser(browser.browserType(), profile);
    }

    /** An empty tab, for tests that prepare it before they go to the page. */
    public Page page(NewContextOptions profile) {
        if (profile.timezoneId == null) {
            profile.setTimezoneId("UTC");
        }
        BrowserContext context = browser.newContext(profile.setLocale("en-US"));
        profiles.add(context);
        context.onWebError(error -> faults.add(error.error()));
        context.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                faults.add(message.text());
            }
        });
        return context.newPage();
    }

    @Override
    public void close() {
        profiles.forEach(BrowserContext::close);
        server.close();
        assertThat(faults).isEmpty();
    }
}
