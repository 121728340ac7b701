package parley.desktop.viewmodel;

import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import parley.client.ChatClient;
import parley.client.ChatListener;
import parley.client.ConnectionChange;
import parley.client.Outgoing;
import parley.client.TimelineChange;
import parley.desktop.profile.Profile;
import parley.model.Event;
import parley.model.Position;
import parley.model.ServerMessage;

/** One room of one connection: brings the SDK's news to its parts, and the person's wishes to the SDK. */
public final class ChatViewModel implements ChatListener {
    /** The room that is always there. */
    public static final String LOBBY = "lobby";

    /**
     * What all view models share.
     *
     * @param later runs a task soon on the thread of the view models
     */
    public record Surroundings(Words words, Profile profile, Clock clock, Executor later) {}

    /** The person as the others see them. */
    public record Person(String name, String initial, int colour) {
        static Person of(String user, String username) {
            return new Person(PersonName.capitalised(username), PersonName.initial(username), AvatarColour.of(user));
        }
    }

    private final Words words;
    private final Profile profile;
    private final TimelineViewModel timeline;
    private final Announcements announcements;
    private final ComposerViewModel composer;
    private final ComposerViewModel editor;
    private final ConnectionViewModel connection;
    private final ConnectionPageViewModel connectionPage;
    private final ReadOnlyStringWrapper subtitle = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Person> person;
    private URI server = URI.create("");
    private String username = "";
    private @Nullable ChatClient client;
    private long edited;
    private @Nullable String saving;
    private String me = "";
    private int members;
    private boolean durable = true;

    /** A chat of which nothing is known yet. */
    ChatViewModel(Surroundings surroundings) {
        this.words = surroundings.words();
        this.profile = surroundings.profile();
        this.person = new ReadOnlyObjectWrapper<>(Person.of("", ""));
        TimeTexts times = new TimeTexts(surroundings.clock(), words);
        this.timeline = new TimelineViewModel(times, surroundings.later());
        this.announcements = new Announcements(times, words);
        this.connection = new ConnectionViewModel(words, surroundings.clock());
        this.connectionPage = new ConnectionPageViewModel(connection, words, surroundings.clock());
        this.editor = new ComposerViewModel(words, this::saveEdit);
        this.composer = new ComposerViewModel(words, this::send);
    }

    /** The messages. */
    public TimelineViewModel timeline() {
        return timeline;
    }

    /** What is said of new messages. */
    public Announcements announcements() {
        return announcements;
    }

    /** The text area for new messages. */
    public ComposerViewModel composer() {
        return composer;
    }

    /** The text area in the row that is edited. */
    public ComposerViewModel editor() {
        return editor;
    }

    /** State line and banner. */
    public ConnectionViewModel connection() {
        return connection;
    }

    /** All that is known of the connection. */
    public ConnectionPageViewModel connectionPage() {
        return connectionPage;
    }

    /** "248 people · everything here is kept", empty while unknown. */
    public ReadOnlyStringProperty subtitleProperty() {
        return subtitle.getReadOnlyProperty();
    }

    /** The person who writes here. */
    public ReadOnlyObjectProperty<Person> personProperty() {
        return person.getReadOnlyProperty();
    }

    /** Says whose chat it is, and on which server; called once. */
    void begin(URI address, String name) {
        server = address;
        username = name;
        person.set(Person.of("", username));
        connectionPage.begin(address);
        composer.textProperty().set(profile.draft(server, username, LOBBY));
        composer.textProperty().addListener((observed, was, is) -> keepDraft());
    }

    /** Gives the connection to this view model; called once, before it connects. */
    void attach(ChatClient newClient) {
        client = newClient;
        timeline.setPages(new RoomPages(newClient));
        newClient.join(LOBBY);
        newClient.connect();
    }

    /** "Try now". */
    public void retryNow() {
        client().retryNow();
    }

    /** Opens an own message in the editor. */
    public void edit(MessageContent message) {
        String text = message.text();
        if (text != null) {
            edited = message.seq();
            timeline.open(message.ref(), Row.Mode.EDITING);
            editor.textProperty().set(text);
        }
    }

    /** Edits the newest own message; false when there is none that can be edited. */
    public boolean editLast() {
        Optional<MessageContent> last = timeline.lastOwn();
        last.ifPresent(this::edit);
        return last.isPresent();
    }

