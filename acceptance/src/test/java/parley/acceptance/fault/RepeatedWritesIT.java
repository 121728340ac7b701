package parley.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import parley.acceptance.conversation.Member;
import parley.acceptance.rig.ParleyServerProcess;
import parley.acceptance.rig.RedisProcess;
import parley.acceptance.rig.Rounds;
import parley.acceptance.rig.Seed;
import parley.model.ClientMessage.History.Direction;
import parley.model.ClientMessage.Send;
import parley.model.ErrorCode;
import parley.model.Event;
import parley.model.ServerMessage;
import parley.model.ServerMessage.Ack;
import parley.model.ServerMessage.Failure;
import parley.model.ServerMessage.HistoryPage;

/** Each write is sent again one to three times, also to the other server and across restarts of everything: it is done once. */
class RepeatedWritesIT {
    private static final int WRITES = Rounds.LONG ? 10_000 : 1_000;
    private static final int RESTARTS = 4;
    private static final int MOST_REPEATS = 3;
    private static final int PAGE = 100;
    private static final long ANSWER_MS = 10_000;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String ROOM = "lobby";

    private final Random random = new Random(Seed.of(RepeatedWritesIT.class));
    private final Map<String, Long> numbers = new HashMap<>();
    private final List<Send> old = new ArrayList<>();

    @Test
    void whateverIsSentAgainIsDoneOnce() {
        try (RedisProcess redis = RedisProcess.start();
                ParleyServerProcess one = ParleyServerProcess.start("--redis", redis.url(), "--rate-limits", "off")
                        .expectsOutages();
                ParleyServerProcess two = ParleyServerProcess.start("--redis", redis.url(), "--rate-limits", "off")
                        .expectsOutages()) {
            String token;
            try (Member first = Member.connect(one.webSocket()).hello("Maya")) {
                token = first.welcome().token();
            }
            for (int round = 0; round < RESTARTS; round++) {
                try (Member here = again(one, token);
                        Member there = again(two, token)) {
                    List<Member> both = List.of(here, there);
                    old.forEach(write -> repeat(both, write));
                    old.clear();
                    for (int i = 0; i < WRITES / RESTARTS; i++) {
                        write(both);
                    }
                }
                one.kill();
                redis.kill();
                redis.startAgain();
                two.kill();
                one.startAgain();
                two.startAgain();
            }
            try (Member here = again(one, token)) {
                old.forEach(write -> repeat(List.of(here), write));
                assertThat(refs(here)).isEqualTo(numbers);
            }
        }
        System.out.printf("%d writes, each done once%n", numbers.size());
    }

    private void write(List<Member> both) {
        Send write = new Send(ROOM, "text " + numbers.size(), Member.ref());
        if (random.nextInt(3) == 0) {
            // At once over both, as somebody does whose connection seemed to be dead.
            both.forEach(member -> member.sends(write));
            both.forEach(member -> note(write, answer(member, write)));
        }
        for (int i = random.nextInt(MOST_REPEATS); i >= 0; i--) {
            repeat(both, write);
        }
        if (random.nextInt(20) == 0) {
            old.add(write);
        }
    }

    private void repeat(List<Member> members, Send write) {
        Member member = members.get(random.nextInt(members.size()));
        await().pollDelay(Duration.ZERO).atMost(PATIENCE).until(() -> {
            member.sends(write);
            ServerMessage answer = answer(member, write);
            if (answer instanceof Failure failure) {
                assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE.wire());
                return false;
            }
            note(write, answer);
            return true;
        });
    }

    private void note(Send write, ServerMessage answer) {
        Ack ack = (Ack) answer;
        Long before = numbers.putIfAbsent(write.ref(), ack.seq());
        assertThat(before == null ? ack.seq() : before).as(write.message()).isEqualTo(ack.seq());
    }

    private static ServerMessage answer(Member member, Send write) {
        while (true) {
            ServerMessage message = member.awaits(ANSWER_MS);
            if (message instanceof Ack ack) {
                assertThat(ack.ref()).isEqualTo(write.ref());
                return ack;
            }
            if (message instanceof Failure failure) {
                assertThat(failure.ref()).as(failure.message()).isEqualTo(write.ref());
                return failure;
            }
        }
    }

    /** Every number of the room, by the ref of what was written. */
    private static Map<String, Long> refs(Member member) {
        Map<String, Long> found = new HashMap<>();
        HistoryPage page = null;
        do {
            page = member.reads(ROOM, Direction.AFTER, page == null ? 0 : page.to(), PAGE);
            for (Event event : page.events()) {
                Event.Message message = (Event.Message) event;
                assertThat(found.put(message.ref(), message.seq()))
                        .as(message.message())
                        .isNull();
            }
        } while (page.moreAfter());
        return found;
    }

    private static Member again(ParleyServerProcess server, String token) {
        Member member = Member.connect(server.webSocket()).hello(null, token, List.of());
        member.joins(ROOM);
        return member;
    }
}
