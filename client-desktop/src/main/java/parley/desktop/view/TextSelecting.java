package parley.desktop.view;

import javafx.scene.control.ListView;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.jspecify.annotations.Nullable;
import parley.desktop.viewmodel.Row;
import parley.desktop.viewmodel.TextSelection;

/** Selects text within a message by the mouse; a press beside the text is left to the list, which selects rows. */
final class TextSelecting {
    private final ListView<Row> list;
    private final TextSelection selection;
    private @Nullable MessageFlow pressed;

    TextSelecting(ListView<Row> list, TextSelection selection) {
        this.list = list;
        this.selection = selection;
        list.addEventFilter(MouseEvent.MOUSE_PRESSED, this::press);
        list.addEventFilter(MouseEvent.MOUSE_DRAGGED, this::drag);
        list.addEventFilter(MouseEvent.MOUSE_RELEASED, event -> pressed = null);
    }

    private void press(MouseEvent event) {
        pressed = null;
        MessageFlow flow = Controls.ancestor(event.getTarget(), MessageFlow.class);
        if (flow == null || !flow.isSelectable() || event.isShiftDown() || event.isShortcutDown()) {
            return;
        }
        if (event.getButton() != MouseButton.PRIMARY) {
            // The menu is for the selected text: the list must not select the row in its place.
            if (selection.in(flow.key(), flow.said()) != null) {
                event.consume();
            }
            return;
        }
        event.consume();
        pressed = flow;
        list.requestFocus();
        list.getSelectionModel().clearSelection();
        selection.press(flow.key(), flow.said(), place(flow, event), event.getClickCount());
    }

    private void drag(MouseEvent event) {
        MessageFlow flow = pressed;
        if (flow != null) {
            event.consume();
            if (selection.isPressedIn(flow.key(), flow.said())) {
                selection.drag(place(flow, event));
            }
        }
    }

    private static TextSelection.Place place(MessageFlow flow, MouseEvent event) {
        return flow.placeAt(flow.sceneToLocal(event.getSceneX(), event.getSceneY()));
    }
}
