package parley.server.store.redis;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import parley.server.store.Append;
import parley.server.store.AppendResult;
import parley.server.store.EventKind;
import parley.server.store.Known;
import parley.server.store.Read;
import parley.server.store.ReadResult;
import parley.server.store.RoomLog;

/** Writes and reads one room, waiting for each answer. */
final class RoomDriver {

    private static final long WAIT_S = 20;

    private final RoomLog log;
    private final String room;
    private int refs;

    RoomDriver(RedisStore store, String room) {
        this.log = store.roomLog();
        this.room = room;
    }

    String name() {
        return room;
    }

    AppendResult append(EventKind kind, String user, String ref, long target, String text, Known known) {
        Append append = new Append(room, kind, user, "Name of " + user, ref, target, text, known, false);
        return await(reply -> log.append(append, Runnable::run, reply));
    }

    AppendResult message(String user, String ref, String text) {
        return append(EventKind.MESSAGE, user, ref, 0, text, null);
    }

    AppendResult edit(String user, String ref, long target, String text) {
        return append(EventKind.EDITED, user, ref, target, text, null);
    }

    AppendResult delete(String user, String ref, long target) {
        return append(EventKind.DELETED, user, ref, target, null, null);
    }

    /** Writes a message of user u_a with a fresh ref, and returns its position. */
    AppendResult.Stored say(String text) {
        return (AppendResult.Stored) message("u_a", "say-" + refs++, text);
    }

    /** Writes many messages, as fast as the store takes them. */
    void sayMany(int count) {
        CountDownLatch stored = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            Append append = new Append(
                    room, EventKind.MESSAGE, "u_a", "Name of u_a", "say-" + refs++, 0, "text " + i, null, false);
            log.append(append, Runnable::run, result -> {
                if (result instanceof AppendResult.Stored) {
                    stored.countDown();
                }
            });
        }
        try {
            if (!stored.await(WAIT_S, TimeUnit.SECONDS)) {
                throw new AssertionError(stored.getCount() + " messages were not stored");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    AppendResult.Stored change(long target, String text) {
        return (AppendResult.Stored) edit("u_a", "change-" + refs++, target, text);
    }

    ReadResult read(Read.Mode mode, long at, int limit, int maxBytes, Known known) {
        Read read = new Read(room, mode, at, limit, maxBytes, known);
        return await(reply -> log.read(read, Runnable::run, reply));
    }

    ReadResult.Page page(Read.Mode mode, long at, int limit) {
        return (ReadResult.Page) read(mode, at, limit, 200_000, null);
    }

    ReadResult.Page newest(int limit) {
        return page(Read.Mode.NEWEST, 0, limit);
    }

    static <T> T await(Consumer<Consumer<T>> call) {
        CompletableFuture<T> future = new CompletableFuture<>();
        call.accept(future::complete);
        try {
            return future.get(WAIT_S, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("no answer", e);
        }
    }
}
