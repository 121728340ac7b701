package parley.desktop.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.desktop.ScriptedServer;
import parley.desktop.viewmodel.Pane;

/** An exception that nobody caught, on the toolkit's thread. */
class FaultsTest {
    private final Clock clock = Clock.system(ZoneOffset.UTC);
    private final AtomicInteger told = new AtomicInteger();

    @TempDir
    Path data;

    private ScriptedServer server;
    private Desk desk;
    private Thread.UncaughtExceptionHandler before;

    @BeforeEach
    void open() throws Exception {
        server = new ScriptedServer(clock.millis());
        desk = Desk.open(server.address(), data, clock, 900, 700);
        before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler(new Faults(() -> {
            told.incrementAndGet();
            Platform.runLater(() -> desk.model().open(Pane.FAULT));
        }));
    }

    @AfterEach
    void close() {
        Thread.setDefaultUncaughtExceptionHandler(before);
        desk.close();
        server.close();
    }

    @Test
    void faultIsToldOnceAndTheAppGoesOn() throws Exception {
        fail();
        await().dontCatchUncaughtExceptions()
                .until(() -> desk.model().paneProperty().get() == Pane.FAULT);
        Desk.settle();
        assertThat(desk.<Label>find(".fault-text").getText())
                .doesNotContain("Exception")
                .contains("log");
        await().dontCatchUncaughtExceptions()
                .until(() -> Desk.call(() -> desk.find(".pane-card").getOpacity() == 1));
        desk.picture("fault");
        Desk.call(() -> {
            desk.<Button>find("#fault-log").fire();
            desk.<Button>find("#fault-go-on").fire();
            return null;
        });
        assertThat(desk.opened()).containsExactly(data.toUri());
        for (int i = 0; i < 20; i++) {
            fail();
        }
        Desk.settle();
        assertThat(told).hasValue(1);
        assertThat(desk.model().paneProperty().get()).isEqualTo(Pane.NONE);
        desk.join("david");
    }

    private static void fail() {
        Platform.runLater(() -> {
            throw new IllegalStateException("on purpose");
        });
    }
}
