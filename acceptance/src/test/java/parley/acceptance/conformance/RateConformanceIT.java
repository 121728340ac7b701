package parley.acceptance.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import parley.acceptance.conversation.Member;
import parley.model.ClientMessage.Send;
import parley.model.Event;
import parley.model.ServerMessage;
import parley.model.ServerMessage.Ack;
import parley.model.ServerMessage.Failure;

/** Protocol §3: rates, which count per person; a server whose welcome names none has nothing to show here. */
class RateConformanceIT extends ConformanceTest {
    @Test
    void tooManyWritesAreSlowedDownAndRetriesAreFree() {
        Member alice = member();
        int burst = alice.welcome().limits().messagesBurst();
        int perSecond = alice.welcome().limits().messagesPerSecond();
        if (perSecond == 0) {
            assertThat(burst).isZero();
            return;
        }
        List<Send> sent = new ArrayList<>();
        for (int i = 0; i < burst + 2 * perSecond; i++) {
            sent.add(new Send(room, "text " + i, Member.ref()));
        }
        sent.forEach(alice::sends);
        int acks = 0;
        List<Failure> refusals = new ArrayList<>();
        while (acks + refusals.size() < sent.size()) {
            ServerMessage message = alice.receives(ServerMessage.class);
            if (message instanceof Ack) {
                acks++;
            } else if (message instanceof Failure failure) {
                refusals.add(failure);
            } else {
                assertThat(message).isInstanceOf(Event.Message.class);
            }
        }
        assertThat(acks).isGreaterThanOrEqualTo(burst);
        assertThat(refusals).isNotEmpty().allSatisfy(refusal -> {
            assertThat(refusal.code()).isEqualTo("rate_limited");
            assertThat(refusal.retryAfter()).isPositive();
        });
        assertThat(alice.acked(sent.get(0)).duplicate()).as("a retry is free").isTrue();
    }
}
