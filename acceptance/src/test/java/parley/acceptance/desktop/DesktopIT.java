package parley.acceptance.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import parley.acceptance.conversation.Member;
import parley.acceptance.rig.ParleyServerProcess;
import parley.acceptance.rig.RedisProcess;
import parley.acceptance.rig.Rounds;
import parley.client.ConnectionState;
import parley.desktop.app.Desk;
import parley.desktop.viewmodel.Delivery;
import parley.desktop.viewmodel.Row;
import parley.model.ClientMessage.Delete;
import parley.model.ClientMessage.History.Direction;
import parley.model.Event;

/** The desktop app as a person uses it, on two servers with one store, of which the app's is killed. */
class DesktopIT {
    private static final String ROOM = "lobby";
    private static final long NEWEST = (1L << 53) - 1;
    private static final Pattern COUNTDOWN =
            Pattern.compile("Connection lost\\. Your messages are kept and will be sent\\. Trying again in (\\d+) s");

    /** Every round has names and words of its own: the room is the same. */
    private static final AtomicInteger ROUND = new AtomicInteger();

    private static RedisProcess store;
    private static ParleyServerProcess server;
    private static ParleyServerProcess other;

    @TempDir
    Path data;

    private final String mark = "r" + ROUND.incrementAndGet();

    @BeforeAll
    static void start() {
        store = RedisProcess.start();
        server = ParleyServerProcess.start("--rate-limits", "off", "--redis", store.url());
        other = ParleyServerProcess.start("--rate-limits", "off", "--redis", store.url());
    }

    @AfterAll
    static void stop() {
        server.close();
        other.close();
        store.close();
    }

    @Rounds
    void dialogSaysBesideTheFieldWhatIsWrong() throws Exception {
        try (Typist person = Typist.opens(server.webSocket(), data);
                Member owner = Member.connect(other.webSocket()).hello("taken " + mark)) {
            person.presses(KeyCode.ENTER);
            assertThat(person.text("#username-error")).isEqualTo("Please type in a username");
            assertThat(person.isAt("#username")).isTrue();
            person.types("  ").presses(KeyCode.ENTER);
            assertThat(person.text("#username-error")).isEqualTo("Please type in a username");
            person.types("d");
            assertThat(person.text("#username-error")).isEmpty();

            tries(person, "x".repeat(33));
            assertThat(person.text("#username-error")).isEqualTo("This name has 33 characters. Please use at most 32.");
            tries(person, "da\u200Bvid");
            assertThat(person.text("#username-error"))
                    .isEqualTo("Please use only letters, digits, punctuation and spaces: no line breaks, invisible or"
                            + " joined characters.");
            tries(person, "\u0301");
            assertThat(person.text("#username-error")).isEqualTo("Please use at least one letter, digit or symbol.");
            tries(person, "Taken " + mark);
            Typist.patiently()
                    .until(() -> person.text("#username-error")
                            .equals("“Taken " + mark
                                    + "” is in use, or looks like a name that is. Please choose another one."));
            assertThat(owner.welcome().user().username()).isEqualTo("taken " + mark);

            fills(person, "#server", "");
            assertThat(person.text("#server-error"))
                    .isEqualTo("Please type in the server’s address, for instance ws://localhost:3000/ws");
            fills(person, "#server", "ftp://127.0.0.1");
            assertThat(person.text("#server-error"))
                    .isEqualTo("This is no server address. It looks like ws://chat.example.com:3000/ws or"
                            + " wss://chat.example.com/ws");
            fills(person, "#server", server.webSocket().toString());
            assertThat(person.text("#server-error")).isEmpty();
            fills(person, "#username", "");
            person.joins("dora " + mark);
            assertThat(person.text("#me-name")).isEqualTo("Dora " + mark);
        }
    }

    @Rounds
    void messagesAreSentReceivedEditedAndDeleted() throws Exception {
        try (Typist person = Typist.opens(server.webSocket(), data).joins("dora " + mark);
                Member maya = Member.connect(other.webSocket()).hello("maya " + mark)) {
            maya.joins(ROOM);
            person.says(mark + " frist").seesEverythingStored();
            long hello = maya.writes(ROOM, mark + " hello").seq();
            person.sees(mark + " hello");
            assertThat(ofThisRound(log(maya))).containsExactly(mark + " frist", mark + " hello");

            person.presses(KeyCode.UP);
            Typist.patiently().until(() -> person.isAt("#edit-message"));
            person.presses(KeyCode.BACK_SPACE, KeyCode.BACK_SPACE, KeyCode.BACK_SPACE, KeyCode.BACK_SPACE)
                    .types("irst")
                    .presses(KeyCode.ENTER);
            person.sees(mark + " first").seesEverythingStored();
            Row.Message mine = person.messages().get(person.messages().size() - 2);
            assertThat(mine.content().edited()).isTrue();
            assertThat(ofThisRound(log(maya))).containsExactly(mark + " first", mark + " hello");

            Desk.call(() -> {
                person.desk().chat().askDelete(mine);
                return null;
            });
            Typist.until(() -> person.desk().find(".button-small-danger") instanceof Button ask && ask.isFocused());
            person.presses(KeyCode.SPACE);
            Typist.until(() -> row(person, mine.content().seq()).content().deleted());
            person.seesEverythingStored();
            assertThat(person.texts()).endsWith(null, mark + " hello");
            assertThat(ofThisRound(log(maya))).containsExactly(mark + " hello");

            maya.acked(new Delete(ROOM, hello, Member.ref()));
            Typist.until(() -> row(person, hello).content().deleted());
        }
    }

