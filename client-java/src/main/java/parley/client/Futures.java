package parley.client;

import java.util.concurrent.CompletableFuture;
import parley.model.ServerMessage;
import parley.model.ServerMessage.Failure;

/** Turns answers into futures. */
final class Futures {
    private Futures() {}

    /** Completes {@code result} with a reply of the type, or with a {@link ChatException}. */
    static <T extends ServerMessage.Reply> Requests.Answer answer(Class<T> type, CompletableFuture<T> result) {
        return new Requests.Answer() {
            @Override
            public void replied(ServerMessage.Reply reply) {
                if (type.isInstance(reply)) {
                    result.complete(type.cast(reply));
                } else if (reply instanceof Failure failure) {
                    result.completeExceptionally(new ChatException(failure.code(), failure.message()));
                } else {
                    result.completeExceptionally(new ChatException(null, "The server's answer is not understood."));
                }
            }

            @Override
            public void lost() {
                result.completeExceptionally(new ChatException(null, "The connection was lost. Try again."));
            }
        };
    }
}
