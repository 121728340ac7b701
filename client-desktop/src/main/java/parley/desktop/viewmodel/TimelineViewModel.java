package parley.desktop.viewmodel;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import parley.client.Outgoing;
import parley.client.TimelineChange;
import parley.model.ClientMessage.History.Direction;
import parley.model.Event;
import parley.model.ServerMessage;

/**
 * The messages of a room as rows, what is new among them, and where the person left off. Of a long room only a part is held,
 * around what the person reads; the rest comes and goes as they scroll.
 */
public final class TimelineViewModel {
    private final TimeTexts times;
    private final Executor later;
    private final List<MessageContent> messages = new ArrayList<>();
    private final Map<String, Outgoing> sending = new LinkedHashMap<>();
    private final Map<Long, Outgoing> changes = new HashMap<>();
    private final ReadingMark mark = new ReadingMark();
    private final ObservableList<Row> rows = FXCollections.observableArrayList();
    private final ObservableList<Row> rowsView = FXCollections.unmodifiableObservableList(rows);
    private final PageLoading pages;
    private final ReadOnlyBooleanWrapper moreAfter = new ReadOnlyBooleanWrapper();
    private ServerMessage.@Nullable User me;
    private boolean opened;
    /** Number of the newest event that the rows show. */
    private long received;

    private boolean moreBefore;
    private boolean refreshDue;
    private boolean lastRowShown = true;
    private boolean focused = true;
    private LocalDate today;
    private OpenRow open = OpenRow.NONE;

    /**
     * An empty room.
     *
     * @param later runs a task soon on the thread of the view models; changes until then are shown at once together
     */
    public TimelineViewModel(TimeTexts times, Executor later) {
        this.times = times;
        this.later = later;
        this.pages = new PageLoading(later);
        this.today = times.today();
    }

    /** The rows, oldest first. Not to be changed by the caller. */
    public ObservableList<Row> rows() {
        return rowsView;
    }

    /** True while the first or an older page is on its way. */
    public ReadOnlyBooleanProperty loadingProperty() {
        return pages.loadingProperty();
    }

    /** True when newer messages exist than the last row. */
    public ReadOnlyBooleanProperty moreAfterProperty() {
        return moreAfter.getReadOnlyProperty();
    }

    /** Other people's messages that came below the visible part. */
    public ReadOnlyIntegerProperty belowProperty() {
        return mark.below();
    }

    /** Other people's messages that came while the person was not looking. */
    public ReadOnlyIntegerProperty unreadProperty() {
        return mark.unread();
    }

    /** The number of the newest message that the person has seen, 0 for none. */
    public long lastSeen() {
        return mark.lastSeen();
    }

    /**
     * The view says which rows are in sight, after every layout.
     *
     * @param first index of the first one
     * @param last index of the last one
     * @param end whether the last row of all is wholly in sight
     */
    public void setShown(int first, int last, boolean end) {
        if (lastRowShown != end) {
            lastRowShown = end;
            look();
        }
        if (isAtEnd()) {
            pages.reading(Long.MAX_VALUE);
        } else {
            firstNumber(first, last).ifPresent(pages::reading);
        }
    }

    /** The window says whether it has the focus. */
    public void setFocused(boolean value) {
        focused = value;
        look();
    }

    /**
     * The view is near the top; may be called for every frame. Does nothing when nothing older exists, a page is on its way,
     * or one has just failed.
     */
    public void loadOlder() {
        if (moreBefore) {
            pages.load(Direction.BEFORE);
        }
    }

    /** The view is near the bottom; like {@link #loadOlder} in all else. */
    public void loadNewer() {
        if (moreAfter.get()) {
            pages.load(Direction.AFTER);
        }
    }

    /** Back to the newest messages, when they are not held. */
    public void loadNewest() {
        if (moreAfter.get()) {
            pages.retry();
            pages.load(Direction.NEWEST);
        }
    }

    /** Where messages come from that are not held. */
    void setPages(PageLoading.Pages source) {
        pages.setPages(source);
    }

    /** Opens a row for editing or for the question; SHOWN closes whichever is open. */
    public void open(@Nullable String key, Row.Mode mode) {
        open = mode == Row.Mode.SHOWN ? OpenRow.NONE : new OpenRow(key, mode);
        refreshSoon();
    }

    /** The newest own message that can be edited. */
    Optional<MessageContent> lastOwn() {
        // While a newer one waits for its tick, an older one is not what the person means.
        if (!sending.isEmpty()) {
            return Optional.empty();
        }
        for (int i = messages.size() - 1; i >= 0; i--) {
            MessageContent message = messages.get(i);
            if (isOwn(message.user()) && !message.deleted()) {
                return Optional.of(message).filter(last -> !changes.containsKey(last.seq()));
            }
        }
        return Optional.empty();
    }

    void setMe(ServerMessage.User user) {
        me = user;
        refreshSoon();
    }

