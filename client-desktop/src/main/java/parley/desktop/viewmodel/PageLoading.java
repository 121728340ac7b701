package parley.desktop.viewmodel;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import org.jspecify.annotations.Nullable;
import parley.model.ClientMessage.History.Direction;

/** Asks for messages that are not held: one page at a time in each direction, and not again until a while after a failure. */
final class PageLoading {
    private static final int PAGE = 50;

    /** Where messages come from that are not held. */
    interface Pages {
        /** Loads at most {@code limit} messages; {@code done} is told on any thread whether that went well. */
        void load(Direction direction, int limit, Consumer<Boolean> done);

        /** A message with this number is in sight; {@link Long#MAX_VALUE}: the newest is. */
        void reading(long seq);
    }

    private final Executor later;
    private final ReadOnlyBooleanWrapper loading = new ReadOnlyBooleanWrapper(true);
    private final Set<Direction> underWay = EnumSet.noneOf(Direction.class);
    private final Set<Direction> failed = EnumSet.noneOf(Direction.class);
    private @Nullable Pages pages;
    private boolean opened;
    private long reading = Long.MAX_VALUE;

    PageLoading(Executor later) {
        this.later = later;
    }

    /** True while the first or an older page is on its way. */
    ReadOnlyBooleanProperty loadingProperty() {
        return loading.getReadOnlyProperty();
    }

    void setPages(Pages source) {
        pages = source;
    }

    /** The first page is here, or another first page. */
    void opened() {
        opened = true;
        reading = Long.MAX_VALUE;
        show();
    }

    void load(Direction direction) {
        if (!opened || pages == null || failed.contains(direction) || !underWay.add(direction)) {
            return;
        }
        show();
        pages.load(
                direction,
                PAGE,
                well -> later.execute(() -> {
                    underWay.remove(direction);
                    if (!well) {
                        failed.add(direction);
                    }
                    show();
                }));
    }

    /** What failed may be tried again. */
    void retry() {
        failed.clear();
    }

    void reading(long seq) {
        if (seq != reading && pages != null) {
            reading = seq;
            pages.reading(seq);
        }
    }

    private void show() {
        loading.set(!opened || underWay.contains(Direction.BEFORE));
    }
}
