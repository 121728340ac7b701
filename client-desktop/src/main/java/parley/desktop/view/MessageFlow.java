package parley.desktop.view;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.geometry.NodeOrientation;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Path;
import javafx.scene.text.HitInfo;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.jspecify.annotations.Nullable;
import parley.desktop.viewmodel.TextSelection;

/**
 * A message's text, isolated in direction, as wide as it needs, with the small marks behind it. Has no padding: JavaFX 21 does
 * not reckon with one when it looks for the letter under the mouse.
 */
final class MessageFlow extends TextFlow {
    private final RowShared shared;
    // Held here because the selection, which outlives this, holds it weakly.
    private final InvalidationListener redraw = observed -> showSelected();
    /** The first plain run, in every message: a new node would have its styles worked out anew. */
    private final Text plain = new Text();

    private String key = "";
    private String said = "";
    private boolean selectable;
    private FlowOffsets offsets = new FlowOffsets(List.of(), "");
    private @Nullable Path highlight;
    private TextSelection.@Nullable Range selected;

    MessageFlow(RowShared shared) {
        this.shared = shared;
        shared.selection().rangeProperty().addListener(new WeakInvalidationListener(redraw));
        getStyleClass().add("row-text");
        setMaxWidth(USE_PREF_SIZE);
    }

    /** Shows what was said in the row with this key. */
    void show(String row, String text, Node... marks) {
        show(row, text, true, "row-said", marks);
    }

    /** Shows words of the app, which cannot be selected, in place of what was said. */
    void showNotice(String row, String text, String style) {
        show(row, text, false, style);
    }

    private void show(String row, String text, boolean ofMessage, String style, Node... marks) {
        key = row;
        said = text;
        selectable = ofMessage;
        setNodeOrientation(Direction.of(text));
        highlight = null;
        selected = null;
        List<TextRuns.Run> runs = TextRuns.of(text, shared.fonts().emoji());
        offsets = new FlowOffsets(runs, text);
        List<Node> drawn = new ArrayList<>();
        for (TextRuns.Run run : runs) {
            drawn.add(run.kind() == TextRuns.Kind.EMOJI ? emoji(run.text()) : letters(run, style, drawn));
        }
        drawn.addAll(List.of(marks));
        if (!getChildren().equals(drawn)) {
            getChildren().setAll(drawn);
        }
        showSelected();
    }

    /** The key of the row. */
    String key() {
        return key;
    }

    /** What is shown, as it was written. */
    String said() {
        return said;
    }

    boolean isSelectable() {
        return selectable;
    }

    private void showSelected() {
        TextSelection.Range range = selectable ? shared.selection().in(key, said) : null;
        if (Objects.equals(range, selected)) {
            return;
        }
        selected = range;
        if (highlight == null) {
            highlight = Highlight.make();
            getChildren().add(0, highlight);
        }
        requestLayout();
    }

    /** The place in the message's text that is nearest to a point of this node. */
    TextSelection.Place placeAt(Point2D point) {
        if (point.getY() < 0) {
            return new TextSelection.Place(0, 0);
        }
        HitInfo hit = hitTest(new Point2D(turned(point.getX()), point.getY()));
        return new TextSelection.Place(offsets.inText(hit.getCharIndex()), offsets.inText(hit.getInsertionIndex()));
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        if (highlight != null) {
            TextSelection.Range shown = selected;
            Highlight.draw(
                    highlight,
                    shown == null
                            ? List.of()
                            : List.of(rangeShape(offsets.drawn(shown.start()), offsets.drawn(shown.end()))),
                    this::turned,
                    getLineSpacing());
        }
    }

    /** When a text starts at the right, JavaFX 21 counts x from there in its questions and answers, though not in its events. */
    private double turned(double x) {
        return getNodeOrientation() == NodeOrientation.RIGHT_TO_LEFT ? getWidth() - x : x;
    }

    private Node letters(TextRuns.Run run, String style, List<Node> before) {
        Text text = run.link() == null && !before.contains(plain) ? plain : new Text();
        text.setText(run.text());
        if (!text.getStyleClass().equals(List.of(style))) {
            text.getStyleClass().setAll(style);
        }
        text.setStyle(shared.fonts().style(run.kind()));
        if (run.link() != null) {
            makeLink(text, run.link());
        }
        return text;
    }

    private void makeLink(Text text, URI target) {
        text.getStyleClass().add("row-link");
        Tooltip.install(text, Controls.tip(target.toString()));
        text.setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY && event.isStillSincePress()) {
                shared.links().open(target);
            }
        });
    }

    private Node emoji(String sequence) {
        ImageView image = new ImageView(shared.fonts().emoji().image(sequence));
        image.setSmooth(true);
        image.setAccessibleText(sequence);
        return new OnBaseline(image);
    }

    /** Lets a picture hang a little below the line, as letters do; otherwise it would stand on it and push the line apart. */
    private static final class OnBaseline extends StackPane {
        OnBaseline(ImageView image) {
            super(image);
            getStyleClass().add("emoji");
            image.fitWidthProperty().bind(prefHeightProperty());
            image.fitHeightProperty().bind(prefHeightProperty());
        }

        @Override
        public double getBaselineOffset() {
            return getPrefHeight() * 0.8;
        }
    }
}
