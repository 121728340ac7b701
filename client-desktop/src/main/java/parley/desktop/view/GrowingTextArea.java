package parley.desktop.view;

import javafx.beans.binding.Bindings;
import javafx.beans.property.StringProperty;
import javafx.geometry.Insets;
import javafx.scene.Scene;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.text.Text;

/** A text area that is as high as its text, up to a limit; Enter submits, Shift+Enter breaks the line. */
final class GrowingTextArea extends TextArea {
    private static final double MOST_OF_WINDOW = 0.4;
    /**
     * JavaFX 21 on Linux breaks a line that runs to the left at the wrong letter and draws some letters twice. One long line
     * that scrolls can at least be read.
     */
    private static final boolean BREAKS_LEFT_RUNNING_LINES_WRONG =
            System.getProperty("os.name", "").startsWith("Linux");

    /** Pixels that the horizontal bar takes. */
    private static final double SCROLL_BAR = 16;

    private static final KeyCombination TAB = KeyCombination.valueOf("Tab");
    /** In a text area Tab is a character; with Control it goes on to the next control, as everywhere else. */
    private static final KeyEvent LEAVE =
            new KeyEvent(KeyEvent.KEY_PRESSED, KeyEvent.CHAR_UNDEFINED, "", KeyCode.TAB, false, true, false, false);

    private final Text measure = new Text();
    private final Insets inner;
    private final double minHeight;
    private final double maxHeight;

    /**
     * An area for one property.
     *
     * @param inner room between border and text; the style sheet's {@code .content} padding must be the same
     * @param minHeight pixels at the usual size of text
     * @param maxHeight pixels at the usual size of text; beyond it, or two fifths of the window, the text scrolls
     */
    GrowingTextArea(StringProperty text, Insets inner, double minHeight, double maxHeight, Runnable submit) {
        this.inner = inner;
        this.minHeight = minHeight;
        this.maxHeight = maxHeight;
        getStyleClass().add("growing");
        textProperty().bindBidirectional(text);
        wrapTextProperty()
                .bind(textProperty().map(said -> !BREAKS_LEFT_RUNNING_LINES_WRONG || !Direction.mayRunLeft(said)));
        measure.fontProperty().bind(fontProperty());
        textProperty().addListener((observed, was, is) -> requestLayout());
        widthProperty().addListener((observed, was, is) -> requestLayout());
        nodeOrientationProperty().bind(Bindings.createObjectBinding(() -> Direction.of(getText()), textProperty()));
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER) {
                event.consume();
                if (event.isShiftDown()) {
                    replaceSelection("\n");
                } else {
                    submit.run();
                }
            } else if (TAB.match(event)) {
                event.consume();
                fireEvent(LEAVE);
            }
        });
    }

    @Override
    protected double computePrefHeight(double width) {
        double room = getWidth() - inner.getLeft() - inner.getRight();
        measure.setWrappingWidth(isWrapText() ? Math.max(1, room) : 0);
        String text = getText();
        measure.setText(text.isEmpty() || text.endsWith("\n") ? text + "x" : text);
        double bar = !isWrapText() && measure.getLayoutBounds().getWidth() > room ? SCROLL_BAR : 0;
        double height = Math.ceil(measure.getLayoutBounds().getHeight()) + inner.getTop() + inner.getBottom() + bar;
        Scene scene = getScene();
        double most = Math.min(grown(maxHeight), scene == null ? Double.MAX_VALUE : scene.getHeight() * MOST_OF_WINDOW);
        return Math.max(grown(minHeight), Math.min(most, height));
    }

    @Override
    protected double computeMinHeight(double width) {
        return grown(minHeight);
    }

    private double grown(double pixels) {
        return pixels * getFont().getSize() / Controls.USUAL_TEXT;
    }

    @Override
    protected double computePrefWidth(double height) {
        return 100;
    }
}
