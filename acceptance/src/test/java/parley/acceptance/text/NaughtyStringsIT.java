package parley.acceptance.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import javafx.scene.control.TextArea;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import parley.acceptance.conversation.Member;
import parley.acceptance.desktop.Typist;
import parley.acceptance.page.House;
import parley.acceptance.page.PageExtension;
import parley.acceptance.page.ShownMessage;
import parley.acceptance.page.Visitor;
import parley.acceptance.rig.Rounds;
import parley.client.ChatClient;
import parley.client.Outgoing;
import parley.desktop.app.Desk;
import parley.desktop.viewmodel.Row;
import parley.model.ClientMessage.Send;
import parley.model.Event;

/**
 * The Big List of Naughty Strings, sent by each kind of client and read by all four: what was sent, less trailing white space.
 * Those that are nothing but white space are refused.
 */
@ExtendWith(PageExtension.class)
class NaughtyStringsIT {
    private static final String ROOM = "lobby";
    private static final int STRINGS = 461;
    /** "", U+1680, U+3000 and U+FEFF: white space, all of them, for JavaScript's {@code trim} and so for the protocol. */
    private static final int BLANK = 4;
    /** Sent before the conversation reads them, so that nobody waits for each and no ping stays unanswered. */
    private static final int AT_ONCE = 25;

    /** Of the strings, for clients at which somebody types; {@link #sentByAConversation} sends all of them to all clients. */
    private static final int EVERY = Rounds.LONG ? 1 : 8;

    @TempDir
    Path data;

    private List<String> strings = List.of();

    private interface Sender {
        void says(String text) throws Exception;
    }

    @BeforeEach
    void reads() throws Exception {
        strings = NaughtyStrings.all();
        assertThat(strings).hasSize(STRINGS);
        assertThat(strings.stream().filter(NaughtyStringsIT::isBlank)).hasSize(BLANK);
    }

    @Test
    void sentByAConversation(House house) throws Exception {
        try (Member writer = Member.connect(house.server().webSocket()).hello("writer")) {
            writer.joins(ROOM);
            allReadWhatIsSaid(house, text -> {
                Send sent = new Send(ROOM, text, Member.ref());
                if (isBlank(text)) {
                    writer.refused(sent, "empty");
                } else {
                    writer.acked(sent);
                    assertThat(writer.receives(Event.Message.class).message()).isEqualTo(Typed.message(text));
                }
            });
        }
    }

    @Test
    void sentByTheJavaSdk(House house) throws Exception {
        strings = some(strings);
        try (ChatClient writer = sdk(house, "writer")) {
            allReadWhatIsSaid(house, text -> {
                Outgoing item = writer.send(ROOM, text);
                assertThat(item.code()).isEqualTo(isBlank(text) ? "empty" : null);
            });
        }
    }

    @Test
    void sentByThePage(House house) throws Exception {
        strings = some(strings);
        Visitor writer = house.visitor().joins("writer");
        allReadWhatIsSaid(house, writer::sends);
        writer.seesNothingWaiting();
    }

    @Test
    void sentByTheDesktopApp(House house) throws Exception {
        strings =
                some(strings).stream().map(NaughtyStringsIT::asATextAreaTakesIt).toList();
        try (Typist writer = desktop(house, "writer")) {
            allReadWhatIsSaid(
                    house,
                    text -> Desk.call(() -> {
                        TextArea area = writer.desk().find("#message");
                        area.setText(text);
                        assertThat(area.getText()).isEqualTo(text);
                        writer.desk().chat().composer().submit();
                        return null;
                    }));
            writer.seesEverythingStored();
        }
    }

    private void allReadWhatIsSaid(House house, Sender sender) throws Exception {
        List<String> kept = strings.stream()
                .filter(text -> !isBlank(text))
                .map(Typed::message)
                .toList();
        Visitor page = house.visitor().joins("page");
        try (Typist desktop = desktop(house, "desktop");
                ChatClient sdk = sdk(house, "sdk");
                Member raw = Member.connect(house.server().webSocket()).hello("raw")) {
            raw.joins(ROOM);
            for (int from = 0; from < strings.size(); from += AT_ONCE) {
                List<String> some = strings.subList(from, Math.min(from + AT_ONCE, strings.size()));
                for (String text : some) {
                    sender.says(text);
                }
                List<String> expected = some.stream()
                        .filter(text -> !isBlank(text))
                        .map(Typed::message)
                        .toList();
                assertThat(raw.receives(expected.size(), Event.Message.class))
                        .extracting(Event.Message::message)
                        .isEqualTo(expected);
            }
            raw.receivesNothingMore();
            Typist.patiently().until(() -> sdk.timeline(ROOM).messages().size() == kept.size());
            assertThat(sdk.timeline(ROOM).messages())
                    .extracting(Event.Message::message)
                    .isEqualTo(kept);
            Typist.until(() -> desktop.desk().chat().timeline().rows().stream()
                    .anyMatch(row -> row instanceof Row.Message message
                            && message.content().seq() == kept.size()));
            compare(kept, ShownMessage.onPage(page.page(), kept.size()));
            compare(kept, ShownMessage.onDesktop(desktop.desk(), kept.size()));
        }
        System.out.printf(
                "%d strings: %d the same everywhere, %d empty%n",
                strings.size(), kept.size(), strings.size() - kept.size());
    }

    private static void compare(List<String> kept, List<ShownMessage> shown) {
        assertThat(shown).hasSize(kept.size());
        List<String> differences = IntStream.range(0, kept.size())
                .filter(i -> !kept.get(i).equals(shown.get(i).words()))
                .mapToObj(i -> kept.get(i) + " became " + shown.get(i).words())
                .toList();
        assertThat(differences).isEmpty();
    }

    private Typist desktop(House house, String name) throws Exception {
        Clock clock = Clock.system(ZoneOffset.UTC);
        return Typist.at(Desk.open(house.server().webSocket(), data.resolve(name), clock, 1_000, 700)
                .join(name));
    }

    private static ChatClient sdk(House house, String name) {
        ChatClient client = ChatClient.builder(house.server().webSocket())
                .username(name)
                .timelineLimit(2 * STRINGS)
                .build();
        client.connect();
        client.join(ROOM);
        Typist.patiently().until(() -> client.timeline(ROOM).position().isPresent());
        return client;
    }

    private static List<String> some(List<String> all) {
        return IntStream.range(0, all.size())
                .filter(i -> i % EVERY == 0
                        || isBlank(all.get(i))
                        || !asATextAreaTakesIt(all.get(i)).equals(all.get(i)))
                .mapToObj(all::get)
                .toList();
    }

    private static boolean isBlank(String text) {
        return Typed.message(text).isEmpty();
    }

    /** JavaFX lets no control characters into a text area; three of the strings have some. */
    private static String asATextAreaTakesIt(String text) {
        return text.replaceAll("[\\x00-\\x08\\x0B-\\x1F\\x7F]", "");
    }
}
