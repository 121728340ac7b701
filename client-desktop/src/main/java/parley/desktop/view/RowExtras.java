package parley.desktop.view;

import java.util.Locale;
import java.util.Set;
import javafx.application.Platform;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import parley.client.Outgoing;
import parley.desktop.viewmodel.ChatViewModel;
import parley.desktop.viewmodel.Delivery;
import parley.desktop.viewmodel.Row;
import parley.desktop.viewmodel.Words;
import parley.model.ErrorCode;

/** What may stand under a message: the editor, the question before deleting, or what became of a write that failed. */
final class RowExtras {
    private static final Insets EDITOR_INNER = new Insets(8, 14, 8, 14);

    private RowExtras() {}

    static @Nullable Node of(Row.Message row, ChatViewModel chat, Words words) {
        return switch (row.mode()) {
            case EDITING -> editor(chat, words);
            case ASKING -> question(row, chat, words);
            case SHOWN -> problem(row, chat, words);
        };
    }

    private static Node editor(ChatViewModel chat, Words words) {
        GrowingTextArea area = new GrowingTextArea(
                chat.editor().textProperty(),
                EDITOR_INNER,
                38,
                260,
                () -> chat.editor().submit());
        area.setId("edit-message");
        area.getStyleClass().add("editor-text");
        area.setAccessibleText(words.get("message.edit.label"));
        Label hint = Controls.label("", "small", "quiet");
        hint.textProperty()
                .bind(chat.editor()
                        .counterProperty()
                        .map(counter -> counter.isEmpty() ? words.get("message.edit.hint") : counter));
        HBox.setHgrow(hint, Priority.ALWAYS);
        hint.setMaxWidth(Double.MAX_VALUE);
        hint.setMinWidth(0);
        HBox bar = new HBox(
                hint,
                button(words.get("message.edit.cancel"), chat::cancel),
                button(words.get("message.edit.save"), () -> chat.editor().submit(), "button-small-primary"));
        bar.getStyleClass().add("editor-bar");
        bar.setAlignment(Pos.CENTER_LEFT);
        VBox editor = new VBox(area, bar);
        editor.getStyleClass().add("editor");
        cancelOnEscape(editor, chat);
        Platform.runLater(() -> {
            area.requestFocus();
            area.end();
        });
        return editor;
    }

    private static Node question(Row.Message row, ChatViewModel chat, Words words) {
        Button delete = button(words.get("message.ask.delete"), () -> chat.delete(row), "button-small-danger");
        FlowPane question = flow(
                "row-question",
                new Label(words.get("message.ask")),
                delete,
                button(words.get("message.ask.keep"), chat::cancel));
        cancelOnEscape(question, chat);
        Platform.runLater(delete::requestFocus);
        return question;
    }

    private static @Nullable Node problem(Row.Message row, ChatViewModel chat, Words words) {
        Outgoing item = row.unsent();
        if (item == null) {
            return null;
        }
        Hyperlink discard = link(words.get("failed.discard"), () -> chat.discard(item));
        if (row.delivery() == Delivery.UNDECIDED) {
            return flow(
                    "row-problem",
                    new Label(words.get("undecided")),
                    link(words.get("undecided.retry"), () -> chat.retry(item)),
                    discard);
        }
        if (row.delivery() != Delivery.FAILED) {
            return null;
        }
        Label sentence = new Label(sentence(item, words));
        sentence.setWrapText(true);
        ErrorCode code = item.code() == null ? null : ErrorCode.ofWire(item.code());
        boolean pointless = code != null && code.isFinalForWrites();
        if (!pointless) {
            return flow("row-problem", sentence, link(words.get("failed.retry"), () -> chat.retry(item)), discard);
        }
        if (item.kind() == Outgoing.Kind.MESSAGE) {
            Hyperlink back = link(words.get("failed.back"), () -> chat.backToComposer(item));
            return flow("row-problem", sentence, back, discard);
        }
        return flow("row-problem", sentence, discard);
    }

    private static String sentence(Outgoing item, Words words) {
        String outcome = words.get("failed." + item.kind().name().toLowerCase(Locale.ROOT));
        return words.find("because." + item.code())
                .map(why -> words.get("failed.because", outcome, why))
                .orElseGet(() -> words.get("failed.plain", outcome));
    }

    private static void cancelOnEscape(Region region, ChatViewModel chat) {
        region.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                event.consume();
                chat.cancel();
            }
        });
    }

    private static Hyperlink link(String text, Runnable action) {
        return Controls.link(text, action, "text-link-danger");
    }

    private static Button button(String text, Runnable action, String... styles) {
        Button button = new Button(text);
        button.getStyleClass().setAll("button", "button-small");
        button.getStyleClass().addAll(Set.of(styles));
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(event -> action.run());
        return button;
    }

    private static FlowPane flow(String style, Node... children) {
        FlowPane flow = new FlowPane(8, 4, children);
        flow.setRowValignment(javafx.geometry.VPos.CENTER);
        flow.getStyleClass().add(style);
        flow.setPrefWrapLength(300);
        return flow;
    }
}
