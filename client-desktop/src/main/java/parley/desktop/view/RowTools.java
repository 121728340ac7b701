package parley.desktop.view;

import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import parley.desktop.viewmodel.Words;

/** What can be done with an own message, one click away; the style sheet says when it is seen. */
final class RowTools extends HBox {
    RowTools(Words words, Runnable edit, Runnable delete) {
        Button editing = Controls.iconButton(Icon.PENCIL, 16, words.get("message.edit"), "row-tool");
        editing.setOnAction(event -> edit.run());
        Button deleting = Controls.iconButton(Icon.BIN, 16, words.get("message.delete"), "row-tool");
        deleting.setOnAction(event -> delete.run());
        getChildren().addAll(editing, deleting);
        getStyleClass().add("row-tools");
        setManaged(false);
        setVisible(false);
    }
}