    @Rounds
    void historyIsThereForWhoComesLater() throws Exception {
        List<String> said = IntStream.rangeClosed(1, 30)
                .mapToObj(i -> mark + " number " + i)
                .toList();
        try (Member maya = Member.connect(other.webSocket()).hello("maya " + mark)) {
            maya.joins(ROOM);
            said.forEach(text -> maya.writes(ROOM, text));
        }
        try (Typist person = Typist.opens(server.webSocket(), data).joins("dora " + mark)) {
            assertThat(person.texts()).endsWith(said.toArray(String[]::new));
            assertThat(person.messages()).last().satisfies(row -> {
                assertThat(row.content().name()).isEqualTo("Maya " + mark);
                assertThat(row.own()).isFalse();
            });
        }
    }

    @Rounds
    void killedServerCostsNothingAndWhatOthersWroteIsRecovered() throws Exception {
        try (Typist person = Typist.opens(server.webSocket(), data).joins("dora " + mark);
                Member maya = Member.connect(other.webSocket()).hello("maya " + mark)) {
            maya.joins(ROOM);
            person.says(mark + " before").seesEverythingStored();
            server.kill();
            person.sees(ConnectionState.WAITING);
            List<String> mine = List.of(mark + " queued one", mark + " queued two", mark + " queued three");
            for (String text : mine) {
                person.says(text);
            }
            assertThat(person.messages().stream()
                            .filter(row -> mine.contains(row.content().text())))
                    .extracting(Row.Message::delivery)
                    .containsOnly(Delivery.QUEUED);
            List<String> others = List.of(mark + " missed one", mark + " missed two", mark + " missed three");
            others.forEach(text -> maya.writes(ROOM, text));
            person.types("half a sent");
            seesCountdown(person);

            server.startAgain();
            Typist.patiently()
                    .until(() -> person.text("#banner-text").equals("Connected again. 3 messages recovered."));
            person.seesEverythingStored();
            List<String> expected = Stream.of(List.of(mark + " before"), others, mine)
                    .flatMap(List::stream)
                    .toList();
            assertThat(ofThisRound(person.texts())).isEqualTo(expected);
            assertThat(ofThisRound(log(maya))).isEqualTo(expected);
            assertThat(Desk.call(() -> person.desk().<TextArea>find("#message").getText()))
                    .isEqualTo("half a sent");
        }
    }

    /** The seconds go down while the person waits. */
    private static void seesCountdown(Typist person) {
        List<Integer> seconds = new ArrayList<>();
        Typist.patiently().until(() -> {
            Matcher banner = COUNTDOWN.matcher(person.text("#banner-text"));
            if (banner.matches()) {
                seconds.add(Integer.valueOf(banner.group(1)));
            }
            int count = seconds.size();
            return count > 1 && seconds.get(count - 1) == seconds.get(count - 2) - 1;
        });
        assertThat(seconds).allMatch(left -> left >= 1);
    }

    private List<String> ofThisRound(List<String> texts) {
        return texts.stream()
                .filter(text -> text != null && text.startsWith(mark + " "))
                .toList();
    }

    /** The newest messages as the store has them, {@code null} where one was deleted. */
    private static List<String> log(Member reader) {
        return reader.reads(ROOM, Direction.BEFORE, NEWEST, 100).events().stream()
                .map(event -> event instanceof Event.Message said ? said.message() : null)
                .toList();
    }

    private static Row.Message row(Typist person, long seq) {
        return person.desk().chat().timeline().rows().stream()
                .filter(row -> row instanceof Row.Message said && said.content().seq() == seq)
                .map(Row.Message.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static void tries(Typist person, String name) throws Exception {
        fills(person, "#username", name);
        person.presses(KeyCode.ENTER);
    }

    /** Pastes, since no keyboard has all letters. */
    private static void fills(Typist person, String field, String text) throws Exception {
        Desk.call(() -> {
            TextField into = person.desk().find(field);
            into.requestFocus();
            into.setText(text);
            return null;
        });
        Desk.settle();
    }
}