    void changed(TimelineChange change, long leftOffAt) {
        if (change instanceof TimelineChange.Appended appended) {
            appended.messages().forEach(message -> {
                messages.add(MessageContent.of(message, times));
                came(message);
            });
        } else if (change instanceof TimelineChange.HeldBack heldBack) {
            heldBack.messages().forEach(this::came);
        } else if (change instanceof TimelineChange.Extended extended) {
            moreAfter.set(extended.moreAfter());
            messages.addAll(contents(extended.messages()));
            look();
        } else if (change instanceof TimelineChange.Prepended prepended) {
            moreBefore = prepended.moreBefore();
            messages.addAll(0, contents(prepended.messages()));
        } else if (change instanceof TimelineChange.Updated updated) {
            update(updated.message());
        } else if (change instanceof TimelineChange.Reset reset) {
            reset(reset, leftOffAt);
        } else if (change instanceof TimelineChange.Trimmed trimmed) {
            trim(trimmed);
        }
        refreshSoon();
    }

    /** An own message, edit or deletion is new or changed its state. */
    void outgoing(Outgoing item) {
        boolean discarded = item.state() == Outgoing.State.DISCARDED;
        if (item.kind() != Outgoing.Kind.MESSAGE) {
            if (discarded || isInLog(item)) {
                changes.computeIfPresent(
                        item.target(), (target, held) -> held.ref().equals(item.ref()) ? null : held);
            } else {
                changes.put(item.target(), item);
            }
        } else if (discarded || holds(item.ref())) {
            sending.remove(item.ref());
        } else if (sending.put(item.ref(), item) == null) {
            mark.wrote();
        }
        refreshSoon();
    }

    /** An event of the log, which rows show already: own edits and deletions up to it need not be shown in advance any more. */
    void received(long seq) {
        received = seq;
        if (changes.values().removeIf(this::isInLog)) {
            refreshSoon();
        }
    }

    /** Called about twice a second: what failed may be tried again, and a new day changes separators and times. */
    void tick() {
        pages.retry();
        if (!times.today().equals(today)) {
            today = times.today();
            writeAnew();
        }
    }

    /** The day or the language is another one. */
    void writeAnew() {
        messages.replaceAll(message -> message.asOf(times));
        refreshSoon();
    }

    private void trim(TimelineChange.Trimmed trimmed) {
        boolean oldest = trimmed.end() == TimelineChange.End.OLDEST;
        int from = oldest ? 0 : messages.size() - trimmed.count();
        messages.subList(from, from + trimmed.count()).clear();
        moreBefore |= oldest;
        moreAfter.set(moreAfter.get() || !oldest);
        look();
    }

    private void came(Event.Message message) {
        boolean own = isOwn(message.user());
        if (own) {
            sending.remove(message.ref());
        }
        mark.came(message.seq(), own);
    }

    private void update(Event.Message message) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i).seq() == message.seq()) {
                messages.set(i, MessageContent.of(message, times));
                return;
            }
        }
    }

    private void reset(TimelineChange.Reset reset, long leftOffAt) {
        moreBefore = reset.moreBefore();
        moreAfter.set(false);
        messages.clear();
        messages.addAll(contents(reset.messages()));
        messages.forEach(message -> sending.remove(message.ref()));
        sending.values().removeIf(item -> item.state() == Outgoing.State.STORED);
        changes.values().removeIf(item -> item.state() == Outgoing.State.STORED);
        received = 0;
        open = OpenRow.NONE;
        opened = true;
        pages.opened();
        if (reset.cause() != TimelineChange.Cause.NEWEST) {
            mark.startAt(leftOffAt, messages.stream().anyMatch(m -> m.seq() > leftOffAt && !isOwn(m.user())));
        }
        look();
    }

    private List<MessageContent> contents(List<Event.Message> events) {
        return events.stream().map(event -> MessageContent.of(event, times)).toList();
    }

    private boolean isOwn(String user) {
        ServerMessage.User self = me;
        return self != null && self.id().equals(user);
    }

    /** An acknowledged change may be ahead of its event. */
    private boolean isInLog(Outgoing item) {
        return item.state() == Outgoing.State.STORED && item.seq() <= received;
    }

    private boolean holds(String ref) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i).ref().equals(ref)) {
                return true;
            }
        }
        return false;
    }

    private boolean isAtEnd() {
        return lastRowShown && !moreAfter.get();
    }

    private OptionalLong firstNumber(int first, int last) {
        return IntStream.range(Math.max(0, first), Math.min(last + 1, rows.size()))
                .mapToObj(rows::get)
                .filter(Row.Message.class::isInstance)
                .mapToLong(row -> ((Row.Message) row).content().seq())
                .filter(seq -> seq > 0)
                .findFirst();
    }

    private void look() {
        mark.look(
                isAtEnd(),
                focused,
                messages.isEmpty() ? 0 : messages.get(messages.size() - 1).seq());
    }

    private void refreshSoon() {
        if (!refreshDue) {
            refreshDue = true;
            later.execute(this::refresh);
        }
    }

    private void refresh() {
        refreshDue = false;
        ServerMessage.User self = me;
        if (self == null) {
            return;
        }
        RowBuilder builder = new RowBuilder(times, self.id(), open, messages.size() + sending.size() + 16);
        if (opened && !moreBefore) {
            builder.beginning(messages.isEmpty() && sending.isEmpty());
        }
        builder.messages(messages, mark.lineAfter(), changes);
        if (moreAfter.get() && !sending.isEmpty()) {
            builder.hole();
        }
        for (Outgoing item : sending.values()) {
            builder.outgoing(item, MessageContent.of(item, self.id(), self.username(), times));
        }
        RowChange.apply(rows, builder.build());
    }
}
