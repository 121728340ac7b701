package parley.desktop.view;

import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import parley.desktop.viewmodel.AppViewModel;
import parley.desktop.viewmodel.LinkOpener;
import parley.desktop.viewmodel.Words;

/** Says that something unexpected happened, what became of it, and how to go on. */
final class FaultView extends VBox {
    FaultView(AppViewModel app, LinkOpener links) {
        Words words = app.words();
        setId("fault");
        Label text = Controls.label(words.get("fault.text"), "fault-text");
        text.setWrapText(true);
        text.setMinHeight(USE_PREF_SIZE);
        getChildren()
                .addAll(
                        text,
                        new FoldingRow(
                                Controls.smallButton("fault-go-on", words.get("fault.goOn"), app::closePane),
                                Controls.smallButton(
                                        "fault-log", words.get("log.open"), () -> links.open(app.logFolder()))));
    }
}
