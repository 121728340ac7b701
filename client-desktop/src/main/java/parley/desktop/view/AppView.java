package parley.desktop.view;

import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import parley.desktop.viewmodel.AppViewModel;
import parley.desktop.viewmodel.ChatViewModel;
import parley.desktop.viewmodel.LinkOpener;
import parley.desktop.viewmodel.Pane;
import parley.desktop.viewmodel.SettingsViewModel;
import parley.desktop.viewmodel.Words;

/** The whole window: the dialog or the chat, and over it at most one pane. Wears what the person has chosen. */
public final class AppView extends StackPane {
    private final AppViewModel app;
    private final LinkOpener links;
    private final Words words;
    private final Fonts fonts = new Fonts();
    private final StackPane content = new StackPane();
    private @Nullable ChatView prepared;
    private @Nullable Node before;

    /**
     * The view of an app; put it into a scene as its root.
     *
     * @param links opens the web addresses that people write
     */
    public AppView(AppViewModel app, LinkOpener links) {
        this.app = app;
        this.links = links;
        this.words = app.words();
        getStyleClass().add("parley");
        sceneProperty().subscribe(scene -> {
            if (scene != null) {
                Look.dress(scene);
            }
        });
        content.getStyleClass().add("under-pane");
        getChildren().add(content);
        SettingsViewModel settings = app.settings();
        for (ObservableValue<?> choice :
                List.of(settings.darkProperty(), settings.highContrastProperty(), settings.textPercentProperty())) {
            choice.addListener((observed, was, is) -> Wear.put(this, app, fonts));
        }
        words.localeProperty().subscribe(language -> speak());
        app.comingProperty().addListener((observed, was, is) -> prepare(is));
        app.chatProperty().addListener((observed, was, is) -> show(is));
        app.paneProperty().addListener((observed, was, is) -> show(is));
        Shortcuts.install(this, app);
        WarmUp.soon(app, fonts, links);
    }

    /** Text is written once, when a control is made: another language is another set of controls over the same models. */
    private void speak() {
        Wear.put(this, app, fonts);
        String focused = getScene() == null || getScene().getFocusOwner() == null
                ? null
                : getScene().getFocusOwner().getId();
        show(app.chatProperty().get());
        show(app.paneProperty().get());
        Node again = focused == null ? null : lookup("#" + focused);
        if (again != null) {
            again.requestFocus();
        }
    }

    /** The view of the chat is made and styled while the server is asked: it is then shown at once. */
    private void prepare(@Nullable ChatViewModel chat) {
        content.getChildren().remove(prepared);
        prepared = chat == null ? null : new ChatView(app, chat, fonts, links);
        if (prepared != null) {
            prepared.setVisible(false);
            content.getChildren().add(prepared);
        }
    }

    private void show(@Nullable ChatViewModel chat) {
        if (chat == null) {
            JoinView join = new JoinView(app.join(), words, fonts, () -> app.open(Pane.SETTINGS));
            content.getChildren().setAll(join);
            prepare(app.comingProperty().get());
            join.focus();
        } else {
            ChatView view = prepared == null ? new ChatView(app, chat, fonts, links) : prepared;
            prepared = null;
            content.getChildren().setAll(view);
            view.setVisible(true);
            view.focus();
        }
    }

    private void show(Pane pane) {
        Node focused = getScene() == null ? null : getScene().getFocusOwner();
        boolean wasOpen = getChildren().size() > 1;
        if (!wasOpen) {
            before = focused;
        }
        getChildren().setAll(content);
        // Keyboard and mouse stay in the pane.
        content.setDisable(pane != Pane.NONE);
        if (pane != Pane.NONE) {
            PaneView view = Panes.of(pane, app, fonts, links);
            getChildren().add(view);
            view.focus();
        } else if (before != null && before.getScene() == getScene()) {
            before.requestFocus();
        } else if (content.getChildren().get(0) instanceof ChatView chat) {
            chat.focus();
        }
        before = pane == Pane.NONE ? null : before;
    }
}
