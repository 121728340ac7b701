package parley.desktop.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parley.desktop.ScriptedServer;

/** Every screen without a mouse and without eyes. */
class AccessibilityTest {
    private static final PseudoClass FOCUS_VISIBLE = PseudoClass.getPseudoClass("focus-visible");

    /** Closes the drawer or the pane, as Esc does; opens a link, as the row's menu does; gives the focus to what it scrolls. */
    private static final Set<String> CLICKABLE_WITH_A_KEY = Set.of("side-veil", "row-said row-link", "viewport");

    private final Clock clock = Clock.system(ZoneOffset.UTC);

    @TempDir
    Path data;

    private ScriptedServer server;
    private Desk desk;

    @BeforeEach
    void start() throws Exception {
        server = new ScriptedServer(clock.millis());
    }

    @AfterEach
    void close() {
        desk.close();
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void everyControlHasARoleAndANameAndIsReachedByTab(Screen screen) throws Exception {
        open(screen);
        assertThat(Desk.call(() -> Walk.unnamed(root()))).isEmpty();
        assertThat(CLICKABLE_WITH_A_KEY).containsAll(Desk.call(() -> Walk.clickable(root())));
        List<Node> controls = Desk.call(() -> Walk.controls(root()));
        assertThat(controls).isNotEmpty();
        assertThat(tabbed(KeyCode.TAB)).as("forwards").containsAll(controls);
        assertThat(tabbed(KeyCode.SHIFT, KeyCode.TAB)).as("backwards").containsAll(controls);
    }

    @Test
    void menuOfARowHasNames() throws Exception {
        open(Screen.ROW_TOOLS);
        desk.robot().push(KeyCode.SHIFT, KeyCode.F10);
        Desk.settle();
        List<Window> windows = Desk.call(() -> List.copyOf(Window.getWindows()));
        assertThat(windows).hasSizeGreaterThan(1);
        assertThat(Desk.call(() ->
                        Walk.unnamed(windows.get(windows.size() - 1).getScene().getRoot())))
                .isEmpty();
        desk.robot().type(KeyCode.ESCAPE);
        Desk.settle();
    }

    @Test
    void newMessageIsAnnounced() throws Exception {
        open(Screen.CHAT);
        Label announcer = desk.find("#announcer");
        assertThat(announcer.getAccessibleRole()).isEqualTo(AccessibleRole.TEXT);
        assertThat(announcer.getText()).as("nothing of the history").isEmpty();
        server.says("maya", "psst");
        await().until(() -> Desk.call(() -> Walk.name(announcer)).matches("Maya, .*: psst"));
    }

    private void open(Screen screen) throws Exception {
        desk = Desk.open(server.address(), data, clock, screen.width(), 760);
        screen.show(desk, server);
    }

    private Parent root() {
        return desk.stage().getScene().getRoot();
    }

    /** Everything that gets the focus by pressing a key until it comes round; all of it shows that it has it. */
    private List<Node> tabbed(KeyCode... keys) throws Exception {
        Set<Node> seen = new LinkedHashSet<>();
        while (true) {
            desk.robot().push(keys);
            Desk.settle();
            Node owner = Desk.call(() -> desk.stage().getScene().getFocusOwner());
            assertThat(owner).as("after %s", seen).isNotNull();
            assertThat(owner.getPseudoClassStates()).as("%s", owner).contains(FOCUS_VISIBLE);
            if (!seen.add(owner)) {
                return new ArrayList<>(seen);
            }
        }
    }
}
