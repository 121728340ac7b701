package parley.acceptance.desktop;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import javafx.animation.AnimationTimer;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.robot.Robot;
import javafx.stage.Window;
import parley.desktop.app.Launcher;
import parley.desktop.viewmodel.Row;

/**
 * The desktop app as it is, with a person at it who joins, types and sends until the process is killed. Whatever is shown is
 * printed once it was laid out: {@code DRAFT millis text} and {@code ROW state text}. Arguments: data, server, name, number of
 * the first message, how many to write, the last of which never ends; without numbers the person joins and only looks.
 */
final class DesktopAtWork extends AnimationTimer {
    private static final int MOST_WORDS = 4;

    private final Scene scene;
    private final String name;
    private final int end;
    private int next;
    private final Robot robot = new Robot();
    private final Random random = new Random();
    private final Map<String, String> printed = new HashMap<>();
    private String toType = "";
    private boolean joining;

    private DesktopAtWork(Scene scene, String name, int from, int count) {
        this.scene = scene;
        this.name = name;
        this.next = from;
        this.end = from + count;
        scene.addPostLayoutPulseListener(this::look);
    }

    public static void main(String[] arguments) {
        boolean writes = arguments.length > 3;
        int from = writes ? Integer.parseInt(arguments[3]) : 0;
        int count = writes ? Integer.parseInt(arguments[4]) : -1;
        Window.getWindows().addListener((ListChangeListener<Window>) change -> {
            if (change.next() && change.wasAdded() && change.getFrom() == 0) {
                new DesktopAtWork(change.getList().get(0).getScene(), arguments[2], from, count).start();
            }
        });
        Launcher.main(new String[] {"--data", arguments[0], "--server", arguments[1]});
    }

    /** At most one key for each frame. */
    @Override
    public void handle(long nowNs) {
        if (isChatShown()) {
            if (next <= end && random.nextInt(3) > 0) {
                type();
            }
        } else if (!joining && scene.lookup("#username") instanceof TextField field && field.isFocused()) {
            if (field.getText().length() < name.length()) {
                press(name.charAt(field.getText().length()));
            } else {
                joining = true;
                robot.keyType(KeyCode.ENTER);
            }
        }
    }

    private void type() {
        if (toType.isEmpty()) {
            String start = next < end ? "m" + next++ : "";
            toType = start + " word".repeat(1 + random.nextInt(MOST_WORDS)) + (next < end ? "\n" : "");
        }
        press(toType.charAt(0));
        toType = toType.substring(1);
    }

    private void press(char key) {
        robot.keyType(
                switch (key) {
                    case '\n' -> KeyCode.ENTER;
                    case ' ' -> KeyCode.SPACE;
                    default -> KeyCode.getKeyCode(Character.toString(Character.toUpperCase(key)));
                });
    }

    private void look() {
        if (!isChatShown()) {
            return;
        }
        if (scene.lookup("#message") instanceof TextArea area) {
            print("DRAFT", area.getText());
        }
        if (scene.lookup("#chat-messages") instanceof ListView<?> messages) {
            for (Object row : messages.getItems()) {
                if (row instanceof Row.Message said
                        && said.own()
                        && said.content().text() != null) {
                    print(
                            "ROW " + said.content().text(),
                            said.unsent() == null
                                    ? "STORED"
                                    : said.unsent().state().name());
                }
            }
        }
    }

    private boolean isChatShown() {
        Node chat = scene.lookup("#chat-interface");
        return chat != null && chat.isVisible();
    }

    private void print(String what, String is) {
        if (is.equals(printed.put(what, is))) {
            return;
        }
        if (what.equals("DRAFT")) {
            System.out.println(what + " " + System.currentTimeMillis() + " " + is);
        } else {
            System.out.println("ROW " + is + " " + what.substring("ROW ".length()));
        }
    }
}
