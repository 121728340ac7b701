package parley.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * A test that passes while something logs an error or a warning fails, unless its class says by {@link ExpectedLogs} who may.
 * Found by JUnit itself, for all tests of this module.
 */
public final class LogGuard implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    /** What a slow moment of the machine does to anybody: a long turn, a store that does not answer in time. */
    private static final Pattern MACHINE =
            Pattern.compile("TurnWatch: .*|(Lane|Subscriber): .*(timed out|does not answer).*", Pattern.DOTALL);

    private static final Queue<ILoggingEvent> LOGGED = new ConcurrentLinkedQueue<>();

    static {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
                    LOGGED.add(event);
                }
            }
        };
        appender.setContext(context);
        appender.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        LOGGED.clear();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        check(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        check(context);
    }

    private static void check(ExtensionContext context) {
        Set<String> expected = expected(context.getTestClass());
        List<String> unexpected = new ArrayList<>();
        for (ILoggingEvent event = LOGGED.poll(); event != null; event = LOGGED.poll()) {
            String name = event.getLoggerName().substring(event.getLoggerName().lastIndexOf('.') + 1);
            String said = name + ": " + event.getFormattedMessage();
            if (!expected.contains(name) && !MACHINE.matcher(said).matches()) {
                unexpected.add(event.getLevel() + " " + said);
            }
        }
        if (!unexpected.isEmpty() && context.getExecutionException().isEmpty()) {
            throw new AssertionError("logged unexpectedly:\n" + String.join("\n", unexpected));
        }
    }

    private static Set<String> expected(Optional<Class<?>> test) {
        Set<String> names = new HashSet<>();
        for (Class<?> type = test.orElse(null); type != null; type = type.getEnclosingClass()) {
            ExpectedLogs expected = type.getAnnotation(ExpectedLogs.class);
            if (expected != null) {
                names.addAll(Arrays.asList(expected.value()));
            }
        }
        return names;
    }
}
