package parley.desktop.view;

import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.StringProperty;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.geometry.NodeOrientation;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import parley.desktop.viewmodel.JoinViewModel;
import parley.desktop.viewmodel.Words;

/** The dialog that asks for server and name. */
final class JoinView extends StackPane {
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");

    private final Words words;
    private final JoinViewModel model;
    private final TextField username;

    JoinView(JoinViewModel model, Words words, Fonts fonts, Runnable openSettings) {
        this.model = model;
        this.words = words;
        setId("join-chat-interface");
        TextField server = field("server", model.serverProperty(), words.get("join.server.prompt"));
        // An address runs to the right in every language.
        server.setNodeOrientation(NodeOrientation.LEFT_TO_RIGHT);
        username = field("username", model.usernameProperty(), words.get("join.name.prompt"));
        fonts.follow(username);
        mark(username, model.usernameProblemProperty());
        mark(server, model.serverProblemProperty());

        VBox card = new VBox(
                Controls.brandMark(44, 14),
                Controls.label(words.get("join.title"), "join-title"),
                hint(),
                labelled(words.get("join.name"), username),
                problem("username-error", model.usernameProblemProperty()),
                again(),
                labelled(words.get("join.server"), server),
                problem("server-error", model.serverProblemProperty()),
                button(),
                notice(),
                footer());
        card.getStyleClass().add("join-card");
        Button settings = Controls.iconButton(Icon.GEAR, 18, words.get("settings.open"), "icon-button");
        settings.setId("settings-open");
        settings.setOnAction(event -> openSettings.run());
        setAlignment(settings, Pos.TOP_RIGHT);
        setMargin(settings, new Insets(20));
        StackPane framed = new StackPane(card, settings);
        framed.getStyleClass().add("join-frame");
        framed.setMinHeight(USE_PREF_SIZE);
        framed.setMaxHeight(USE_PREF_SIZE);
        StackPane holder = new StackPane(framed);
        holder.getStyleClass().add("join-holder");
        getChildren().add(Controls.scroll(holder));
        Controls.whileShown(
                this,
                () -> model.usernameProblemProperty().subscribe((was, is) -> {
                    if (!is.isEmpty()) {
                        username.requestFocus();
                    }
                }));
    }

    /** Puts the cursor where the person has to type. */
    void focus() {
        username.requestFocus();
        username.selectAll();
    }

    private TextField field(String id, StringProperty text, String prompt) {
        TextField field = new TextField();
        field.setId(id);
        field.setPromptText(prompt);
        field.textProperty().bindBidirectional(text);
        field.setOnAction(event -> model.join());
        // Not disabled, or the cursor would jump to the next control.
        field.editableProperty().bind(model.joiningProperty().not());
        field.getStyleClass().add("field");
        return field;
    }

    private static void mark(TextField field, ReadOnlyStringProperty problem) {
        Controls.whileShown(
                field,
                () -> problem.subscribe(is -> {
                    field.pseudoClassStateChanged(INVALID, !is.isEmpty());
                    field.setAccessibleHelp(is);
                }));
    }

    private static VBox labelled(String text, TextField field) {
        Label label = Controls.label(text, "field-label");
        label.setLabelFor(field);
        field.setAccessibleText(text);
        VBox pair = new VBox(label, field);
        pair.getStyleClass().add("labelled");
        return pair;
    }

    private static Label problem(String id, ReadOnlyStringProperty text) {
        Label problem = Controls.label("", "field-problem");
        problem.setId(id);
        problem.setWrapText(true);
        problem.textProperty().bind(text);
        Controls.showWhen(problem, text.isNotEmpty());
        return problem;
    }

    private HBox again() {
        Label text = Controls.label("", "small", "quiet");
        text.setId("join-again");
        text.setWrapText(true);
        text.setMinHeight(USE_PREF_SIZE);
        HBox.setHgrow(text, Priority.ALWAYS);
        text.textProperty().bind(model.againProperty());
        text.setMinWidth(0);
        Hyperlink change = Controls.link(words.get("join.again.change"), () -> {
            model.changeName();
            username.requestFocus();
        });
        change.setId("change-name");
        change.setMinWidth(USE_PREF_SIZE);
        HBox line = new HBox(text, change);
        line.getStyleClass().add("join-again");
        Controls.showWhen(
                line,
                model.againProperty()
                        .isNotEmpty()
                        .and(model.usernameProblemProperty().isEmpty()));
        return line;
    }

    private Button button() {
        Button button = new Button();
        button.setId("join-chat");
        button.getStyleClass().setAll("button", "button-primary");
        button.setMaxWidth(Double.MAX_VALUE);
        VBox.setMargin(button, new Insets(20, 0, 0, 0));
        button.textProperty()
                .bind(model.joiningProperty().map(joining -> words.get(joining ? "join.joining" : "join.button")));
        button.disableProperty().bind(model.joiningProperty());
        button.setOnAction(event -> model.join());
        return button;
    }

    private VBox notice() {
        Label text = new Label();
        text.setId("join-notice");
        text.setWrapText(true);
        text.textProperty().bind(model.noticeProperty());
        Hyperlink cancel = Controls.link(words.get("join.cancel"), model::cancel);
        cancel.setId("join-cancel");
        Controls.showWhen(cancel, model.joiningProperty());
        VBox notice = new VBox(text, cancel);
        notice.getStyleClass().add("notice");
        VBox.setMargin(notice, new Insets(16, 0, 0, 0));
        Controls.showWhen(notice, model.noticeProperty().isNotEmpty());
        return notice;
    }

    private Label hint() {
        Label hint = Controls.label(words.get("join.hint"), "small", "quiet");
        hint.setWrapText(true);
        return hint;
    }

    private Label footer() {
        Label footer = Controls.label(words.get("join.footer"), "small", "quiet", "join-footer");
        footer.setMaxWidth(Double.MAX_VALUE);
        footer.setWrapText(true);
        footer.setTextAlignment(TextAlignment.CENTER);
        footer.setAlignment(Pos.CENTER);
        return footer;
    }
}
