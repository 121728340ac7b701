package parley.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import parley.model.ClientMessage.History;
import parley.model.ServerMessage;

/** Loads pages of one direction into a timeline, one at a time. On the client's thread. */
final class PageLoader {
    private final Timeline timeline;
    private final Requests requests;
    private final Way way;
    private final Consumer<List<TimelineChange>> changed;
    private final List<CompletableFuture<Timeline.LoadResult>> waiting = new ArrayList<>();

    /**
     * A direction.
     *
     * @param from the number that is asked for
     * @param more whether there is anything to load
     * @param apply puts a page into the timeline
     */
    private record Way(
            History.Direction direction,
            LongSupplier from,
            BooleanSupplier more,
            Function<ServerMessage.HistoryPage, List<TimelineChange>> apply) {}

    private PageLoader(Timeline timeline, Requests requests, Way way, Consumer<List<TimelineChange>> changed) {
        this.timeline = timeline;
        this.requests = requests;
        this.way = way;
        this.changed = changed;
    }

    /** The messages before the oldest held. */
    static PageLoader older(Timeline timeline, Requests requests, Consumer<List<TimelineChange>> changed) {
        Way way = new Way(History.Direction.BEFORE, timeline::from, timeline::moreBefore, timeline::prepend);
        return new PageLoader(timeline, requests, way, changed);
    }

    /** The messages after the newest held. */
    static PageLoader newer(Timeline timeline, Requests requests, Consumer<List<TimelineChange>> changed) {
        Way way = new Way(History.Direction.AFTER, timeline::end, timeline::moreAfter, timeline::extend);
        return new PageLoader(timeline, requests, way, changed);
    }

    /** The newest messages in place of what is held. */
    static PageLoader newest(Timeline timeline, Requests requests, Consumer<List<TimelineChange>> changed) {
        Way way = new Way(History.Direction.NEWEST, () -> 0, timeline::moreAfter, timeline::restart);
        return new PageLoader(timeline, requests, way, changed);
    }

    /** Who asks again while a page is on its way gets the same answer. */
    void load(int limit, boolean connected, CompletableFuture<Timeline.LoadResult> result) {
        boolean held = timeline.position().isPresent();
        if (held && !way.more.getAsBoolean()) {
            result.complete(new Timeline.LoadResult(0, false));
        } else if (!held || !connected) {
            result.completeExceptionally(new ChatException(null, "Not connected. Try again in a moment."));
        } else if (way.direction == History.Direction.BEFORE && !timeline.hasRoomForOlder()) {
            result.completeExceptionally(new ChatException(null, "No more messages can be shown at once."));
        } else {
            waiting.add(result);
            if (waiting.size() == 1) {
                request(limit);
            }
        }
    }

    private void request(int limit) {
        CompletableFuture<ServerMessage.HistoryPage> answer = new CompletableFuture<>();
        History request = new History(timeline.room(), way.direction, way.from.getAsLong(), limit, requests.newRef());
        requests.send(request, Futures.answer(ServerMessage.HistoryPage.class, answer));
        var unused = answer.whenComplete(this::answered);
    }

    private void answered(ServerMessage.@Nullable HistoryPage page, @Nullable Throwable problem) {
        List<CompletableFuture<Timeline.LoadResult>> answered = List.copyOf(waiting);
        waiting.clear();
        if (page == null) {
            answered.forEach(result -> result.completeExceptionally(problem));
            return;
        }
        List<TimelineChange> changes = way.apply.apply(page);
        changed.accept(changes);
        Timeline.LoadResult loaded = new Timeline.LoadResult(added(changes), way.more.getAsBoolean());
        answered.forEach(result -> result.complete(loaded));
    }

    private static int added(List<TimelineChange> changes) {
        int added = 0;
        for (TimelineChange change : changes) {
            if (change instanceof TimelineChange.Prepended prepended) {
                added += prepended.messages().size();
            } else if (change instanceof TimelineChange.Extended extended) {
                added += extended.messages().size();
            } else if (change instanceof TimelineChange.Reset reset) {
                added += reset.messages().size();
            }
        }
        return added;
    }
}
