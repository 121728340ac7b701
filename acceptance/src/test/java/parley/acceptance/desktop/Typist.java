package parley.acceptance.desktop;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import org.awaitility.core.ConditionFactory;
import parley.client.ConnectionState;
import parley.desktop.app.Desk;
import parley.desktop.viewmodel.Delivery;
import parley.desktop.viewmodel.Row;

/** A person at the desktop app: what they do by the keyboard, and what they see. */
public final class Typist implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private final Desk desk;

    private Typist(Desk desk) {
        this.desk = desk;
    }

    /** Opens the app with the dialog in it. */
    public static Typist opens(URI server, Path data) throws Exception {
        return opens(server, data, Clock.system(ZoneOffset.UTC));
    }

    /** Opens the app at a person's clock and in their zone. */
    public static Typist opens(URI server, Path data, Clock clock) throws Exception {
        return new Typist(Desk.open(server, data, clock, 1_000, 700));
    }

    /** Sits down at an app that is open. */
    public static Typist at(Desk desk) {
        return new Typist(desk);
    }

    /** The app. */
    public Desk desk() {
        return desk;
    }

    /** Types where the cursor is. */
    public Typist types(String text) throws Exception {
        Desk.settle();
        desk.robot().write(text, 0);
        Desk.settle();
        return this;
    }

    /** Presses keys one after the other. */
    public Typist presses(KeyCode... keys) throws Exception {
        desk.robot().type(keys);
        Desk.settle();
        return this;
    }

    /** Types a name into the dialog, joins, and waits for the room. */
    public Typist joins(String name) throws Exception {
        types(name).presses(KeyCode.ENTER);
        until(() -> desk.model().chatProperty().get() != null
                && !desk.chat().timeline().loadingProperty().get());
        Desk.settle();
        return this;
    }

    /** Writes a message and sees its row. */
    public Typist says(String text) throws Exception {
        types(text).presses(KeyCode.ENTER);
        return sees(text);
    }

    /** Waits until somebody's message with this text is there. */
    public Typist sees(String text) {
        until(() -> held().stream().anyMatch(row -> text.equals(row.content().text())));
        return this;
    }

    /** Waits until nothing of one's own waits any more. */
    public Typist seesEverythingStored() {
        until(() ->
                held().stream().allMatch(row -> row.delivery() == Delivery.STORED || row.delivery() == Delivery.NONE));
        return this;
    }

    /** Waits until the connection is in a state. */
    public Typist sees(ConnectionState state) {
        until(() -> desk.chat().connection().stateProperty().get() == state);
        return this;
    }

    /** The messages that the list holds now, oldest first. */
    public List<Row.Message> messages() throws Exception {
        return Desk.call(this::held);
    }

    /** Their texts, which say {@code null} where one was deleted. */
    public List<String> texts() throws Exception {
        return messages().stream().map(row -> row.content().text()).toList();
    }

    /** What a label or button says now, empty when it is not there or not shown. Counts as one of the app's ticks. */
    public String text(String selector) throws Exception {
        return Desk.call(() -> {
            desk.model().tick();
            Node node = desk.find(selector);
            return node instanceof Labeled label && shown(node) ? label.getText() : "";
        });
    }

    /** Whether the cursor is in a field. */
    public boolean isAt(String selector) throws Exception {
        return Desk.call(
                () -> desk.find(selector) != null && desk.find(selector).isFocused());
    }

    /** Waits for something that is true on the toolkit's thread. */
    public static void until(Callable<Boolean> condition) {
        patiently().until(() -> Desk.call(condition));
    }

    /** Waits as long as a busy machine may need. */
    public static ConditionFactory patiently() {
        return await().atMost(PATIENCE);
    }

    @Override
    public void close() {
        desk.close();
    }

    private List<Row.Message> held() {
        return desk.chat().timeline().rows().stream()
                .filter(Row.Message.class::isInstance)
                .map(Row.Message.class::cast)
                .toList();
    }

    private static boolean shown(Node node) {
        for (Node each = node; each != null; each = each.getParent()) {
            if (!each.isVisible()) {
                return false;
            }
        }
        return true;
    }
}
