package parley.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.acceptance.conversation.Member;
import parley.acceptance.rig.FakeClock;
import parley.acceptance.rig.ParleyServerProcess;
import parley.acceptance.rig.RedisProcess;
import parley.acceptance.rig.Seed;
import parley.model.ClientMessage.Send;
import parley.model.ServerMessage.Ack;

/**
 * The clock of Redis jumps while people write: over midnight, back and forward. The order stays, nothing that is sent again
 * is done twice, and timestamps tell the time of that clock, but for steps back that are too small to show.
 */
class ClockJumpIT {
    private static final String ROOM = "lobby";
    private static final int WRITES = 200;
    private static final String TOLD = "The store's clock was turned back: event";

    /** Half past midnight of this day, UTC, by Redis; an hour back is the day before. */
    private final Duration start = Duration.ofSeconds(
            LocalTime.of(0, 30).toSecondOfDay() - LocalTime.now(ZoneOffset.UTC).toSecondOfDay());

    private final Map<Send, Ack> acked = new LinkedHashMap<>();

    @TempDir
    private Path folder;

    @Test
    void whateverTheClockSaysTheLogIsTrue() throws Exception {
        Random random = new Random(Seed.of(ClockJumpIT.class));
        FakeClock clock = new FakeClock(folder);
        clock.isAheadBy(start);
        try (RedisProcess redis = RedisProcess.of(redisServer(), clock.environment());
                ParleyServerProcess server = ParleyServerProcess.start("--redis", redis.url(), "--rate-limits", "off")
                        .expects("AppendExchange");
                People people = new People(server, random);
                Member maya = Member.connect(server.webSocket()).hello("Maya")) {
            maya.joins(ROOM);
            people.write();
            Instant before = writes(maya, start);
            tellsEverythingAgain(maya);

            Instant smallStep = jumps(clock, start.minusSeconds(3), people, maya);
            assertThat(smallStep).isAfterOrEqualTo(before);
            assertThat(server.log()).doesNotContain(TOLD);

            Instant hourBack = jumps(clock, start.minusHours(1), people, maya);
            assertThat(hourBack).isBefore(before);
            assertThat(server.log()).contains(TOLD);

            Instant dayForward = jumps(clock, start.minusHours(1).plusDays(1), people, maya);
            assertThat(dayForward).isAfter(before);

            Instant right = jumps(clock, start, people, maya);
            assertThat(right).isBefore(dayForward);

            people.areWhole();
            assertThat(acked.values().stream().map(Ack::seq)).isSorted().doesNotHaveDuplicates();
            System.out.printf(
                    "5 times by the store: %s, 3 s less %s, an hour back %s, a day forward %s, right again %s;"
                            + " %d acknowledged writes%n",
                    before, smallStep, hourBack, dayForward, right, people.acked() + acked.size());
        }
    }

    /** Returns when something was written right after the jump, by Redis' clock. */
    private Instant jumps(FakeClock clock, Duration ahead, People people, Member maya) {
        clock.isAheadBy(ahead);
        Instant written = writes(maya, ahead);
        people.awaitAcked(WRITES);
        tellsEverythingAgain(maya);
        return written;
    }

    private Instant writes(Member maya, Duration ahead) {
        Send send = new Send(ROOM, "text " + acked.size(), Member.ref());
        Ack ack = maya.acked(send);
        acked.put(send, ack);
        Instant written = Instant.parse(String.valueOf(ack.timestamp()));
        assertThat(written).isCloseTo(Instant.now().plus(ahead), within(30, ChronoUnit.SECONDS));
        return written;
    }

    /** Every write so far is sent again: all get their first answers. */
    private void tellsEverythingAgain(Member maya) {
        acked.forEach((send, first) -> {
            Ack again = maya.acked(send);
            assertThat(again.duplicate()).as(send.message()).isTrue();
            assertThat(again.seq()).isEqualTo(first.seq());
            assertThat(again.timestamp()).isEqualTo(first.timestamp());
        });
    }

    /** The server's jar carries one that is linked statically, which nothing can be put before. */
    private static Path redisServer() {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, "redis-server"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("redis-server is missing. Install the package redis-server."));
    }
}
