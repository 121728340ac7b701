package parley.acceptance.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Sees what a tab does that no text may make it do: scripts of vectors, dialogs, windows, errors, violations of the content
 * security policy, elements where only letters belong, and requests.
 */
final class PageWatch {
    /** In every frame before its first script. Elements are reported wherever a person's text or name is shown. */
    private static final String PROBE = """
            Object.defineProperty(window, 'ran', { set(number) { console.error('ran ' + number); } });
            addEventListener('securitypolicyviolation', (event) => console.error('violation ' + event.violatedDirective));
            new MutationObserver((records) => {
              const added = records.flatMap((record) => [...record.addedNodes]).filter((node) => node instanceof Element);
              for (const made of added.flatMap((node) => [node, ...node.querySelectorAll('*')])) {
                if (made.parentElement?.closest('bdi, .avatar, #me-name')) console.error('made ' + made.outerHTML);
              }
            }).observe(document, { subtree: true, childList: true });
            """;

    private final Page page;
    private final List<String> happened = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();
    private final Set<String> own = new HashSet<>();

    /** Watches a tab that has gone nowhere yet. */
    PageWatch(Page page) {
        this.page = page;
        BrowserContext profile = page.context();
        profile.addInitScript(PROBE);
        profile.onPage(opened -> happened.add("window " + opened.url()));
        profile.onWebError(error -> happened.add("error " + error.error()));
        profile.onRequest(request -> requests.add(request.url()));
        profile.onDialog(dialog -> {
            happened.add("dialog " + dialog.message());
            try {
                dialog.dismiss();
            } catch (PlaywrightException gone) {
                // Together with its frame: counted it is, and nobody waits for an answer.
            }
        });
        profile.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                happened.add(message.text());
            }
        });
    }

    /** What was requested so far is the page's own, and all of it comes from there. */
    void learns(String address) {
        own.addAll(seenRequests());
        assertThat(own).isNotEmpty().allMatch(url -> url.startsWith(address));
    }

    /** Nothing happened, and nothing was requested that is not the page's own. */
    void sawNothing() {
        assertThat(seen()).isEmpty();
        assertThat(seenRequests()).isSubsetOf(own);
    }

    /** What happened so far. */
    List<String> seen() {
        page.evaluate("() => new Promise(requestAnimationFrame)");
        return List.copyOf(happened);
    }

    /** What was requested so far, whether it was allowed or not. */
    List<String> seenRequests() {
        page.evaluate("() => new Promise(requestAnimationFrame)");
        return List.copyOf(requests);
    }
}