    /** Asks in the row whether the message shall be deleted. */
    public void askDelete(Row.Message row) {
        timeline.open(row.key(), Row.Mode.ASKING);
    }

    /** Leaves editor or question; nothing changes. */
    public void cancel() {
        timeline.open(null, Row.Mode.SHOWN);
    }

    /** Deletes an own message for everyone. */
    public void delete(Row.Message row) {
        cancel();
        outgoingChanged(client().delete(LOBBY, row.content().seq()));
    }

    /** Sends a refused or undecided message or change again. */
    public void retry(Outgoing item) {
        client().retry(item);
    }

    /** Throws a refused or undecided message or change away. */
    public void discard(Outgoing item) {
        client().discard(item);
    }

    /** Throws a refused message away and puts its text back into the text area. */
    public void backToComposer(Outgoing item) {
        composer.putBack(item.text());
        discard(item);
    }

    /** The language is another one. */
    void writeAnew() {
        describe();
        timeline.writeAnew();
        connection.tick(client().stats().roundTripMs());
        composer.writeAnew();
        editor.writeAnew();
    }

    /** Looks again at what the connection page shows; called as long as it is open. */
    void lookAtConnection() {
        connectionPage.tick(client());
    }

    /** Called about twice a second. */
    public void tick() {
        timeline.tick();
        connection.tick(client().stats().roundTripMs());
        keepLastSeen();
    }

    /** Ends the connection; what is unsent stays in the outbox. */
    public void close() {
        keepLastSeen();
        client().close();
    }

    @Override
    public void stateChanged(ConnectionChange change) {
        connection.changed(change);
    }

    @Override
    public void welcomed(ServerMessage.Welcome welcome) {
        person.set(Person.of(welcome.user().id(), welcome.user().username()));
        durable = welcome.server().durable();
        connection.setDurable(durable);
        describe();
        me = welcome.user().id();
        timeline.setMe(welcome.user());
        client().outgoing().forEach(this::outgoingChanged);
    }

    @Override
    public void timelineChanged(String room, TimelineChange change) {
        if (change instanceof TimelineChange.Recovered recovered) {
            connection.recovered(recovered.events());
        }
        timeline.changed(change, leftOffAt(change));
        announcements.changed(change, me);
    }

    @Override
    public void eventReceived(String room, Event event) {
        timeline.received(event.seq());
    }

    @Override
    public void outgoingChanged(Outgoing item) {
        if (item.ref().equals(saving) && item.state() != Outgoing.State.SAVING) {
            saving = null;
            keepDraft();
        }
        if (item.room().equals(LOBBY)) {
            timeline.outgoing(item);
        }
    }

    @Override
    public void membersChanged(String room, int people) {
        members = people;
        describe();
    }

    @Override
    public void roomRefused(String room, String code, String sentence) {
        connection.roomRefused();
    }

    private void describe() {
        String kept = words.get(durable ? "room.kept" : "room.volatile");
        subtitle.set(members == 0 ? "" : words.get("room.people", members) + " · " + kept);
    }

    private void send(String text) {
        Outgoing item = client().send(LOBBY, text);
        saving = item.ref();
        outgoingChanged(item);
    }

    /** The draft goes only when the message is in the outbox: a crash in between must not take both. */
    private void keepDraft() {
        if (saving == null) {
            profile.setDraft(server, username, LOBBY, composer.textProperty().get());
        }
    }

    private void saveEdit(String text) {
        cancel();
        outgoingChanged(client().edit(LOBBY, edited, text));
    }

    /** In an earlier run, or in this one when too much was missed; 0 when the numbers mean nothing here. */
    private long leftOffAt(TimelineChange change) {
        if (!(change instanceof TimelineChange.Reset reset) || reset.cause() == TimelineChange.Cause.RESET) {
            return 0;
        }
        long kept = position()
                .map(at -> profile.lastRead(server, username, LOBBY, at.epoch()))
                .orElse(0L);
        return Math.max(kept, timeline.lastSeen());
    }

    private Optional<Position> position() {
        return client().timeline(LOBBY).position();
    }

    private void keepLastSeen() {
        long seen = timeline.lastSeen();
        if (seen > 0) {
            position().ifPresent(at -> profile.setLastRead(server, username, LOBBY, at.epoch(), seen));
        }
    }

    private ChatClient client() {
        ChatClient attached = client;
        if (attached == null) {
            throw new IllegalStateException("Not attached yet.");
        }
        return attached;
    }
}
