package parley.desktop.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import javafx.scene.control.TextArea;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.client.ConnectionState;
import parley.desktop.ScriptedServer;
import parley.desktop.viewmodel.Banner;
import parley.desktop.viewmodel.Row;
import parley.model.ErrorCode;

/** Paints every state of the app into {@code target/pictures}, to be looked at. */
class PicturesTest {
    private static final Instant NOW = Instant.parse("2026-11-24T09:16:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @TempDir
    Path data;

    private ScriptedServer server;
    private Desk desk;

    @BeforeEach
    void start() throws Exception {
        server = new ScriptedServer(NOW.toEpochMilli());
    }

    @AfterEach
    void stop() throws Exception {
        if (desk != null) {
            desk.close();
        }
        server.close();
    }

    @Test
    void dialog() throws Exception {
        open(760, 620);
        picture("join-light");
        dark(true);
        picture("join-dark");
        dark(false);
        Desk.call(() -> {
            desk.model().join().join();
            return null;
        });
        picture("join-error");
        Desk.call(() -> {
            desk.model().join().serverProperty().set("ftp://nowhere");
            desk.model().join().usernameProperty().set("david");
            return null;
        });
        picture("join-server-error");
        server.stop();
        Desk.call(() -> {
            desk.model().join().serverProperty().set(server.address().toString());
            desk.model().join().join();
            return null;
        });
        await().until(() -> !desk.model().join().noticeProperty().get().isEmpty());
        picture("join-unreachable");
    }

    @Test
    void emptyRoom() throws Exception {
        open(1120, 760);
        desk.join("david");
        picture("empty-light");
    }

    @Test
    void talk() throws Exception {
        server.setNow("2026-11-23T17:20:11Z");
        server.says("maya", "The store survived 30 kills in a row. Not one message lost.");
        server.says("maya", "Report is in docs/operations.md.");
        server.setNow("2026-11-24T09:02:45Z");
        server.says(
                "jonas",
                "Lorem ipsum dolor sit amet, consectetur adipisicing elit. Eveniet est ipsa cupiditate dolorem! Libero"
                        + " aliquam aut soluta incidunt aspernatur error voluptatibus provident tenetur eaque.");
        server.says("jonas", "Thisisonelongword".repeat(14));
        open(1120, 760);
        desk.join("david");
        Desk.call(() -> {
            desk.chat().timeline().setFocused(false);
            return null;
        });
        server.setNow("2026-11-24T09:14:03Z");
        server.says("李小龍", "大家早上好，今天發佈嗎？");
        server.setNow("2026-11-24T09:14:40Z");
        server.says("שרה", "כן, בשעה שלוש. תכינו את העוגה 🎂");
        server.setNow("2026-11-24T09:15:12Z");
        rows(8);
        say("I will bring the candles. 🎉👍");
        server.changes(4, null);
        type("Shall we say three o’clock, in the big room?");
        picture("chat-light");
        dark(true);
        picture("chat-dark");
        server.stop();
        banner(Banner.Kind.WARNING);
        Desk.call(() -> {
            desk.chat().composer().textProperty().set("And the matches.");
            desk.chat().composer().submit();
            return null;
        });
        picture("chat-dark-offline");
        dark(false);
        resize(500, 760);
        picture("chat-narrow-offline");
        server.start();
        await().until(() -> desk.chat().connection().stateProperty().get() == ConnectionState.LIVE);
        picture("chat-narrow");
    }

    @Test
    void ownMessages() throws Exception {
        open(1120, 760);
        desk.join("david");
        say("This one is stored.");
        say("This one will be edited.");
        say("This one asks whether it shall be deleted.");
        Desk.call(() -> {
            desk.chat().editLast();
            return null;
        });
        picture("own-editing");
        Desk.call(() -> {
            desk.chat().editor().textProperty().set("This one was edited.");
            desk.chat().editor().submit();
            return null;
        });
        server.setRefusal(ErrorCode.FORBIDDEN);
        say("This one was refused.");
        server.setRefusal(null);
        server.setAnswersWrites(false);
        say("This one is on its way.");
        Desk.call(() -> {
            desk.chat().askDelete((Row.Message) desk.chat().timeline().rows().get(3));
            return null;
        });
        type("x".repeat(3_990));
        picture("own-states");
        dark(true);
        type("x".repeat(4_020));
        picture("own-states-dark");
    }

    @Test
    void scrolledUp() throws Exception {
        for (int i = 1; i <= 200; i++) {
            server.says(
                    i % 3 == 0 ? "maya" : "jonas", "Message " + i + (i % 7 == 0 ? ", a longer one".repeat(20) : ""));
        }
        open(500, 760);
        desk.join("david");
        Desk.call(() -> {
            DeskWheel.turn(desk.find("#chat-messages"), 1_500);
            return null;
        });
        Desk.settle();
        for (int i = 1; i <= 3; i++) {
            server.says("maya", "New " + i);
        }
        await().until(() ->
                Desk.call(() -> desk.chat().timeline().belowProperty().get() == 3));
        picture("pill-narrow");
        Desk.call(() -> {
            desk.<javafx.scene.control.Button>find("#side-open").fire();
            return null;
        });
        picture("drawer-narrow");
    }

    @Test
    void hostileTexts() throws Exception {
        server.says("mallory", "<script>alert(1)</script> <img src=x onerror=alert(1)>");
        server.says("mallory", "\u202Eoverride right to left\u202C and on");
        server.says("mallory", "Z" + "\u0301\u0302\u0334\u0338".repeat(1_000));
        server.says("maya", "Still readable, on its own line.");
        server.says("שרה", "שלום, זאת הודעה ארוכה מאוד בעברית שצריכה לעבור לשורה הבאה ולהתיישר לימין. ".repeat(4));
        server.says("عمر", "مرحبا! 3 تفاحات و 4 برتقالات (hello) 👋🏽");
        server.says("李小龍", "這是一段很長的中文文字，用來測試換行是否正確。".repeat(8));
        server.says("zoë", "👨‍👩‍👧‍👦 🇩🇪 🏳️‍🌈 ❤️ ☺️ ✅ 1️⃣ 🤷🏽‍♀️ 🫠 😀😃😄😁😆");
        server.setDurable(false);
        open(1600, 900);
        desk.join("david");
        picture("texts-wide");
        resize(900, 700);
        type("שלום, זאת הודעה ארוכה מאוד בעברית שצריכה לעבור לשורה הבאה ולהתיישר לימין, עם hello world באמצע."
                .repeat(2));
        Desk.call(() -> {
            desk.<TextArea>find("#message").end();
            return null;
        });
        picture("writing-hebrew");
    }

    private void open(double width, double height) throws Exception {
        desk = Desk.open(server.address(), data, CLOCK, width, height);
    }

    private void dark(boolean dark) throws Exception {
        Desk.call(() -> {
            desk.model().settings().darkProperty().set(dark);
            return null;
        });
    }

    private void resize(double width, double height) throws Exception {
        Desk.call(() -> {
            desk.stage().setWidth(width);
            desk.stage().setHeight(height);
            return null;
        });
    }

    private void rows(int atLeast) {
        await().until(() -> Desk.call(() -> desk.chat().timeline().rows().size() >= atLeast));
    }

    private void banner(Banner.Kind kind) {
        await().until(() -> Desk.call(() -> {
            desk.model().tick();
            return desk.chat().connection().bannerProperty().get().kind() == kind;
        }));
    }

    private void say(String text) throws Exception {
        Desk.call(() -> {
            desk.chat().composer().textProperty().set(text);
            desk.chat().composer().submit();
            return null;
        });
        await().until(() -> Desk.call(() -> desk.chat().timeline().rows().stream()
                .anyMatch(row -> row instanceof Row.Message said
                        && text.equals(said.content().text()))));
        Desk.settle();
    }

    private void type(String text) throws Exception {
        Desk.call(() -> {
            desk.chat().composer().textProperty().set(text);
            return null;
        });
    }

    private void picture(String name) throws Exception {
        BufferedImage image = desk.picture(name);
        assertThat(image.getRGB(image.getWidth() / 2, 4)).isNotZero();
    }
}
