package parley.acceptance.fault;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parley.acceptance.conversation.Member;
import parley.model.ServerMessage;
import parley.model.ServerMessage.Ack;
import parley.model.ServerMessage.Failure;
import parley.model.ServerMessage.HistoryPage;
import parley.model.ServerMessage.Joined;

/** The answers to requests that may be refused, whatever comes between them. */
final class Answers {
    private static final long ANSWER_MS = 60_000;

    private Answers() {}

    /**
     * Waits for an answer.
     *
     * @param others gets what comes before it
     */
    static ServerMessage to(Member member, String ref, Consumer<ServerMessage> others) {
        while (true) {
            ServerMessage message = member.awaits(ANSWER_MS);
            if (ref.equals(refOf(message))) {
                return message;
            }
            others.accept(message);
        }
    }

    private static @Nullable String refOf(ServerMessage message) {
        if (message instanceof Joined m) {
            return m.ref();
        }
        if (message instanceof HistoryPage m) {
            return m.ref();
        }
        if (message instanceof Ack m) {
            return m.ref();
        }
        return message instanceof Failure m ? m.ref() : null;
    }
}
