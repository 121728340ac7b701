package parley.acceptance.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.ColorScheme;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import javafx.scene.input.KeyCode;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import parley.acceptance.desktop.Typist;
import parley.acceptance.rig.ParleyServerProcess;
import parley.client.ConnectionState;
import parley.desktop.app.Desk;

/**
 * Puts each scene of the page (left) beside the same one of the desktop app (right), to be looked at. Not a test by its name,
 * so that only {@code bin/pictures} runs it. A new scene is a new method here that ends with {@link #pair}.
 */
@ExtendWith(PageExtension.class)
class PairPictures {
    private static final Path FOLDER = ParleyServerProcess.repository().resolve("target/pictures");
    private static final int CAPTION = 28;
    private static final int GAP = 12;

    @TempDir
    Path data;

    /** Nobody gets a name twice: the server keeps it for who had it. */
    private final Iterator<String> names = List.of("david", "rosa", "nora", "emil", "lena", "hugo", "vera", "otto")
            .iterator();

    @Test
    void dialog(House house) throws Exception {
        for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
            Visitor page = visitor(house, scheme, 760, 700);
            try (Typist app = app(house, scheme, 760, 700)) {
                String look = scheme == ColorScheme.DARK ? "-dark" : "";
                pair("dialog" + look, page, app);
                page.triesToJoin("");
                app.presses(KeyCode.ENTER);
                assertThat(page.nameError()).isVisible();
                pair("dialog-error" + look, page, app);
            }
        }
    }

    @Test
    void emptyRoom(House house) throws Exception {
        Visitor page = visitor(house, ColorScheme.LIGHT, 1_120, 760).joins(names.next());
        try (Typist app = app(house, ColorScheme.LIGHT, 1_120, 760).joins(names.next())) {
            pair("empty", page, app);
        }
    }

    @Test
    void chat(House house) throws Exception {
        talk(house.server().webSocket());
        chat(house, "light", ColorScheme.LIGHT, 1_120, 760);
        chat(house, "narrow", ColorScheme.LIGHT, 500, 760);
        chat(house, "wide", ColorScheme.LIGHT, 1_600, 900);
        Visitor page = visitor(house, ColorScheme.DARK, 1_120, 760).joins(names.next());
        try (Typist app = app(house, ColorScheme.DARK, 1_120, 760).joins(names.next())) {
            pair("chat-dark", page, app);
            house.server().kill();
            assertThat(page.page().locator("[data-reason=connection]")).isVisible();
            app.sees(ConnectionState.WAITING);
            page.sends("I will bring the candles.").sends("And the matches.");
            app.says("I will bring the candles.").says("And the matches.");
            assertThat(page.page().locator("[data-state=queued]")).hasCount(2);
            pair("chat-offline", page, app);
            house.server().startAgain();
        }
    }

    @Test
    void scripts(House house) throws Exception {
        try (StrangerClient sarah = new StrangerClient(house.server().webSocket(), "שרה");
                StrangerClient omar = new StrangerClient(house.server().webSocket(), "عمر")) {
            sarah.says(
                            "שלום לכולם! הדו״ח המלא נמצא ב-docs/operations.md, אנא קראו אותו לפני הפגישה של היום בשעה 15:00.")
                    .says("שלום, זאת הודעה ארוכה מאוד בעברית שצריכה לעבור לשורה הבאה ולהתיישר לימין. ".repeat(3));
            omar.says("مرحبا! 3 تفاحات و 4 برتقالات (hello) 👋🏽").says("نعم.");
            sarah.says("Mixed: שלום and hello, then עוגה 🎂 again.");
        }
        chat(house, "right-to-left", ColorScheme.LIGHT, 1_120, 760);
    }

    @Test
    void chineseJapaneseKorean(House house) throws Exception {
        try (StrangerClient li = new StrangerClient(house.server().webSocket(), "李小龍");
                StrangerClient yuki = new StrangerClient(house.server().webSocket(), "ゆき");
                StrangerClient min = new StrangerClient(house.server().webSocket(), "민준")) {
            li.says("大家早上好，今天發佈嗎？").says("這是一段很長的中文文字，用來測試換行是否正確。".repeat(8));
            yuki.says("おはようございます。リリースは三時です。「ケーキ」を忘れないでください！");
            min.says("안녕하세요, 오늘 세 시에 만나요. English 123 도 함께.");
        }
        chat(house, "cjk", ColorScheme.LIGHT, 1_120, 760);
    }

    @Test
    void emoji(House house) throws Exception {
        try (StrangerClient zoe = new StrangerClient(house.server().webSocket(), "zoë");
                StrangerClient fox = new StrangerClient(house.server().webSocket(), "🦊 fox")) {
            zoe.says("👨‍👩‍👧‍👦 🇩🇪 🏳️‍🌈 ❤️ ☺️ ✅ 1️⃣ 🤷🏽‍♀️ 🫠 😀😃😄😁😆")
                    .says("🎂")
                    .says("Cake 🎂 and candles 🕯️ at three 🕒, all right? 👍🏽");
            fox.says("😀".repeat(60));
        }
        chat(house, "emoji", ColorScheme.DARK, 1_120, 760);
    }

    private void chat(House house, String name, ColorScheme scheme, int width, int height) throws Exception {
        Visitor page = visitor(house, scheme, width, height).joins(names.next());
        try (Typist app = app(house, scheme, width, height).joins(names.next())) {
            pair("chat-" + name, page, app);
        }
    }

    private static void talk(URI server) {
        try (StrangerClient maya = new StrangerClient(server, "maya");
                StrangerClient jonas = new StrangerClient(server, "jonas");
                StrangerClient li = new StrangerClient(server, "李小龍");
                StrangerClient sarah = new StrangerClient(server, "שרה")) {
            maya.says("The store survived 30 kills in a row. Not one message lost.")
                    .says("Report is in docs/operations.md.");
            jonas.says(
                    "Lovely. Then nothing stands between us and the release: page, desktop app and bots all speak the"
                            + " same protocol, and whoever reconnects gets exactly what was missed.");
            jonas.says("Thisisonelongword".repeat(12));
            li.says("大家早上好，今天發佈嗎？");
            sarah.says("כן, בשעה שלוש. תכינו את העוגה 🎂");
            maya.says("Three o’clock it is. See https://example.com/parley for the notes.");
        }
    }

    private Visitor visitor(House house, ColorScheme scheme, int width, int height) {
        return house.visitor(new NewContextOptions().setColorScheme(scheme).setViewportSize(width, height));
    }

    private Typist app(House house, ColorScheme scheme, int width, int height) throws Exception {
        Path profile = Files.createTempDirectory(data, "profile");
        Desk desk = Desk.open(house.server().webSocket(), profile, Clock.system(ZoneOffset.UTC), width, height);
        Desk.call(() -> {
            desk.model().settings().darkProperty().set(scheme == ColorScheme.DARK);
            return null;
        });
        return Typist.at(desk);
    }

    private static void pair(String scene, Visitor visitor, Typist app) throws Exception {
        visitor.page().mouse().move(2, 2);
        BufferedImage page = read(visitor.page().screenshot());
        BufferedImage desktop = app.desk().picture("desktop-" + scene);
        int width = Math.max(page.getWidth(), desktop.getWidth());
        int height = Math.max(page.getHeight(), desktop.getHeight());
        BufferedImage pair = new BufferedImage(2 * width + GAP, height + CAPTION, BufferedImage.TYPE_INT_RGB);
        Graphics2D drawing = pair.createGraphics();
        drawing.setColor(Color.DARK_GRAY);
        drawing.fillRect(0, 0, pair.getWidth(), pair.getHeight());
        drawing.setColor(Color.WHITE);
        drawing.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15));
        drawing.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        drawing.drawString(scene + ": the page", 10, 19);
        drawing.drawString(scene + ": the desktop app", width + GAP + 10, 19);
        drawing.drawImage(page, 0, CAPTION, null);
        drawing.drawImage(desktop, width + GAP, CAPTION, null);
        drawing.dispose();
        Files.createDirectories(FOLDER);
        ImageIO.write(pair, "png", FOLDER.resolve(scene + ".png").toFile());
    }

    private static BufferedImage read(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }
}
