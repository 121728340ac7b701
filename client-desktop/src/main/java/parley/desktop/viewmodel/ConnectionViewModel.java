package parley.desktop.viewmodel;

import java.time.Clock;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import parley.client.ConnectionChange;
import parley.client.ConnectionState;

/** The connection as a person sees it: one line of state, and a banner when something is wrong. */
public final class ConnectionViewModel {
    private static final long RECOVERED_SHOWN_MS = 5_000;
    /** Close codes that have a sentence and an action of their own, see {@code stopped.} in the words. */
    private static final Set<Integer> TOLD_APART = Set.of(4500, 4501, 4502, 4503, 4505, 4506);

    private final Words words;
    private final Clock clock;
    private final ReadOnlyObjectWrapper<ConnectionState> state = new ReadOnlyObjectWrapper<>(ConnectionState.IDLE);
    private final ReadOnlyObjectWrapper<Banner> banner = new ReadOnlyObjectWrapper<>(Banner.NONE);
    private final ReadOnlyStringWrapper status = new ReadOnlyStringWrapper("");
    private boolean lost;
    private boolean durable = true;
    private boolean outboxKept = true;
    private boolean profileKept = true;
    private boolean refused;
    private int closeCode;
    private long nextTryAtMs;
    private long recoveredUntilMs;
    private int recovered;
    private long roundTripMs = -1;

    /** Not connected yet. */
    public ConnectionViewModel(Words words, Clock clock) {
        this.words = words;
        this.clock = clock;
    }

    /** The state of the connection. */
    public ReadOnlyObjectProperty<ConnectionState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** What there is to say, with the seconds that are left. */
    public ReadOnlyObjectProperty<Banner> bannerProperty() {
        return banner.getReadOnlyProperty();
    }

    /** "Connected · 12 ms", "Connecting…", "Not connected". */
    public ReadOnlyStringProperty statusProperty() {
        return status.getReadOnlyProperty();
    }

    /** The close code after which no further try comes by itself; 0 before. */
    public int stopCode() {
        return closeCode;
    }

    void changed(ConnectionChange change) {
        state.set(change.state());
        nextTryAtMs = clock.millis() + change.retryInMs();
        lost = change.state() == ConnectionState.WAITING || (lost && change.state() == ConnectionState.CONNECTING);
        closeCode = change.state() == ConnectionState.STOPPED ? change.closeCode() : 0;
        show();
    }

    void setDurable(boolean value) {
        durable = value;
        show();
    }

    /** Whether unsent messages are kept on disk. */
    void setOutboxKept(boolean value) {
        outboxKept = value;
        show();
    }

    /** Whether drafts and settings are kept on disk. */
    void setProfileKept(boolean value) {
        profileKept = value;
        show();
    }

    void roomRefused() {
        refused = true;
        show();
    }

    /** Events that were missed while away are here now. */
    void recovered(int events) {
        if (events > 0) {
            recovered = events;
            recoveredUntilMs = clock.millis() + RECOVERED_SHOWN_MS;
            show();
        }
    }

    /** Called about twice a second, with the last round trip in milliseconds, -1 when unknown. */
    void tick(long newRoundTripMs) {
        roundTripMs = newRoundTripMs;
        show();
    }

    private void show() {
        status.set(
                switch (state.get()) {
                    case LIVE -> roundTripMs < 0 ? words.get("status.live") : words.get("status.live.ms", roundTripMs);
                    case CONNECTING -> words.get("status.connecting");
                    case IDLE, WAITING -> words.get("status.offline");
                    case STOPPED -> words.get("status.stopped");
                });
        banner.set(
                switch (state.get()) {
                    case STOPPED -> stopped();
                    case WAITING -> waiting();
                    case CONNECTING ->
                        lost ? new Banner(Banner.Kind.WARNING, words.get("banner.lost.now"), "") : Banner.NONE;
                    case LIVE -> connected();
                    case IDLE -> Banner.NONE;
                });
    }

    /** Whole seconds until the next try, at least 1. */
    long secondsToNextTry() {
        return Math.max(1, (nextTryAtMs - clock.millis() + 999) / 1_000);
    }

    private Banner waiting() {
        String text = words.get("banner.lost", secondsToNextTry());
        return new Banner(Banner.Kind.WARNING, text, words.get("banner.try"));
    }

    private Banner stopped() {
        String code = TOLD_APART.contains(closeCode) ? Integer.toString(closeCode) : "other";
        return new Banner(Banner.Kind.DANGER, words.get("stopped." + code), words.get("stopped." + code + ".action"));
    }

    private Banner connected() {
        if (refused) {
            return new Banner(Banner.Kind.DANGER, words.get("banner.refused"), "");
        }
        if (clock.millis() < recoveredUntilMs) {
            return new Banner(Banner.Kind.GOOD, words.get("banner.recovered", recovered), "");
        }
        if (!outboxKept || !profileKept) {
            return new Banner(Banner.Kind.DANGER, words.get("banner.unsaved"), "");
        }
        return durable ? Banner.NONE : new Banner(Banner.Kind.DANGER, words.get("banner.volatile"), "");
    }
}
