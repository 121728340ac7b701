package parley.desktop.viewmodel;

import java.net.URI;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import parley.desktop.profile.Profile;

/** The whole app: the dialog, then the chat, and back. */
public final class AppViewModel {
    /** Where a server listens by default. */
    public static final String DEFAULT_SERVER = "ws://localhost:3000/ws";

    private static final int TOKEN_REVOKED = 4501;

    private final ChatViewModel.Surroundings surroundings;
    private final ClientFactory clients;
    private final SettingsViewModel settings;
    private final JoinViewModel join;
    private final ReadOnlyObjectWrapper<@Nullable ChatViewModel> chat = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<ChatViewModel> coming;
    private final ReadOnlyStringWrapper title;
    private final ReadOnlyObjectWrapper<Pane> pane = new ReadOnlyObjectWrapper<>(Pane.NONE);
    private final NoticeViewModel notices;
    private @Nullable Attempt attempt;
    private boolean focused = true;
    private boolean profileKept = true;

    /**
     * Starts with the dialog, filled in as it was left.
     *
     * @param server the address that was asked for; empty: the last one used
     */
    public AppViewModel(ChatViewModel.Surroundings surroundings, ClientFactory clients, String server) {
        this.surroundings = surroundings;
        this.clients = clients;
        this.coming = new ReadOnlyObjectWrapper<>(new ChatViewModel(surroundings));
        this.title = new ReadOnlyStringWrapper(words().get("app.name"));
        Profile profile = surroundings.profile();
        this.settings = new SettingsViewModel(profile);
        this.notices = new NoticeViewModel(words(), surroundings.clock(), settings.noticesProperty());
        words().speak(settings.languageProperty().get());
        settings.languageProperty().addListener((observed, was, is) -> speak(is));
        this.join = new JoinViewModel(
                words(),
                this::join,
                this::abandon,
                (address, name) -> profile.token(address, name).isPresent());
        join.serverProperty().set(server.isEmpty() ? profile.server().orElse(DEFAULT_SERVER) : server);
        join.usernameProperty().set(profile.username().orElse(""));
        profile.onHealth(kept -> surroundings.later().execute(() -> setProfileKept(kept)));
    }

    /** The dialog. */
    public JoinViewModel join() {
        return join;
    }

    /** The chat once the server has said welcome and opened the room, or lets it wait; null while the dialog is shown. */
    public ReadOnlyObjectProperty<@Nullable ChatViewModel> chatProperty() {
        return chat.getReadOnlyProperty();
    }

    /** The chat that is shown, or is being joined, or will be joined next: its view can be made before it is needed. */
    public ReadOnlyObjectProperty<ChatViewModel> comingProperty() {
        return coming.getReadOnlyProperty();
    }

    /** So many messages for a list that nobody sees yet. */
    public List<Row> sample(int messages) {
        return Sample.rows(messages, surroundings.clock(), words());
    }

    /** The window's title, with the count of unread messages in front. */
    public ReadOnlyStringProperty titleProperty() {
        return title.getReadOnlyProperty();
    }

    /** What the person has chosen. */
    public SettingsViewModel settings() {
        return settings;
    }

    /** What is told while the window is not focused. */
    public NoticeViewModel notices() {
        return notices;
    }

    /** The window says whether it has the focus. */
    public void setFocused(boolean value) {
        focused = value;
        notices.setFocused(value);
        if (attempt != null) {
            attempt.model().timeline().setFocused(value);
        }
    }

    /** What lies over the dialog or the chat. */
    public ReadOnlyObjectProperty<Pane> paneProperty() {
        return pane.getReadOnlyProperty();
    }

    /** Opens a pane, in place of the one that is open. */
    public void open(Pane wanted) {
        pane.set(wanted);
        lookAtConnection();
    }

    /** Back to the dialog or the chat. */
    public void closePane() {
        pane.set(Pane.NONE);
    }

    /** Where the log file is. */
    public URI logFolder() {
        return surroundings.profile().directory().toUri();
    }

    /** The same for people to read. */
    public String logFolderName() {
        return surroundings.profile().directory().toString();
    }

    /** All the app's words. */
    public Words words() {
        return surroundings.words();
    }

    /** Back to the dialog, with the name filled in. Unsent messages and the draft are kept. */
    public void leave() {
        abandon();
        join.stopped();
        if (pane.get() == Pane.CONNECTION) {
            closePane();
        }
        chat.set(null);
        nameWindow();
    }

    /** What the banner's button does: try now, or come back after the server ended the connection. */
    public void bannerAction() {
        ChatViewModel model = chat.get();
        if (model == null) {
            return;
        }
        int stopCode = model.connection().stopCode();
        if (stopCode == 0) {
            model.retryNow();
        } else {
            leave();
            if (stopCode != TOKEN_REVOKED) {
                join.join();
            }
        }
    }

    /** Called about twice a second. */
    public void tick() {
        join.tick();
        notices.tick();
        if (attempt != null) {
            attempt.tick();
        }
        lookAtConnection();
    }

    /** Ends the connection when the app ends, and waits until drafts and settings are on disk. */
    public void close() {
        abandon();
        surroundings.profile().close();
    }

    private void lookAtConnection() {
        if (attempt != null && pane.get() == Pane.CONNECTION) {
            attempt.model().lookAtConnection();
        }
    }

    private void setProfileKept(boolean kept) {
        profileKept = kept;
        if (attempt != null) {
            attempt.model().connection().setProfileKept(kept);
        }
    }

    private void speak(Language language) {
        words().speak(language);
        join.writeAnew();
        if (attempt != null) {
            attempt.model().writeAnew();
        }
        lookAtConnection();
        nameWindow();
    }

    private void join(URI server, String username) {
        abandon();
        Attempt started = new Attempt(server, username, coming.get(), surroundings, this, join);
        started.model().connection().setProfileKept(profileKept);
        started.model().timeline().setFocused(focused);
        attempt = started;
        started.start(clients);
    }

    private void abandon() {
        Attempt current = attempt;
        attempt = null;
        if (current != null) {
            current.model().close();
            coming.set(new ChatViewModel(surroundings));
        }
    }

    /** False once another try was started or the person left. */
    boolean isCurrent(Attempt asking) {
        return attempt == asking;
    }

    /** The try has failed for good. */
    void ended(Attempt failed) {
        if (isCurrent(failed)) {
            abandon();
        }
    }

    /** The room is there, or there is something to say of it. */
    void enter(ChatViewModel model) {
        if (chat.get() == model) {
            return;
        }
        join.stopped();
        chat.set(model);
        nameWindow();
    }

    private void nameWindow() {
        ChatViewModel model = chat.get();
        title.unbind();
        if (model == null) {
            title.set(words().get("app.name"));
        } else {
            title.bind(Bindings.createStringBinding(
                    () -> title(model.timeline().unreadProperty().get()),
                    model.timeline().unreadProperty()));
        }
    }

    private String title(int unread) {
        return words().get(unread > 0 ? "app.title.unread" : "app.title", ChatViewModel.LOBBY, unread);
    }
}
