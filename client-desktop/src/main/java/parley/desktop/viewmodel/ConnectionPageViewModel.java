package parley.desktop.viewmodel;

import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import parley.client.ChatClient;
import parley.client.ConnectionState;
import parley.client.Outgoing;
import parley.client.Stats;
import parley.client.Timeline;
import parley.model.Event;
import parley.model.ServerMessage;

/** What is known of a connection, for whoever wants to know or to report a fault. The token is not among it. */
public final class ConnectionPageViewModel {
    /** One line: what it is, and its value. */
    public record Fact(String name, String value) {}

    private final ConnectionViewModel connection;
    private final Words words;
    private final Clock clock;
    private final TimeTexts times;
    private final ReadOnlyObjectWrapper<List<Fact>> facts = new ReadOnlyObjectWrapper<>(List.of());
    private URI server = URI.create("");
    private long liveSinceMs;

    ConnectionPageViewModel(ConnectionViewModel connection, Words words, Clock clock) {
        this.connection = connection;
        this.words = words;
        this.clock = clock;
        this.times = new TimeTexts(clock, words);
        connection.stateProperty().addListener((observed, was, is) -> changed(is));
    }

    /** All facts in the order in which they are shown; replaced when one changes. */
    public ReadOnlyObjectProperty<List<Fact>> factsProperty() {
        return facts.getReadOnlyProperty();
    }

    /** All facts as lines of text, for a report. */
    public String asText() {
        return facts.get().stream()
                .map(fact -> words.get("connection.line", fact.name(), fact.value()))
                .collect(Collectors.joining("\n", words.get("app.name") + "\n", "\n"));
    }

    void begin(URI address) {
        server = address;
    }

    private void changed(ConnectionState state) {
        liveSinceMs = state == ConnectionState.LIVE ? clock.millis() : 0;
    }

    /** Looks at everything again. */
    void tick(ChatClient client) {
        List<Fact> now = new ArrayList<>();
        now.add(fact("server", server.toString()));
        now.add(fact("state", state()));
        now.add(fact("since", liveSinceMs == 0 ? unknown() : times.brief(liveSinceMs)));
        Stats stats = client.stats();
        now.add(fact("roundTrip", stats.roundTripMs() < 0 ? unknown() : get("ms", stats.roundTripMs())));
        ServerMessage.Welcome welcome = client.welcome().orElse(null);
        now.add(fact("session", welcome == null ? unknown() : welcome.session()));
        now.add(fact("node", welcome == null ? unknown() : node(welcome.server())));
        now.add(fact("history", welcome == null ? unknown() : history(welcome)));
        now.add(new Fact("#" + ChatViewModel.LOBBY, held(client.timeline(ChatViewModel.LOBBY))));
        now.add(fact("reconnects", Math.max(0, stats.connects() - 1)));
        now.add(fact("resumes", stats.resumes()));
        now.add(fact("gaps", get("gaps.value", stats.gapsFound(), stats.gapsFilled())));
        now.add(fact("duplicates", stats.duplicates()));
        now.add(fact("messages", messages(client.outgoing(), stats.stored())));
        if (!now.equals(facts.get())) {
            facts.set(List.copyOf(now));
        }
    }

    private String state() {
        return connection.stateProperty().get() == ConnectionState.WAITING
                ? get("waiting", connection.secondsToNextTry())
                : connection.statusProperty().get();
    }

    private static String node(ServerMessage.Server server) {
        return server.node() + " (" + server.name() + " " + server.version() + ")";
    }

    private String history(ServerMessage.Welcome welcome) {
        return get(welcome.server().durable() ? "history.kept" : "history.volatile");
    }

    private String held(Timeline timeline) {
        long seq = timeline.position().map(position -> position.seq()).orElse(-1L);
        if (seq < 0) {
            return unknown();
        }
        List<Event.Message> messages = timeline.messages();
        if (messages.isEmpty() || !timeline.moreBefore()) {
            return get("room.whole", seq);
        }
        return get("room.part", seq, messages.get(0).seq());
    }

    private String messages(List<Outgoing> outgoing, long stored) {
        long waiting = outgoing.stream().filter(Outgoing::isPending).count();
        long failed = outgoing.stream()
                .filter(item -> item.state() == Outgoing.State.FAILED || item.state() == Outgoing.State.UNDECIDED)
                .count();
        return get("messages.value", waiting, stored, failed);
    }

    private Fact fact(String key, Object value) {
        return new Fact(
                get(key), value instanceof Long number ? words.get("connection.number", number) : value.toString());
    }

    private String unknown() {
        return get("unknown");
    }

    private String get(String key, Object... arguments) {
        return words.get("connection." + key, arguments);
    }
}
