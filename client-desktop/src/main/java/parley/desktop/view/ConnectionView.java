package parley.desktop.view;

import java.util.List;
import java.util.Map;
import javafx.geometry.NodeOrientation;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.layout.VBox;
import parley.client.ConnectionState;
import parley.desktop.viewmodel.AppViewModel;
import parley.desktop.viewmodel.ChatViewModel;
import parley.desktop.viewmodel.ConnectionPageViewModel;
import parley.desktop.viewmodel.ConnectionPageViewModel.Fact;
import parley.desktop.viewmodel.LinkOpener;
import parley.desktop.viewmodel.Words;

/** What is known of the connection, line by line, and what can be done about it. */
final class ConnectionView extends VBox {
    private final VBox facts = new VBox();

    ConnectionView(AppViewModel app, ChatViewModel chat, LinkOpener links) {
        Words words = app.words();
        ConnectionPageViewModel page = chat.connectionPage();
        setId("connection");
        facts.getStyleClass().add("facts");
        Button retry = Controls.smallButton("connection-try", words.get("banner.try"), app::bannerAction);
        Controls.showWhen(
                retry,
                chat.connection()
                        .stateProperty()
                        .isEqualTo(ConnectionState.WAITING)
                        .or(chat.connection().stateProperty().isEqualTo(ConnectionState.STOPPED)));
        Button copy = Controls.smallButton("connection-copy", words.get("connection.copy"), () -> {});
        copy.setOnAction(event -> {
            Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, page.asText()));
            copy.setText(words.get("connection.copied"));
        });
        Button log = Controls.smallButton("connection-log", words.get("log.open"), () -> links.open(app.logFolder()));
        // Where no file manager is, the button does nothing.
        Label folder = Controls.label(app.logFolderName(), "small", "quiet");
        folder.setId("connection-log-folder");
        folder.setWrapText(true);
        folder.setNodeOrientation(NodeOrientation.LEFT_TO_RIGHT);
        getChildren().addAll(facts, new FoldingRow(retry, copy, log), folder);
        Controls.whileShown(this, () -> page.factsProperty().subscribe(this::show));
    }

    private void show(List<Fact> now) {
        List<Node> lines = facts.getChildren();
        if (lines.size() == now.size()) {
            for (int i = 0; i < now.size(); i++) {
                show((Label) ((FoldingPair) lines.get(i)).second(), now.get(i).value());
            }
        } else {
            lines.clear();
            now.forEach(fact -> lines.add(line(fact)));
        }
    }

    private static FoldingPair line(Fact fact) {
        Label value = Controls.label("", "fact-value");
        value.setWrapText(true);
        show(value, fact.value());
        return new FoldingPair(Controls.label(fact.name(), "fact-name"), value, 16, VPos.BASELINE);
    }

    private static void show(Label label, String value) {
        label.setText(value);
        label.setNodeOrientation(Direction.of(value));
    }
}
