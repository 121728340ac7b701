package parley.acceptance.text;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javafx.scene.control.Label;
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
import parley.desktop.app.Desk;
import parley.model.ClientMessage.Hello;
import parley.model.ServerMessage.Welcome;

/**
 * Script-injection vectors as messages, names, room ids and addresses. The page and the desktop app show them letter by letter;
 * nothing of them runs, and nothing asks anybody for anything. What they do in a page without defences is shown first.
 */
@ExtendWith(PageExtension.class)
class ScriptInjectionIT {
    private static final String ROOM = "lobby";
    /** Of the vectors, for what takes a second each. */
    private static final int EVERY = Rounds.LONG ? 1 : 20;

    /** "constructor" is a name like any other. */
    private static final Pattern ROOM_ID = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,63}");

    private static final List<String> ROOM_REQUESTS = List.of("join", "leave", "message", "edit", "delete", "history");

    @TempDir
    Path data;

    private final List<String> vectors = InjectionVectors.all();

    @Test
    void messagesAreShownLetterByLetter(House house) throws Exception {
        Page page = house.page(new NewContextOptions());
        PageWatch watch = new PageWatch(page);
        Visitor visitor = new Visitor(page, house.server().page()).joins("david");
        watch.learns(house.server().page());
        List<String> kept = vectors.stream().map(Typed::message).toList();
        try (Connections connections = Connections.watched();
                Typist desktop = Typist.opens(house.server().webSocket(), data).joins("maya");
                Member mallory = Member.connect(house.server().webSocket()).hello("mallory")) {
            mallory.joins(ROOM);
            vectors.forEach(vector -> mallory.writes(ROOM, vector));
            desktop.sees(kept.get(kept.size() - 1));
            assertThat(visitor.texts().last()).hasText(kept.get(kept.size() - 1));
            watch.sawNothing();

            visitor.reloads().isIn();
            assertThat(ShownMessage.onPage(page, vectors.size()))
                    .extracting(ShownMessage::words)
                    .isEqualTo(kept);
            assertThat(ShownMessage.onDesktop(desktop.desk(), vectors.size()))
                    .extracting(ShownMessage::words)
                    .isEqualTo(kept);
            watch.sawNothing();
            assertThat(desktop.desk().opened()).isEmpty();
            connections.wereOnlyToTheServer();
        }
        System.out.printf("%d vectors as messages: 0 ran, 0 requests, 0 texts differ%n", vectors.size());
    }

    @Test
    void namesAreShownLetterByLetterOrRefused(House house) throws Exception {
        Page page = house.page(new NewContextOptions());
        PageWatch watch = new PageWatch(page);
        new Visitor(page, house.server().page()).joins("david");
        watch.learns(house.server().page());
        try (Connections connections = Connections.watched();
                Typist desktop = Typist.opens(house.server().webSocket(), data).joins("maya")) {
            List<String> shown = new ArrayList<>();
            for (String vector : vectors) {
                Optional<String> name = Typed.name(vector);
                try (Member member = Member.connect(house.server().webSocket())) {
                    member.sends(new Hello(1, vector, null, null, "test", List.of(), "hello"));
                    if (name.isEmpty()) {
                        member.isRefused("name_invalid");
                    } else {
                        Welcome welcome = member.receives(Welcome.class);
                        assertThat(welcome.user().username()).isEqualTo(name.get());
                        member.joins(ROOM);
                        member.writes(ROOM, "said by " + shown.size());
                        shown.add(Typed.shownName(name.get()));
                    }
                }
            }
            desktop.sees("said by " + (shown.size() - 1));
            assertThat(ShownMessage.onPage(page, shown.size()))
                    .extracting(ShownMessage::name)
                    .isEqualTo(shown);
            assertThat(ShownMessage.onDesktop(desktop.desk(), shown.size()))
                    .extracting(ShownMessage::name)
                    .isEqualTo(shown);
            watch.sawNothing();
            connections.wereOnlyToTheServer();
            System.out.printf(
                    "%d vectors as names: %d shown, %d name_invalid, 0 ran, 0 requests%n",
                    vectors.size(), shown.size(), vectors.size() - shown.size());
        }
    }

    @Test
    void ownNamesAreShownLetterByLetter(House house) throws Exception {
        List<String> names = some(vectors.stream()
                .filter(vector -> Typed.name(vector).isPresent())
                .toList());
        for (int i = 0; i < names.size(); i++) {
            String shown = Typed.shownName(Typed.name(names.get(i)).orElseThrow());
            Page page = house.page(new NewContextOptions());
            PageWatch watch = new PageWatch(page);
            Visitor visitor = new Visitor(page, house.server().page()).joins(names.get(i));
            watch.learns(house.server().page());
            visitor.sends("said by " + i).seesNothingWaiting();
            assertThat(page.locator("#me-name")).hasText(shown);
            assertThat(page.locator("#me-name")).hasAttribute("title", shown);
            assertThat(page.locator(".row-name").last()).hasText(shown);
            visitor.reloads().isIn();
            assertThat(page.locator("#me-name")).hasText(shown);
            watch.sawNothing();
            page.context().close();
        }
        try (Connections connections = Connections.watched()) {
            for (String vector : some(InjectionVectors.numberedFrom(1_001).stream()
                    .filter(vector -> vector.contains("ran=1"))
                    .filter(vector -> Typed.name(vector).isPresent())
                    .toList())) {
                Path profile = Files.createTempDirectory(data, "profile");
                try (Desk desk =
                        Desk.open(house.server().webSocket(), profile, Clock.system(ZoneOffset.UTC), 1_000, 700)) {
                    desk.join(vector);
                    assertThat(Desk.call(() -> desk.<Label>find("#me-name").getText()))
                            .isEqualTo(Typed.shownName(Typed.name(vector).orElseThrow()));
                }
            }
            connections.wereOnlyToTheServer();
        }
    }

    @Test
    void roomIdsAreRefused(House house) {
        List<String> wrong = vectors.stream()
                .filter(vector -> !ROOM_ID.matcher(vector).matches())
                .toList();
        try (Member mallory = Member.connect(house.server().webSocket()).hello("mallory")) {
            for (String vector : wrong) {
                for (String type : ROOM_REQUESTS) {
                    JsonObject request = new JsonObject();
                    request.addProperty("type", type);
                    request.addProperty("room", vector);
                    request.addProperty("message", "x");
                    request.addProperty("target", 1);
                    request.addProperty("ref", Member.ref());
                    mallory.says(request.toString());
                    assertThat(mallory.isRefused("bad_request").message()).doesNotContain(vector);
                    mallory.receivesNothingMore();
                }
            }
        }
        System.out.printf(
                "%d vectors as room ids in %d requests each: bad_request%n", wrong.size(), ROOM_REQUESTS.size());
    }

    @Test
    void addressesOfThePageNameNoRoomAndRunNothing(House house) throws Exception {
        Page page = house.page(new NewContextOptions());
        PageWatch watch = new PageWatch(page);
        String address = house.server().page();
        new Visitor(page, address).joins("david");
        watch.learns(address);
        HttpClient http = HttpClient.newHttpClient();
        List<String> tried = some(vectors);
        for (String vector : tried) {
            String encoded = URLEncoder.encode(vector, StandardCharsets.UTF_8).replace("+", "%20");
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(address + encoded)).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isBetween(400, 404);
            assertThat(answer.body()).doesNotContain(vector);
            assertThat(answer.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
            String asked = "?room=" + encoded + "#" + encoded;
            page.navigate(address + asked);
            assertThat(page.locator("#room-title")).hasText("# lobby");
            assertThat(page.locator("#room-subtitle")).containsText("kept");
            assertThat(watch.seen()).isEmpty();
            assertThat(watch.seenRequests()).allMatch(url -> url.startsWith(address));
        }
        System.out.printf("%d vectors in the page's address: 0 ran, 0 requests%n", tried.size());
    }

    private static List<String> some(List<String> all) {
        return IntStream.range(0, all.size())
                .filter(i -> i % EVERY == 0)
                .mapToObj(all::get)
                .toList();
    }
}
