package parley.desktop.view;

import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import parley.desktop.viewmodel.AppViewModel;
import parley.desktop.viewmodel.ChatViewModel;
import parley.desktop.viewmodel.LinkOpener;
import parley.desktop.viewmodel.Pane;
import parley.desktop.viewmodel.Row;
import parley.desktop.viewmodel.SettingsViewModel;
import parley.desktop.viewmodel.Words;

/** The chat: side bar, header, banner, messages, composer. Below a width the side bar is a drawer over the chat. */
final class ChatView extends StackPane {
    /** Below this width, in pixels at the usual size of text, the side bar is a drawer. */
    static final double WIDE = 768;

    private static final double FROM_BESIDE = 24;
    private static final PseudoClass NARROW = PseudoClass.getPseudoClass("narrow");

    private final SettingsViewModel settings;
    private final Motion motion;
    private final SideView side;
    private final Region veil = new Region();
    private final HBox columns;
    private final Button opener = new Button();
    private final MessageList messages;
    private final ComposerView composer;
    private boolean open;

    ChatView(AppViewModel app, ChatViewModel chat, Fonts fonts, LinkOpener links) {
        Words words = app.words();
        settings = app.settings();
        motion = new Motion(settings.reducedMotionProperty());
        setId("chat-interface");
        getStyleClass().add("chat");
        messages = new MessageList(chat, words, fonts, links);
        VBox.setVgrow(messages, Priority.ALWAYS);
        composer = new ComposerView(chat, words, fonts, messages::followEnd);
        BannerView banner = new BannerView(chat.connection().bannerProperty(), app::bannerAction);
        VBox main = new VBox(header(app, chat, fonts), banner, messages, composer);
        main.getStyleClass().add("chat-main");
        main.setMinWidth(0);
        HBox.setHgrow(main, Priority.ALWAYS);
        side = new SideView(app, chat, fonts);
        columns = new HBox(main);
        veil.getStyleClass().add("side-veil");
        veil.setOnMouseClicked(event -> setOpen(false));
        getChildren().add(columns);
        StackPane.setAlignment(side, Pos.CENTER_LEFT);
        widthProperty().addListener((observed, was, is) -> arrange());
        Controls.whileShown(
                this,
                () -> settings.textPercentProperty().subscribe(percent -> {
                    arrange();
                    messages.keepPlace();
                }));
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                setOpen(false);
            }
        });
        arrange();
    }

    /** As {@link MessageList#rehearse}. */
    void rehearse(List<Row> rows) {
        messages.rehearse(rows);
    }

    /** The chat is there: shows it. */
    void begin() {
        messages.begin();
        setVisible(true);
        focus();
    }

    /** Puts the cursor where the person writes. */
    void focus() {
        composer.focus();
    }

    private HBox header(AppViewModel app, ChatViewModel chat, Fonts fonts) {
        Words words = app.words();
        Label title = Controls.label("# " + ChatViewModel.LOBBY, "room-title");
        title.setId("room-title");
        Label subtitle = Controls.label("", "small", "quiet");
        subtitle.setId("room-subtitle");
        subtitle.textProperty().bind(chat.subtitleProperty());
        subtitle.setWrapText(true);
        VBox text = new VBox(title, subtitle);
        text.setAlignment(Pos.CENTER_LEFT);
        text.setMinWidth(0);
        HBox.setHgrow(text, Priority.ALWAYS);

        Label avatar = Controls.avatar();
        chat.personProperty()
                .subscribe(person -> Controls.showPerson(avatar, fonts, person.initial(), person.colour()));
        opener.setId("side-open");
        opener.setGraphic(avatar);
        opener.getStyleClass().setAll("button", "avatar-button");
        opener.setOnAction(event -> setOpen(!open));
        Controls.name(opener, words.get("side.label"));

        Button theme = Controls.iconButton(Icon.MOON, 18, "", "icon-button");
        theme.setId("theme");
        theme.setOnAction(
                event -> settings.darkProperty().set(!settings.darkProperty().get()));
        Controls.whileShown(
                theme,
                () -> settings.darkProperty().subscribe(dark -> {
                    theme.setGraphic((dark ? Icon.SUN : Icon.MOON).draw(18));
                    Controls.name(theme, words.get(dark ? "theme.light" : "theme.dark"));
                }));
        Button gear = Controls.iconButton(Icon.GEAR, 18, words.get("settings.open"), "icon-button");
        gear.setId("settings-open");
        gear.setOnAction(event -> app.open(Pane.SETTINGS));
        HBox header = new HBox(opener, text, theme, gear);
        header.getStyleClass().add("header");
        header.setAlignment(Pos.CENTER_LEFT);
        header.setMinHeight(USE_PREF_SIZE);
        return header;
    }

    private void setOpen(boolean value) {
        open = value;
        arrange();
    }

    private void arrange() {
        boolean wide = getWidth() >= WIDE * settings.textPercentProperty().get() / 100;
        boolean drawer = open && !wide;
        open = drawer;
        Controls.show(opener, !wide);
        pseudoClassStateChanged(NARROW, !wide);
        boolean inColumn = columns.getChildren().contains(side);
        if (wide && !inColumn) {
            getChildren().removeAll(veil, side);
            columns.getChildren().add(0, side);
        } else if (!wide && inColumn) {
            columns.getChildren().remove(side);
        }
        if (drawer && !getChildren().contains(side)) {
            getChildren().addAll(veil, side);
            motion.comeIn(side, -FROM_BESIDE, 0);
        } else if (!drawer && !wide) {
            getChildren().removeAll(veil, side);
        }
    }
}
