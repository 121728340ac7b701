package parley.desktop.view;

import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import parley.desktop.viewmodel.ChatViewModel;
import parley.desktop.viewmodel.Delivery;
import parley.desktop.viewmodel.MessageContent;
import parley.desktop.viewmodel.Row;
import parley.desktop.viewmodel.Words;

/** One message. Used again and again for other messages by its cell. */
final class MessageRowView extends StackPane {
    private static final PseudoClass GROUPED = PseudoClass.getPseudoClass("grouped");
    /** Its tools are shown when the mouse or the keyboard is here; the style sheet does that. */
    private static final PseudoClass CHANGEABLE = PseudoClass.getPseudoClass("changeable");

    /** Of the tools' height: how far they reach into the row above. */
    private static final double TOOLS_ABOVE = 0.37;

    private final Words words;
    private final ChatViewModel chat;
    private final Label avatar = Controls.avatar();
    private final Label name = Controls.label("", "row-name");
    private final Label time = Controls.label("", "row-time");
    private final FoldingPair head = new FoldingPair(name, time, 8, VPos.BASELINE);
    private final Fonts fonts;
    private final MessageFlow text;
    private final StackPane textClip;
    private final VBox body;
    private @Nullable RowTools tools;
    private @Nullable Node extra;
    private @Nullable Node before;
    private Row.@Nullable Message row;

    MessageRowView(RowShared shared) {
        this.chat = shared.chat();
        this.words = shared.words();
        this.fonts = shared.fonts();
        this.text = new MessageFlow(shared);
        this.textClip = new StackPane(text);
        this.body = new VBox(head, textClip);
        getStyleClass().add("row");
        head.getStyleClass().add("row-head");
        Controls.tipWhenPointedAt(time, () -> row == null ? "" : row.content().fullTime());
        textClip.setAlignment(Pos.TOP_LEFT);
        textClip.getStyleClass().add("row-text-holder");
        // Stacked marks grow far out of their line: they are cut off at the message, so that others stay readable.
        textClip.setClip(new ClipToBounds(textClip));
        StackPane avatarHolder = new StackPane(avatar);
        avatarHolder.getStyleClass().add("row-avatar");
        avatarHolder.setAlignment(Pos.TOP_CENTER);
        HBox line = new HBox(avatarHolder, body);
        line.getStyleClass().add("row-line");
        HBox.setHgrow(body, Priority.ALWAYS);
        body.setMinWidth(0);
        getChildren().add(line);
    }

    void update(Row.Message shown) {
        if (shown.equals(row)) {
            return;
        }
        row = shown;
        MessageContent content = shown.content();
        pseudoClassStateChanged(GROUPED, !shown.first());
        Controls.show(head, shown.first());
        avatar.setVisible(shown.first());
        Controls.showPerson(avatar, fonts, content.initial(), content.colour());
        fonts.show(name, content.name());
        name.setNodeOrientation(Direction.of(content.name()));
        time.setText(content.time());
        drawText(shown);
        drawExtra(shown);
        pseudoClassStateChanged(CHANGEABLE, shown.changeable() && shown.mode() == Row.Mode.SHOWN);
    }

    private void drawText(Row.Message shown) {
        Controls.show(textClip, shown.mode() != Row.Mode.EDITING);
        String said = shown.content().text();
        if (said == null) {
            text.showNotice(shown.key(), words.get("message.deleted"), "row-deleted");
        } else {
            text.show(shown.key(), said, marks(shown));
        }
    }

    private Node[] marks(Row.Message shown) {
        List<Node> marks = new ArrayList<>();
        if (shown.content().edited()) {
            marks.add(mark(Controls.label(words.get("message.edited"))));
        }
        if (shown.delivery() == Delivery.QUEUED || shown.delivery() == Delivery.SENT) {
            marks.add(mark(Controls.label(words.get("delivery.queued")), Icon.CLOCK));
        } else if (shown.delivery() == Delivery.STORED) {
            Label tick = mark(new Label(), Icon.TICK);
            tick.setAccessibleText(words.get("delivery.stored"));
            Controls.tipWhenPointedAt(tick, () -> words.get("delivery.stored"));
            marks.add(tick);
        }
        return marks.toArray(Node[]::new);
    }

    private void drawExtra(Row.Message shown) {
        Node wanted = RowExtras.of(shown, chat, words);
        boolean loses = extra != null && extra.isFocusWithin() && wanted == null;
        Node focused = getScene() == null ? null : getScene().getFocusOwner();
        body.getChildren().remove(extra);
        extra = wanted;
        if (wanted != null) {
            before = focused;
            body.getChildren().add(wanted);
        } else if (loses) {
            giveFocusBack();
        }
    }

    /** The keyboard goes back to where it was before the editor or the question; never nowhere. */
    private void giveFocusBack() {
        Node owner = before;
        ListView<?> list = Controls.ancestor(this, ListView.class);
        if (owner != null && owner.getScene() == getScene() && Controls.ancestor(owner, MessageRowView.class) == null) {
            owner.requestFocus();
        } else if (list != null) {
            list.requestFocus();
        }
    }

    /** Mouse or keyboard are at this row. Only now its tools are made: they take longer than all the rest of a row. */
    void reached() {
        if (tools == null) {
            tools = new RowTools(
                    words, () -> withRow(current -> chat.edit(current.content())), () -> withRow(chat::askDelete));
            getChildren().add(tools);
        }
    }

    private void withRow(java.util.function.Consumer<Row.Message> action) {
        Row.Message current = row;
        if (current != null) {
            action.accept(current);
        }
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        if (tools != null) {
            tools.autosize();
            tools.relocate(getWidth() - tools.getWidth() - getPadding().getRight(), -tools.getHeight() * TOOLS_ABOVE);
        }
    }

    private static Label mark(Label label, Icon... icons) {
        for (Icon icon : icons) {
            label.setGraphic(icon.draw(14));
        }
        label.getStyleClass().add("row-mark");
        return label;
    }
}
