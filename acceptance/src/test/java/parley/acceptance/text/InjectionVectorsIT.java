package parley.acceptance.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javafx.scene.image.Image;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxToolkit;
import parley.acceptance.desktop.Typist;
import parley.acceptance.page.House;
import parley.acceptance.page.PageExtension;
import parley.desktop.app.Desk;

/** That the vectors would do harm and the watches see it: in a page without defences, and in a desktop app that loads images. */
@ExtendWith(PageExtension.class)
class InjectionVectorsIT {
    private static final int AT_LEAST = 150;
    private static final Pattern NUMBER = Pattern.compile("ran (\\d+)|//" + InjectionVectors.HOST + "/(\\d+)");

    /** Each in a frame of its own, as if it had been written into a page; then somebody touches all that is there. */
    private static final String SHOW = """
            (vectors) => {
              for (const vector of vectors) {
                const frame = document.createElement('iframe');
                frame.srcdoc = `<!doctype html><ul><li><p><bdi>${vector}</bdi></p></li></ul>`;
                frame.addEventListener('load', () => {
                  for (const node of frame.contentDocument?.querySelectorAll('body *') ?? []) {
                    for (const type of ['pointerenter', 'mouseenter', 'mouseover', 'mousedown', 'focusin', 'focus', 'click']) {
                      node.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true }));
                    }
                  }
                });
                document.body.append(frame);
              }
            }""";

    @Test
    void mostVectorsRunInAPageWithoutDefences(House house) {
        List<String> vectors = InjectionVectors.all();
        assertThat(vectors).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(AT_LEAST);
        BrowserContext bare =
                house.page(new NewContextOptions()).context().browser().newContext();
        Page page = bare.newPage();
        PageWatch watch = new PageWatch(page);
        bare.route(
                "**",
                route -> route.fulfill(
                        new FulfillOptions().setContentType("text/html").setBody("<!doctype html><body>")));
        page.navigate("http://bare.test/");
        page.evaluate(SHOW, vectors);
        Set<Integer> live = new HashSet<>();
        Typist.patiently().atMost(Duration.ofMinutes(2)).pollInSameThread().until(() -> {
            live.addAll(numbers(Stream.concat(watch.seen().stream(), watch.seenRequests().stream())));
            return live.size() >= AT_LEAST;
        });
        bare.close();
        System.out.printf(
                "%d vectors, %d of them run or ask in a page without defences%n", vectors.size(), live.size());
    }

    @Test
    void imageOfADesktopIsSeen() throws Exception {
        FxToolkit.registerPrimaryStage();
        try (Connections connections = Connections.watched()) {
            Desk.call(() -> new Image("http://" + InjectionVectors.HOST + "/1"));
            assertThat(connections.elsewhere()).isNotEmpty();
        }
    }

    private static Set<Integer> numbers(Stream<String> seen) {
        Set<Integer> numbers = new HashSet<>();
        seen.forEach(text -> {
            Matcher matcher = NUMBER.matcher(text);
            if (matcher.find()) {
                numbers.add(Integer.valueOf(matcher.group(1) == null ? matcher.group(2) : matcher.group(1)));
            }
        });
        return numbers;
    }
}
