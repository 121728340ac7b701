package parley.desktop.view;

import javafx.geometry.Orientation;
import javafx.geometry.VPos;
import javafx.scene.layout.Region;

/** Two things on one line, or the second below the first when the line is too short: neither is cut off for the other. */
final class FoldingPair extends Region {
    private final Region first;
    private final Region second;
    private final double gap;
    private final VPos alignment;

    /**
     * A pair.
     *
     * @param gap pixels between both on one line
     * @param alignment of both on one line: BASELINE or CENTER
     */
    FoldingPair(Region first, Region second, double gap, VPos alignment) {
        this.first = first;
        this.second = second;
        this.gap = gap;
        this.alignment = alignment;
        getChildren().addAll(first, second);
    }

    /** The one that folds. */
    Region second() {
        return second;
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefWidth(double height) {
        return natural(first) + gap + natural(second);
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computePrefHeight(double width) {
        double firstHeight = first.prefHeight(width);
        double secondHeight = second.prefHeight(secondWidth(width));
        return isOneLine(width) ? Math.max(firstHeight, secondHeight) : firstHeight + secondHeight;
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double firstWidth = Math.min(width, natural(first));
        double firstHeight = first.prefHeight(firstWidth);
        double secondHeight = second.prefHeight(secondWidth(width));
        boolean oneLine = isOneLine(width);
        double height = computePrefHeight(width);
        double top = Math.max(0, (getHeight() - height) / 2);
        boolean centred = oneLine && alignment == VPos.CENTER;
        first.resizeRelocate(
                0, snapPositionY(top + (centred ? (height - firstHeight) / 2 : 0)), firstWidth, firstHeight);
        double y = firstHeight;
        if (oneLine) {
            y = centred ? (height - secondHeight) / 2 : first.getBaselineOffset() - second.getBaselineOffset();
        }
        double x = oneLine ? snapPositionX(firstWidth + gap) : 0;
        second.resizeRelocate(x, snapPositionY(top + y), secondWidth(width), secondHeight);
    }

    private double secondWidth(double width) {
        return width < 0 ? natural(second) : Math.min(width, natural(second));
    }

    private static double natural(Region region) {
        return Math.max(region.minWidth(-1), region.prefWidth(-1));
    }

    private boolean isOneLine(double width) {
        return width < 0 || computePrefWidth(-1) <= width;
    }
}
