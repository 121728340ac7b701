package parley.server.store.redis;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import parley.server.store.Append;
import parley.server.store.AppendResult;
import parley.server.store.EventKind;
import parley.server.store.LogEvent;

/**
 * Deletes messages in an operator's name, beside servers that run: each deletion is an event as any other, so that everybody
 * sees it at once and no file keeps the text.
 */
public final class MessageDeletion {

    private static final int ROUND = 256;
    private static final long READY_MS = 10_000;
    /** Who deletes, for those who read the event; a name that nobody can have. */
    private static final String MODERATOR = "moderator";

    private final StoreLink link;
    private final RedisAddress address;
    private final Predicate<LogEvent> which;

    /**
     * A deletion that has not begun.
     *
     * @param link reads the rooms
     * @param address where the same store is written to
     * @param which messages are to go
     */
    public MessageDeletion(StoreLink link, RedisAddress address, Predicate<LogEvent> which) {
        this.link = link;
        this.address = address;
        this.which = which;
    }

    /**
     * Walks through the rooms. Damaged records are passed over, for the rest must still go. Blocks.
     *
     * @param room only this one
     * @param dryRun whether to count only
     * @return how many messages were deleted, or would be
     * @throws StoreException when a deletion is not confirmed; those before are done, and again it does the others
     */
    public long run(Optional<String> room, boolean dryRun) {
        Set<String> rooms = RoomIndex.scan(link, stray -> {}).rooms().keySet();
        List<String> chosen = room.map(List::of).orElseGet(() -> List.copyOf(rooms));
        RedisStoreSettings settings =
                new RedisStoreSettings(address, "command-" + Ids.random(6), 0, () -> false, InstantSource.system());
        try (RedisStore store = RedisStore.open(settings)) {
            store.awaitReady(READY_MS);
            long count = 0;
            for (String each : chosen) {
                count += inRoom(store, each, dryRun);
            }
            return count;
        }
    }

    private long inRoom(RedisStore store, String room, boolean dryRun) {
        RoomHead head = RoomHead.read(link, new RoomKeys(room));
        if (head == null || !head.wrongFields().isEmpty()) {
            return 0;
        }
        LogRange range = new LogRange(room, head.baseEpoch());
        long count = 0;
        for (long from = 1; from <= head.seq(); from += ROUND) {
            List<LogEvent> found = find(range, from, Math.min(head.seq(), from + ROUND - 1));
            count += found.size();
            if (!dryRun) {
                delete(store, room, found);
            }
        }
        return count;
    }

    private List<LogEvent> find(LogRange range, long from, long to) {
        Commands commands = new Commands();
        range.write(commands, from, to);
        return range.readWhole(link.ask(commands), from).stream()
                .filter(event -> event.kind() == EventKind.MESSAGE && !event.deleted() && which.test(event))
                .toList();
    }

    private static void delete(RedisStore store, String room, List<LogEvent> messages) {
        List<CompletableFuture<AppendResult>> answers = new ArrayList<>();
        for (LogEvent message : messages) {
            CompletableFuture<AppendResult> answer = new CompletableFuture<>();
            Append deletion = new Append(
                    room,
                    EventKind.DELETED,
                    MODERATOR,
                    MODERATOR,
                    UUID.randomUUID().toString(),
                    message.user(),
                    message.seq(),
                    null,
                    null,
                    false);
            store.roomLog().append(deletion, Runnable::run, answer::complete);
            answers.add(answer);
        }
        for (CompletableFuture<AppendResult> answer : answers) {
            if (answer.join() instanceof AppendResult.Refused refused) {
                throw new StoreException(
                        "A message in " + room + " could not be deleted ("
                                + refused.reason()
                                        .name()
                                        .toLowerCase(java.util.Locale.ROOT)
                                        .replace('_', ' ')
                                + "). Those before are; try again for the others.",
                        false,
                        null);
            }
        }
    }
}
