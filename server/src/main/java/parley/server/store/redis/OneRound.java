package parley.server.store.redis;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * An exchange of one round.
 *
 * @param <R> the result
 */
final class OneRound<R> extends Exchange {

    private final Consumer<Commands> commands;
    private final Function<List<Object>, R> reading;
    private final R unavailable;
    private final Consumer<R> reply;

    OneRound(
            Consumer<Commands> commands,
            Function<List<Object>, R> reading,
            R unavailable,
            Executor replyTo,
            Consumer<R> reply) {
        super(replyTo);
        this.commands = commands;
        this.reading = reading;
        this.unavailable = unavailable;
        this.reply = reply;
    }

    /** Commands whose outcome nobody waits for. */
    static OneRound<Boolean> quiet(Consumer<Commands> commands) {
        return new OneRound<>(commands, replies -> true, false, Runnable::run, done -> {});
    }

    @Override
    void write(Commands out) {
        commands.accept(out);
    }

    @Override
    Runnable read(List<Object> replies) {
        R result = reading.apply(replies);
        return () -> reply.accept(result);
    }

    @Override
    Runnable unavailable() {
        return () -> reply.accept(unavailable);
    }
}
