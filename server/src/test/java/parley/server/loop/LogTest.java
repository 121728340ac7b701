package parley.server.loop;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What loops say in the log, and how often. */
class LogTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger("parley.server.loop");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final ManualTime time = new ManualTime();

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
        logger.setAdditive(false);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
        logger.setAdditive(true);
    }

    private List<String> messages() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void aSlowTurnIsLoggedOncePerCause() throws Exception {
        EventLoop loop = new EventLoop(7, time, (where, error) -> {});
        loop.onStart();
        for (int i = 0; i < 3; i++) {
            loop.execute(() -> time.advanceMs(60));
            loop.execute(() -> time.advanceMs(1));
            loop.doWork();
        }
        loop.schedule(1, () -> time.advanceMs(51));
        time.advanceMs(40);
        loop.doWork();
        loop.onClose();
        assertThat(messages())
                .containsExactly(
                        "A turn of loop-7 took 61 ms, 60 ms of them in inbox parley.server.loop.LogTest. Said once per cause.",
                        "A turn of loop-7 took 51 ms, 51 ms of them in timer parley.server.loop.LogTest. Said once per cause.");
        assertThat(loop.meter().slowTurns()).isEqualTo(4);
    }

    @Test
    void anErrorIsLoggedOnceAndThenCounted() {
        DistinctErrorLog errors = new DistinctErrorLog();
        for (int i = 0; i < 3; i++) {
            errors.onError("inbox", new IllegalStateException("number " + i));
        }
        errors.onError("timer", new IllegalStateException("elsewhere"));
        assertThat(messages())
                .containsExactly(
                        "Unexpected error in inbox. Logged once, then counted.",
                        "Unexpected error in timer. Logged once, then counted.");
        assertThat(errors.counts().values()).extracting(Number::intValue).containsExactlyInAnyOrder(3, 1);
    }
}
