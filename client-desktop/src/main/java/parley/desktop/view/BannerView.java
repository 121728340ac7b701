package parley.desktop.view;

import java.util.Locale;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import parley.desktop.viewmodel.Banner;

/** The strip under the header: what is wrong, and what the person can do about it. */
final class BannerView extends HBox {
    private final Label text = new Label();
    private final Hyperlink action;

    BannerView(ObservableValue<Banner> banner, Runnable run) {
        action = Controls.link("", run, "banner-action");
        action.setId("banner-action");
        action.setMinWidth(USE_PREF_SIZE);
        text.setWrapText(true);
        text.setMinHeight(USE_PREF_SIZE);
        text.setMaxWidth(Double.MAX_VALUE);
        text.setId("banner-text");
        text.setPadding(new Insets(10, 0, 10, 0));
        HBox.setHgrow(text, Priority.ALWAYS);
        setId("banner");
        setAlignment(Pos.CENTER_LEFT);
        setMinHeight(USE_PREF_SIZE);
        getChildren().addAll(text, action);
        banner.subscribe(this::show);
    }

    private void show(Banner banner) {
        Controls.show(this, banner.kind() != Banner.Kind.NONE);
        getStyleClass().setAll("banner", "banner-" + banner.kind().name().toLowerCase(Locale.ROOT));
        text.setText(banner.text());
        action.setText(banner.action());
        Controls.show(action, !banner.action().isEmpty());
    }
}
