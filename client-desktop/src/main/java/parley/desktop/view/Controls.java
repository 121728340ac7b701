package parley.desktop.view;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javafx.beans.binding.BooleanExpression;
import javafx.event.EventTarget;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Control;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.control.skin.ScrollPaneSkin;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** Small controls that several screens use. */
final class Controls {
    /** Sizes in pixels are those at this size of text; everything grows with it. */
    static final double USUAL_TEXT = 15;

    private Controls() {}

    /** A label with style classes, which wraps when {@code wrap-text} is among them. */
    static Label label(String text, String... styles) {
        Label label = new Label(text);
        label.getStyleClass().addAll(styles);
        return label;
    }

    /** A square button with a drawing; {@code name} is its tooltip and accessible name. */
    static Button iconButton(Icon icon, double size, String name, String style) {
        Button button = new Button();
        button.setGraphic(icon.draw(size));
        button.getStyleClass().setAll("button", style);
        name(button, name);
        return button;
    }

    /** A button with words that does one thing. */
    static Button smallButton(String id, String text, Runnable action) {
        Button button = new Button(text);
        button.setId(id);
        button.getStyleClass().setAll("button", "button-small");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(event -> action.run());
        return button;
    }

    /** Gives a button its tooltip and accessible name. */
    static void name(Button button, String name) {
        button.setAccessibleText(name);
        button.setTooltip(tip(name));
    }

    static Tooltip tip(String text) {
        Tooltip tip = new Tooltip(text);
        tip.setShowDelay(Duration.millis(500));
        return tip;
    }

    /** A tooltip that is made, or written anew, when the mouse comes: it is a scene of its own and takes longer to make than a row. */
    static void tipWhenPointedAt(Control control, Supplier<String> text) {
        control.addEventHandler(MouseEvent.MOUSE_ENTERED, event -> {
            if (control.getTooltip() == null) {
                control.setTooltip(tip(""));
            }
            control.getTooltip().setText(text.get());
        });
    }

    /** Puts a text into the clipboard. */
    static void copy(String text) {
        Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, text));
    }

    /** A button that looks like a link. */
    static Hyperlink link(String text, Runnable action, String... styles) {
        Hyperlink link = new Hyperlink(text);
        link.getStyleClass().setAll("text-link");
        link.getStyleClass().addAll(styles);
        link.setOnAction(event -> {
            link.setVisited(false);
            action.run();
        });
        return link;
    }

    /** The mark of the product. */
    static StackPane brandMark(double size, double corner) {
        StackPane mark = new StackPane(Icon.BRAND.draw(size * 0.55));
        mark.getStyleClass().add("brand-mark");
        mark.setStyle(square(size) + "-fx-background-radius: " + corner + "px;");
        return mark;
    }

    /** The circle with a person's initial, as big as the style sheet says; fill it with {@link #showPerson}. */
    static Label avatar() {
        Label avatar = new Label();
        avatar.getStyleClass().add("avatar");
        avatar.setAlignment(Pos.CENTER);
        return avatar;
    }

    /** Puts initial and colour into an avatar. */
    static void showPerson(Label avatar, Fonts fonts, String initial, int colour) {
        fonts.show(avatar, initial);
        String wanted = "avatar-" + colour;
        if (!avatar.getStyleClass().contains(wanted)) {
            avatar.getStyleClass().removeIf(style -> style.startsWith("avatar-"));
            avatar.getStyleClass().add(wanted);
        }
    }

    /** The node of this kind that is, or is around, the target of an event; null when there is none. */
    static <N extends Node> @Nullable N ancestor(EventTarget target, Class<N> kind) {
        for (Node node = target instanceof Node hit ? hit : null; node != null; node = node.getParent()) {
            if (kind.isInstance(node)) {
                return kind.cast(node);
            }
        }
        return null;
    }

    /** Scrolls up and down what is higher than there is room; never sideways. */
    static ScrollPane scroll(Region content) {
        ScrollPane scroll = new ScrollPane(content) {
            @Override
            public Orientation getContentBias() {
                return Orientation.HORIZONTAL;
            }

            /** As high as the content at this width; the skin would ask for its height at any width. */
            @Override
            protected double computePrefHeight(double width) {
                return content.prefHeight(width);
            }
        };
        // With its skin the content is in the scene at once, and can be given the keyboard.
        scroll.setSkin(new ScrollPaneSkin(scroll));
        scroll.getStyleClass().add("plain-scroll");
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        return scroll;
    }

    /** An inline style: as many pixels wide and high as given at the usual size of text. */
    static String square(double pixels) {
        String ems = pixels / USUAL_TEXT + "em; ";
        StringBuilder style = new StringBuilder();
        for (String bound : List.of("min", "pref", "max")) {
            style.append("-fx-").append(bound).append("-width: ").append(ems);
            style.append("-fx-").append(bound).append("-height: ").append(ems);
        }
        return style.toString();
    }

    /**
     * Listens for as long as the node is in a window: models that live on must not hold views that are gone.
     *
     * @param listen is called each time that the node comes into a window
     */
    static void whileShown(Node node, Supplier<Subscription> listen) {
        AtomicReference<Subscription> listening = new AtomicReference<>(Subscription.EMPTY);
        node.sceneProperty()
                .subscribe(scene -> listening
                        .getAndSet(scene == null ? Subscription.EMPTY : listen.get())
                        .unsubscribe());
    }

    /** Takes no room while it is not shown. */
    static void showWhen(Node node, BooleanExpression condition) {
        node.visibleProperty().bind(condition);
        node.managedProperty().bind(condition);
    }

    /** Takes no room while it is not shown. */
    static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
