package parley.desktop.view;

import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import parley.desktop.viewmodel.AppViewModel;
import parley.desktop.viewmodel.ChatViewModel;
import parley.desktop.viewmodel.Pane;
import parley.desktop.viewmodel.Words;

/** The side bar: the product, the room, and at the bottom the person with the state of the connection. */
final class SideView extends VBox {
    SideView(AppViewModel app, ChatViewModel chat, Fonts fonts) {
        Words words = app.words();
        setId("side");
        getStyleClass().add("side");
        setAccessibleText(words.get("side.label"));
        setMaxHeight(Double.MAX_VALUE);
        // As a drawer it leaves room to tap beside it.
        StackPane.setMargin(this, new Insets(0, 56, 0, 0));

        HBox brand = new HBox(Controls.brandMark(28, 8), Controls.label(words.get("app.name"), "brand-name"));
        brand.getStyleClass().add("brand");
        brand.setAlignment(Pos.CENTER_LEFT);
        Label lobby = Controls.label("# " + ChatViewModel.LOBBY, "room-link");
        lobby.setMaxWidth(Double.MAX_VALUE);
        VBox rooms = new VBox(Controls.label(words.get("side.rooms"), "side-title"), lobby);
        rooms.getStyleClass().add("rooms");
        Region gap = new Region();
        VBox.setVgrow(gap, Priority.ALWAYS);
        getChildren().addAll(brand, rooms, gap, me(app, chat, fonts));
    }

    private static HBox me(AppViewModel app, ChatViewModel chat, Fonts fonts) {
        Words words = app.words();
        Label avatar = Controls.avatar();
        Label name = Controls.label("", "me-name");
        name.setId("me-name");
        Label state = Controls.label("", "small", "quiet");
        state.setId("me-state");
        state.setWrapText(true);
        state.textProperty().bind(chat.connection().statusProperty());
        chat.personProperty().subscribe(person -> {
            Controls.showPerson(avatar, fonts, person.initial(), person.colour());
            fonts.show(name, person.name());
        });
        VBox text = new VBox(name, state);
        text.setMinWidth(0);
        text.setAlignment(Pos.CENTER_LEFT);
        text.getStyleClass().add("me-text");
        opensConnection(text, app, state);
        HBox.setHgrow(text, Priority.ALWAYS);
        Button leave = Controls.iconButton(Icon.LEAVE, 18, words.get("side.leave"), "icon-button");
        leave.setId("leave");
        leave.setOnAction(event -> app.leave());
        HBox me = new HBox(avatar, text, leave);
        me.getStyleClass().add("me");
        me.setAlignment(Pos.CENTER_LEFT);
        return me;
    }

    /** Name and state are one button, which opens the connection page. */
    private static void opensConnection(VBox text, AppViewModel app, Label state) {
        text.setId("connection-open");
        text.setFocusTraversable(true);
        text.setAccessibleRole(AccessibleRole.BUTTON);
        text.accessibleTextProperty()
                .bind(state.textProperty().map(now -> app.words().get("connection.open", now)));
        text.setOnMouseClicked(event -> app.open(Pane.CONNECTION));
        text.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
                event.consume();
                app.open(Pane.CONNECTION);
            }
        });
    }
}
