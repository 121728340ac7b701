package parley.acceptance.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import parley.acceptance.rig.ParleyServerProcess;

/** Runs the page's own tests under Node: pure modules, contrast, and that the committed style sheet is fresh. */
class PageScriptsTest {

    @Test
    void pageScriptsAndStyleSheetPassTheirTestsUnderNode() throws Exception {
        Process node = new ProcessBuilder("node", "--test", "test/")
                .directory(
                        ParleyServerProcess.repository().resolve("client-web").toFile())
                .redirectErrorStream(true)
                .start();
        String report = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(node.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(node.exitValue()).as(report).isZero();
    }
}
