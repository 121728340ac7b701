package parley.acceptance.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.core.ConditionTimeoutException;
import parley.client.ChatClientBuilder;

/** A room, its members and what they record. */
public final class RecordedRoom implements AutoCloseable {
    private final String id;
    private final History history = new History();
    private final List<RecordedMember> members = new ArrayList<>();

    /** A room that has no event yet. */
    public RecordedRoom(String id) {
        this.id = id;
    }

    /** Somebody who only reads; joined before anything is written. */
    public RecordedMember reader(String name, ChatClientBuilder builder) throws InterruptedException {
        return joined(new RecordedMember(name, id, history, builder));
    }

    /** Somebody who writes, too. */
    public RecordedWriter writer(String name, ChatClientBuilder builder, Random random) throws InterruptedException {
        return joined(new RecordedWriter(name, id, history, builder, random));
    }

    /** How many writes are acknowledged. */
    public long acked() {
        return members.stream().mapToLong(RecordedMember::acked).sum();
    }

    /** Nobody writes any more: waits until everybody has everything, and then finds nothing that is not as promised. */
    public void isTrue(Duration patience) {
        boolean settled = settles(patience);
        members.forEach(RecordedMember::ends);
        SoftAssertions all = new SoftAssertions();
        all.assertThat(HistoryChecker.check(history)).as("broken promises").isEmpty();
        all.assertThat(members)
                .flatMap(RecordedMember::wrong)
                .as("what happened to clients")
                .isEmpty();
        all.assertThat(settled).as("everything acknowledged and seen in time").isTrue();
        all.assertAll();
    }

    @Override
    public void close() {
        members.parallelStream().forEach(RecordedMember::close);
    }

    private boolean settles(Duration patience) {
        try {
            await().atMost(patience).untilAsserted(() -> {
                long newest = members.stream()
                        .mapToLong(RecordedMember::newestAcked)
                        .max()
                        .orElse(0);
                assertThat(members).allSatisfy(member -> {
                    assertThat(member.client().outgoing()).isEmpty();
                    assertThat(member.newestSeen()).isGreaterThanOrEqualTo(newest);
                });
            });
            return true;
        } catch (ConditionTimeoutException e) {
            // The checker tells what is missing, in fewer words.
            return false;
        }
    }

    private <T extends RecordedMember> T joined(T member) throws InterruptedException {
        members.add(member);
        member.joins();
        return member;
    }
}
