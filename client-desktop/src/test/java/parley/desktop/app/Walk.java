package parley.desktop.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.ListView;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.Slider;
import javafx.scene.control.TextInputControl;
import org.jspecify.annotations.Nullable;

/** Walks through a scene graph as it is shown. On the toolkit's thread. */
final class Walk {
    /** What somebody who does not see the window can come to, besides all that takes the focus. */
    private static final Set<AccessibleRole> NEED_NAMES = Set.of(
            AccessibleRole.BUTTON,
            AccessibleRole.CHECK_BOX,
            AccessibleRole.COMBO_BOX,
            AccessibleRole.HYPERLINK,
            AccessibleRole.LIST_VIEW,
            AccessibleRole.MENU_ITEM,
            AccessibleRole.RADIO_BUTTON,
            AccessibleRole.SLIDER,
            AccessibleRole.TEXT_AREA,
            AccessibleRole.TEXT_FIELD,
            AccessibleRole.TOGGLE_BUTTON);

    /** Roles that say nothing of what a control does. */
    private static final Set<AccessibleRole> NO_ROLES = Set.of(AccessibleRole.NODE, AccessibleRole.PARENT);

    private Walk() {}

    /** Controls without a role or a name. */
    static List<String> unnamed(Parent root) {
        List<String> unnamed = new ArrayList<>();
        visit(root, node -> {
            boolean item = node.getAccessibleRole() == AccessibleRole.LIST_ITEM
                    && node.queryAccessibleAttribute(AccessibleAttribute.INDEX) instanceof Integer index
                    && index >= 0
                    && !node.getPseudoClassStates().toString().contains("empty");
            boolean takesFocus = node.isFocusTraversable();
            if (!takesFocus && !item && !NEED_NAMES.contains(node.getAccessibleRole())) {
                return;
            }
            if (node.getAccessibleRole() == null || (takesFocus && NO_ROLES.contains(node.getAccessibleRole()))) {
                unnamed.add("no role: " + node);
            }
            if (name(node).isBlank()) {
                unnamed.add("no name: " + node);
            }
        });
        return unnamed;
    }

    /** Everything that can be used by the mouse, as far as the keyboard has to come to it by Tab. */
    static List<Node> controls(Parent root) {
        List<Node> controls = new ArrayList<>();
        visit(root, node -> {
            boolean control = node instanceof ButtonBase
                    || node instanceof TextInputControl
                    || node instanceof ListView<?>
                    || node instanceof ComboBoxBase<?>
                    || node instanceof Slider
                    || (isClickable(node) && node.isFocusTraversable());
            // The arrow keys go to the others of a group.
            boolean inGroup =
                    node instanceof RadioButton choice && choice.getToggleGroup() != null && !choice.isSelected();
            if (control && !inGroup && !node.isDisabled()) {
                controls.add(node);
            }
        });
        return controls;
    }

    /** Things that answer to a click but never get the focus. */
    static List<String> clickable(Parent root) {
        List<String> found = new ArrayList<>();
        visit(root, node -> {
            if (isClickable(node) && !node.isFocusTraversable()) {
                found.add(String.join(" ", node.getStyleClass()));
            }
        });
        return found;
    }

    /** What a screen reader calls a node; what is typed into a field is not its name. */
    static String name(@Nullable Node node) {
        if (node == null) {
            return "";
        }
        String given = node.getAccessibleText();
        if (given != null || node instanceof TextInputControl) {
            return String.valueOf(given == null ? "" : given);
        }
        Object text = node.queryAccessibleAttribute(AccessibleAttribute.TEXT);
        return text == null ? "" : text.toString();
    }

    private static boolean isClickable(Node node) {
        return node.getOnMouseClicked() != null || node.getOnMousePressed() != null;
    }

    private static void visit(Node node, Consumer<Node> visitor) {
        // What a scroll bar does, the arrow and page keys do in what it scrolls.
        if (!node.isVisible() || node instanceof ScrollBar) {
            return;
        }
        visitor.accept(node);
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> visit(child, visitor));
        }
    }
}
