package parley.acceptance.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test its {@link House}: one Chromium for all tests of the JVM, and a server and visitors for each test. The
 * browser is the one that is installed; nothing is downloaded.
 */
public final class PageExtension implements ParameterResolver, AfterEachCallback {
    /** {@code parley.test} is this machine under a name that browsers do not take for localhost. */
    static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--host-resolver-rules=MAP parley.test 127.0.0.1");

    private static final Namespace NAMESPACE = Namespace.create(PageExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == House.class;
    }

    @Override
    public House resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Chromium chromium = context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Chromium.class, type -> new Chromium(), Chromium.class);
        House house = new House(chromium.browser);
        context.getStore(NAMESPACE).put(House.class, house);
        return house;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        House house = context.getStore(NAMESPACE).remove(House.class, House.class);
        if (house != null) {
            house.close();
        }
    }

    /** The browser that is installed. */
    static Path executable() {
        Optional<Path> found = Stream.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
        return found.orElseThrow(() -> new IllegalStateException("No Chromium on the PATH. bin/verify installs one."));
    }

    private static final class Chromium implements AutoCloseable {
        /** For what the page shows at once on a free machine; on a busy one it may take this long. */
        private static final double PATIENCE_MS = 20_000;

        private final Playwright playwright =
                Playwright.create(new CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        private final Browser browser = playwright
                .chromium()
                .launch(new LaunchOptions().setExecutablePath(executable()).setArgs(FLAGS));

        Chromium() {
            PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
        }

        @Override
        public void close() {
            browser.close();
            playwright.close();
        }
    }
}
