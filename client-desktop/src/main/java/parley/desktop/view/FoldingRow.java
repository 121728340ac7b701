package parley.desktop.view;

import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.layout.FlowPane;

/** Things in a row that goes on below when it is full; as wide as all of them where there is room. */
final class FoldingRow extends FlowPane {
    private static final double GAP = 8;

    FoldingRow(Node... children) {
        super(GAP, GAP, children);
        setRowValignment(VPos.CENTER);
    }

    @Override
    protected double computePrefWidth(double height) {
        double gaps = GAP * Math.max(0, getManagedChildren().size() - 1);
        return gaps
                + getManagedChildren().stream()
                        .mapToDouble(child -> Math.ceil(Math.max(child.minWidth(-1), child.prefWidth(-1))))
                        .sum();
    }
}
