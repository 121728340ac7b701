package parley.acceptance.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import parley.acceptance.desktop.Typist;
import parley.client.ChatClient;
import parley.model.Event;

/**
 * A thousand messages of all kinds in one room, over midnight, with edits and deletions: read through from the end to the
 * beginning on the page and in the desktop app; the newest again five days and more than a year later.
 */
@ExtendWith(PageExtension.class)
class ThousandMessagesIT {
    private static final String ROOM = "lobby";
    private static final int MESSAGES = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /** The last ones are written after midnight. */
    private static final int BEFORE_MIDNIGHT = 980;
    /** How many of the newest are read again on later days. */
    private static final int READ_AGAIN = 40;

    @TempDir
    Path data;

    private final long seed = Long.getLong("parley.seed", 5);
    private final MixedMessages mixed = new MixedMessages(seed);
    private Instant midnight = Instant.EPOCH;

    @Test
    void pageAndDesktopShowTheSame(House house) throws Exception {
        write(house.server().webSocket());
        int compared = compare(house, 0, MESSAGES) + compare(house, 5, READ_AGAIN) + compare(house, 400, READ_AGAIN);
        System.out.printf("%d messages compared, 0 differences, seed %d%n", compared, seed);
    }

    private int compare(House house, int daysLater, int count) throws Exception {
        List<ShownMessage> onPage = newest(count, onPage(house, daysLater, count));
        List<ShownMessage> onDesktop = newest(count, onDesktop(house, daysLater, count));
        List<String> differences = IntStream.range(0, count)
                .filter(i -> !onDesktop.get(i).equals(onPage.get(i)))
                .mapToObj(i -> "page " + onPage.get(i) + "\ndesktop " + onDesktop.get(i))
                .toList();
        assertThat(differences).as("seed %d, %d days later", seed, daysLater).isEmpty();
        assertThat(onPage.stream().map(ShownMessage::day).filter(Objects::nonNull))
                .as("day separators")
                .hasSize(count == MESSAGES ? 2 : 1);
        return count;
    }

    private List<ShownMessage> newest(int count, List<ShownMessage> read) {
        assertThat(read).as("seed %d", seed).hasSizeGreaterThanOrEqualTo(count);
        return read.subList(read.size() - count, read.size());
    }

    private void write(URI server) {
        List<ChatClient> people = new ArrayList<>();
        try {
            for (String name : MixedMessages.NAMES) {
                ChatClient person = ChatClient.builder(server)
                        .username(name)
                        .timelineLimit(2 * MESSAGES)
                        .build();
                person.connect();
                person.join(ROOM);
                people.add(person);
            }
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(people)
                            .allSatisfy(
                                    person -> assertThat(person.timeline(ROOM).position())
                                            .as("%s", person.stats())
                                            .isPresent()));
            say(people, 0, BEFORE_MIDNIGHT);
            midnight = Instant.ofEpochSecond(Instant.now().getEpochSecond() + 1);
            await().atMost(PATIENCE).until(() -> Instant.now().isAfter(midnight));
            say(people, BEFORE_MIDNIGHT, MESSAGES);
            people.forEach(this::changeSome);
            await().atMost(PATIENCE)
                    .until(() ->
                            people.stream().allMatch(person -> person.outgoing().isEmpty()));
        } finally {
            people.forEach(ChatClient::close);
        }
    }

    private void say(List<ChatClient> people, int from, int to) {
        for (int i = from; i < to; i++) {
            people.get(mixed.random().nextInt(people.size())).send(ROOM, mixed.next(i));
        }
        await().atMost(PATIENCE)
                .until(() -> people.stream()
                        .allMatch(person -> person.outgoing().isEmpty()
                                && person.timeline(ROOM).messages().size() == to));
    }

    private void changeSome(ChatClient person) {
        String me = person.welcome().orElseThrow().user().id();
        for (Event.Message message : person.timeline(ROOM).messages()) {
            int what = message.user().equals(me) ? mixed.random().nextInt(100) : 100;
            if (what < 8) {
                person.edit(ROOM, message.seq(), mixed.next((int) message.seq()));
            } else if (what < 14) {
                person.delete(ROOM, message.seq());
            }
        }
    }

    private List<ShownMessage> onPage(House house, int days, int count) {
        Page page = house.page(new NewContextOptions().setTimezoneId(zoneId()).setViewportSize(1_000, 700));
        page.clock().setSystemTime(Date.from(Instant.now().plus(Duration.ofDays(days))));
        new Visitor(page, house.server().page()).joins("reader" + days);
        return ShownMessage.onPage(page, count);
    }

    private List<ShownMessage> onDesktop(House house, int days, int count) throws Exception {
        Clock clock = Clock.offset(Clock.system(zone()), Duration.ofDays(days));
        Path profile = data.resolve("profile" + days);
        assertThat(profile.toFile().mkdir()).isTrue();
        try (Typist reader =
                Typist.opens(house.server().webSocket(), profile, clock).joins("viewer" + days)) {
            return ShownMessage.onDesktop(reader.desk(), count);
        }
    }

    /** The zone in which it is midnight at that moment. */
    private ZoneOffset zone() {
        int secondOfDay = (int) (midnight.getEpochSecond() % 86_400);
        return ZoneOffset.ofTotalSeconds(secondOfDay < 43_200 ? -secondOfDay : 86_400 - secondOfDay);
    }

    private String zoneId() {
        int seconds = zone().getTotalSeconds();
        int size = Math.abs(seconds);
        return String.format("GMT%s%02d:%02d:%02d", seconds < 0 ? "-" : "+", size / 3_600, size / 60 % 60, size % 60);
    }
}
