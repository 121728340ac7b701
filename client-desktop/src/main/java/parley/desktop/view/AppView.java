package parley.desktop.view;

import java.util.List;
import javafx.animation.PauseTransition;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import parley.desktop.viewmodel.AppViewModel;
import parley.desktop.viewmodel.ChatViewModel;
import parley.desktop.viewmodel.LinkOpener;
import parley.desktop.viewmodel.Pane;
import parley.desktop.viewmodel.SettingsViewModel;
import parley.desktop.viewmodel.Words;

/** The whole window: the dialog or the chat, and over it at most one pane. Wears what the person has chosen. */
public final class AppView extends StackPane {
    private static final Duration AFTER_THE_DIALOG = Duration.millis(700);

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
        app.comingProperty().addListener((observed, was, is) -> prepareSoon());
        app.join().joiningProperty().addListener((observed, was, is) -> prepareNow(is));
        app.chatProperty().addListener((observed, was, is) -> show(is));
        app.paneProperty().addListener((observed, was, is) -> show(is));
        Shortcuts.install(this, app);
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

    /** The view of the chat is made while the person types their name: it is then shown at once. */
    private void prepareSoon() {
        forgetPrepared();
        PauseTransition pause = new PauseTransition(AFTER_THE_DIALOG);
        pause.setOnFinished(event -> {
            if (prepared == null && app.chatProperty().get() == null) {
                Rehearsal.begin(prepare(), app);
            }
        });
        pause.play();
    }

    private void prepareNow(boolean joining) {
        if (joining && prepared == null && app.chatProperty().get() == null) {
            prepare();
        }
    }

    private ChatView prepare() {
        ChatView view = new ChatView(app, app.comingProperty().get(), fonts, links);
        view.setVisible(false);
        content.getChildren().add(view);
        prepared = view;
        return view;
    }

    private void forgetPrepared() {
        content.getChildren().remove(prepared);
        prepared = null;
    }

    private void show(@Nullable ChatViewModel chat) {
        if (chat == null) {
            JoinView join = new JoinView(app.join(), words, fonts, () -> app.open(Pane.SETTINGS));
            content.getChildren().setAll(join);
            prepareSoon();
            prepareNow(app.join().joiningProperty().get());
            join.focus();
        } else {
            // A view that leaves the scene, even to come back at once, has all its styles worked out anew.
            ChatView view = prepared == null ? prepare() : prepared;
            prepared = null;
            content.getChildren().removeIf(child -> child != view);
            view.begin();
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
