package parley.desktop.view;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.layout.StackPane;
import parley.desktop.viewmodel.ChatViewModel;
import parley.desktop.viewmodel.LinkOpener;
import parley.desktop.viewmodel.Row;
import parley.desktop.viewmodel.TextSelection;
import parley.desktop.viewmodel.TimelineViewModel;
import parley.desktop.viewmodel.Words;

/** The messages, the pill that tells of new ones below, and the line that tells that older ones are on their way. */
final class MessageList extends StackPane {
    /** Older or newer messages are asked for when fewer rows than this are left above or below. */
    private static final int LOAD_AHEAD_ROWS = 20;
    /** The pill offers the way back when more rows than this are below. */
    private static final int FAR_ROWS = 8;

    private final KeptSelection kept;
    private final ListView<Row> list;
    private final ReadingPosition position;
    private final Words words;
    private final ChatViewModel chat;

    MessageList(ChatViewModel chat, Words words, Fonts fonts, LinkOpener links) {
        this.chat = chat;
        this.words = words;
        TimelineViewModel timeline = chat.timeline();
        kept = new KeptSelection(timeline.rows());
        list = kept.list();
        list.setId("chat-messages");
        list.getStyleClass().add("messages");
        RowShared shared = new RowShared(chat, words, fonts, links, new TextSelection());
        list.setCellFactory(view -> new RowCell(shared));
        list.setAccessibleText(words.get("list.label"));
        list.setAccessibleRole(AccessibleRole.LIST_VIEW);
        new TextSelecting(list, shared.selection());
        new ListInput(kept, shared);
        position = new ReadingPosition(list, timeline.moreAfterProperty(), this::shown);
        kept.beforeAccessibleAction(position::jump);
        getStyleClass().add("message-list");
        getChildren().addAll(list, loading(timeline), pill(timeline), announcer());
    }

    /** Shows rows that are not the room's, in a list that nobody sees: cells, styles and glyphs are made for them. */
    void rehearse(List<Row> rows) {
        kept.lend(rows);
    }

    /** Shows the room. */
    void begin() {
        position.keep();
        kept.takeBack();
    }

    /** Goes to the newest message and stays there. */
    void followEnd() {
        chat.timeline().loadNewest();
        position.followEnd();
    }

    /** Rows are about to be higher or lower: what is read stays where it is. */
    void keepPlace() {
        position.keep();
    }

    private void shown(int first, int last, boolean end) {
        TimelineViewModel timeline = chat.timeline();
        timeline.setShown(first, last, end);
        if (first < LOAD_AHEAD_ROWS) {
            timeline.loadOlder();
        }
        if (timeline.rows().size() - 1 - last < LOAD_AHEAD_ROWS) {
            timeline.loadNewer();
        }
    }

    /** Says what is new to a screen reader. JavaFX 21 has no live regions: a text that changes is the nearest it offers. */
    private Label announcer() {
        Label announcer = new Label();
        announcer.setId("announcer");
        announcer.setAccessibleRole(AccessibleRole.TEXT);
        announcer.setManaged(false);
        announcer.setMouseTransparent(true);
        announcer.setOpacity(0);
        announcer.textProperty().bind(chat.announcements().textProperty());
        return announcer;
    }

    private Label loading(TimelineViewModel timeline) {
        Label loading = Controls.label("", "loading");
        loading.textProperty()
                .bind(Bindings.when(Bindings.isEmpty(timeline.rows()))
                        .then(words.get("list.loading"))
                        .otherwise(words.get("list.loading.older")));
        Controls.showWhen(
                loading,
                timeline.loadingProperty()
                        .and(Bindings.isEmpty(timeline.rows())
                                .or(position.rowsAboveProperty().lessThan(2))));
        StackPane.setAlignment(loading, Pos.TOP_CENTER);
        return loading;
    }

    private Button pill(TimelineViewModel timeline) {
        Button pill = new Button();
        pill.setId("new-pill");
        pill.getStyleClass().setAll("button", "new-pill");
        pill.setGraphic(Icon.DOWN.draw(16));
        pill.textProperty()
                .bind(timeline.belowProperty()
                        .map(count -> count.intValue() == 0
                                ? words.get("list.end")
                                : words.get("list.pill", count.intValue())));
        pill.setOnAction(event -> followEnd());
        Controls.showWhen(
                pill,
                position.atEndProperty()
                        .not()
                        .and(timeline.belowProperty()
                                .greaterThan(0)
                                .or(position.rowsBelowProperty().greaterThan(FAR_ROWS)))
                        .or(timeline.moreAfterProperty()));
        StackPane.setAlignment(pill, Pos.BOTTOM_CENTER);
        return pill;
    }
}
