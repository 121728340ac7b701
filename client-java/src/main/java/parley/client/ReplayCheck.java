package parley.client;

import java.util.function.Consumer;
import parley.model.ClientMessage.History;
import parley.model.Event;
import parley.model.Limit;
import parley.model.Position;
import parley.model.ServerMessage.Failure;
import parley.model.ServerMessage.HistoryPage;

/**
 * Finds out whether an item that was first sent so long ago that the server may have forgotten its ref is in the log: by a
 * replay without a gap from the position held then (protocol §5). On the client's thread.
 */
final class ReplayCheck {
    private final Identity identity;
    private final Requests requests;
    private final Retries retries;

    ReplayCheck(Identity identity, Requests requests, Retries retries) {
        this.identity = identity;
        this.requests = requests;
        this.retries = retries;
    }

    /** What the log says of an item. */
    sealed interface Verdict {
        /** It is there. */
        record Found(long seq) implements Verdict {}

        /** It is not there, so it may be sent. */
        record Absent() implements Verdict {}

        /** Nobody can tell any more. */
        record Undecided() implements Verdict {}
    }

    /** Calls {@code verdict} once, unless the connection ends first. */
    void check(OutboxItem item, Consumer<Verdict> verdict) {
        Position held = item.heldAt();
        if (held == null) {
            verdict.accept(new Verdict.Undecided());
        } else {
            new Run(item, held, verdict).readOn();
        }
    }

    private final class Run {
        private final OutboxItem item;
        private final String epoch;
        private final Consumer<Verdict> verdict;
        private long after;
        private boolean numbersMissing;

        private Run(OutboxItem item, Position held, Consumer<Verdict> verdict) {
            this.item = item;
            this.epoch = held.epoch();
            this.after = held.seq();
            this.verdict = verdict;
        }

        private void readOn() {
            int limit = Limit.HISTORY_LIMIT.value();
            History request = new History(item.room(), History.Direction.AFTER, after, limit, requests.newRef());
            requests.send(request, reply -> {
                if (reply instanceof HistoryPage page) {
                    read(page);
                } else if (reply instanceof Failure failure && Refusal.passes(failure.code())) {
                    retries.later(failure.retryAfter(), this::readOn);
                } else {
                    verdict.accept(new Verdict.Undecided());
                }
            });
        }

        private void read(HistoryPage page) {
            if (!page.epoch().equals(epoch)) {
                verdict.accept(new Verdict.Undecided());
                return;
            }
            numbersMissing |= page.from() != after + 1;
            for (Event event : page.events()) {
                EventFields fields = EventFields.of(event);
                if (fields != null && identity.wrote(fields) && fields.ref().equals(item.ref())) {
                    verdict.accept(new Verdict.Found(event.seq()));
                    return;
                }
                numbersMissing |= event.seq() != after + 1;
                after = event.seq();
            }
            numbersMissing |= page.to() > after;
            after = Math.max(after, page.to());
            if (page.moreAfter() && !page.events().isEmpty()) {
                readOn();
            } else {
                verdict.accept(numbersMissing ? new Verdict.Undecided() : new Verdict.Absent());
            }
        }
    }
}
