package parley.desktop.app;

import static org.awaitility.Awaitility.await;

import java.util.stream.IntStream;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import parley.desktop.ScriptedServer;
import parley.desktop.viewmodel.Pane;
import parley.desktop.viewmodel.Row;
import parley.model.ErrorCode;

/** Every screen of the app, in every state that shows other controls: what is tested of all of them is tested by this list. */
enum Screen {
    DIALOG(1120, false, (desk, server) -> {}),
    DIALOG_WITH_ERRORS(1120, false, (desk, server) -> {
        on(() -> desk.model().join().serverProperty().set("ftp://nowhere"));
        on(() -> desk.model().join().join());
    }),
    DIALOG_AGAIN(1120, true, (desk, server) -> on(() -> desk.model().leave())),
    DIALOG_WAITING(1120, false, (desk, server) -> {
        server.stop();
        on(() -> desk.model().join().usernameProperty().set("david"));
        on(() -> desk.model().join().join());
        await().until(() -> !desk.model().join().noticeProperty().get().isEmpty());
    }),
    SETTINGS(1120, true, (desk, server) -> on(() -> desk.model().open(Pane.SETTINGS))),
    CONNECTION(1120, true, (desk, server) -> on(() -> desk.model().open(Pane.CONNECTION))),
    CHAT(1120, true, (desk, server) -> {}),
    CHAT_NARROW(500, true, (desk, server) -> {}),
    DRAWER(500, true, (desk, server) -> on(() -> desk.<Button>find("#side-open").fire())),
    SCROLLED_UP(1120, true, (desk, server) -> {
        on(() -> DeskWheel.turn(desk.find("#chat-messages"), 1_000));
        await().until(() -> Desk.call(() -> desk.find("#new-pill").isVisible()));
    }),
    ROW_TOOLS(
            1120,
            true,
            (desk, server) -> on(() -> {
                ListView<Row> list = desk.find("#chat-messages");
                list.requestFocus();
                list.getSelectionModel().select(list.getItems().size() - 1);
            })),
    EDITOR(1120, true, (desk, server) -> {
        on(() -> desk.chat().editLast());
        await().until(() -> Desk.call(() -> desk.find("#edit-message") != null));
    }),
    QUESTION(1120, true, (desk, server) -> {
        on(() -> desk.chat().askDelete(last(desk)));
        await().until(() -> Desk.call(() -> desk.find(".row-question") != null));
    }),
    FAILED(1120, true, (desk, server) -> {
        server.setRefusal(ErrorCode.READ_ONLY);
        say(desk, "refused");
        await().until(() -> Desk.call(() -> desk.find(".row-problem") != null));
    }),
    BANNER(1120, true, (desk, server) -> {
        server.closeAll(4503);
        await().until(() -> Desk.call(() -> desk.find("#banner-action").isVisible()));
    });

    /** How a screen is come to. */
    interface Way {
        void go(Desk desk, ScriptedServer server) throws Exception;
    }

    private final double width;
    private final boolean joined;
    private final Way way;

    Screen(double width, boolean joined, Way way) {
        this.width = width;
        this.joined = joined;
        this.way = way;
    }

    /** Pixels. */
    double width() {
        return width;
    }

    /** Goes from the dialog of a new profile to this screen; forty messages of others and one of the person are in the room. */
    void show(Desk desk, ScriptedServer server) throws Exception {
        if (joined) {
            IntStream.rangeClosed(1, 40).forEach(i -> server.says("maya", "Message " + i));
            server.says("jonas", "See https://example.com/");
            desk.join("david");
            say(desk, "mine");
            await().until(() -> Desk.call(() -> last(desk).changeable()));
            Desk.settle();
        }
        way.go(desk, server);
        Desk.settle();
    }

    private static void say(Desk desk, String text) throws Exception {
        on(() -> {
            desk.chat().composer().textProperty().set(text);
            desk.chat().composer().submit();
        });
        await().until(() -> Desk.call(() -> text.equals(last(desk).content().text())));
    }

    private static Row.Message last(Desk desk) {
        return (Row.Message)
                desk.chat().timeline().rows().get(desk.chat().timeline().rows().size() - 1);
    }

    private static void on(Runnable task) throws Exception {
        Desk.call(() -> {
            task.run();
            return null;
        });
    }
}
