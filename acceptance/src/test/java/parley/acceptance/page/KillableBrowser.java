package parley.acceptance.page;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.BrowserType.LaunchPersistentContextOptions;
import com.microsoft.playwright.PlaywrightException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A Chromium of its own over a profile on disk, which can be killed and started again as a person's can. */
final class KillableBrowser implements AutoCloseable {
    private final BrowserType chromium;
    private final Path profile;
    private BrowserContext context;

    KillableBrowser(BrowserType chromium, Path profile) {
        this.chromium = chromium;
        this.profile = profile;
        this.context = launch();
    }

    /** A tab at an address. */
    Visitor tab(String address) {
        return new Visitor(context.newPage(), address);
    }

    /** {@code kill -9} for all of its processes. */
    void kill() {
        List<ProcessHandle> processes = ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains("--user-data-dir=" + profile))
                        .isPresent())
                .toList();
        if (processes.isEmpty()) {
            throw new IllegalStateException("no process of the browser was found");
        }
        processes.forEach(ProcessHandle::destroyForcibly);
        processes.forEach(process -> CompletableFuture.allOf(process.onExit()).join());
        close();
    }

    void startAgain() {
        context = launch();
    }

    @Override
    public void close() {
        try {
            context.close();
        } catch (PlaywrightException alreadyDead) {
            // That is what was wanted.
        }
    }

    private BrowserContext launch() {
        return chromium.launchPersistentContext(
                profile,
                new LaunchPersistentContextOptions()
                        .setExecutablePath(PageExtension.executable())
                        .setArgs(PageExtension.FLAGS)
                        .setLocale("en-US"));
    }
}
