package parley.desktop.view;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.Property;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.VPos;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.skin.ToggleButtonSkin;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import parley.desktop.viewmodel.Language;
import parley.desktop.viewmodel.SettingsViewModel;
import parley.desktop.viewmodel.Words;

/** What a person can choose; a line for each, which folds where there is little room. */
final class SettingsView extends VBox {
    private final SettingsViewModel model;
    private final Words words;
    private final Fonts fonts;

    SettingsView(SettingsViewModel model, Words words, Fonts fonts) {
        this.model = model;
        this.words = words;
        this.fonts = fonts;
        setId("settings");
        getChildren()
                .addAll(
                        line(
                                "settings.theme",
                                choices(
                                        model.darkProperty().asObject(),
                                        "theme",
                                        dark -> words.get(dark ? "settings.theme.dark" : "settings.theme.light"),
                                        List.of(false, true))),
                        line("settings.text", textSize()),
                        line(
                                "settings.language",
                                choices(model.languageProperty(), "language", this::name, List.of(Language.values()))),
                        check("settings.contrast", model.highContrastProperty()),
                        check("settings.motion", model.reducedMotionProperty()),
                        check("settings.notices", model.noticesProperty()));
    }

    private String name(Language language) {
        return language == Language.SYSTEM ? words.get("settings.language.system") : language.ownName();
    }

    private FoldingPair line(String key, Region control) {
        Label label = Controls.label(words.get(key), "setting-name");
        control.setAccessibleText(words.get(key));
        return new FoldingPair(label, control, 16, VPos.CENTER);
    }

    /** Buttons of which exactly one is pressed; arrow keys go from one to the next. */
    private <T> FoldingRow choices(Property<T> chosen, String id, Function<T, String> names, List<T> values) {
        // Held by the buttons alone: the model does not keep them when the pane is gone.
        Property<T> shown = new SimpleObjectProperty<>();
        shown.bindBidirectional(chosen);
        ToggleGroup group = new ToggleGroup();
        FoldingRow choices = new FoldingRow();
        values.forEach(value -> {
            RadioButton choice = new RadioButton();
            fonts.show(choice, names.apply(value));
            choice.setId(id + "-" + String.valueOf(value).toLowerCase(Locale.ROOT));
            choice.setSkin(new ToggleButtonSkin(choice));
            choice.getStyleClass().setAll("choice");
            choice.setToggleGroup(group);
            choice.setOnAction(event -> shown.setValue(value));
            shown.subscribe(now -> choice.setSelected(value.equals(now)));
            choices.getChildren().add(choice);
        });
        return choices;
    }

    private FoldingRow textSize() {
        Label percent = Controls.label("", "text-percent");
        percent.setId("text-percent");
        percent.textProperty().bind(model.textPercentProperty().map(size -> words.get("settings.text.percent", size)));
        return new FoldingRow(
                button("text-smaller", "−", "settings.text.smaller", model::smallerText),
                percent,
                button("text-bigger", "+", "settings.text.bigger", model::biggerText),
                button("text-usual", words.get("settings.text.usual"), "settings.text.usual", model::usualText));
    }

    private Button button(String id, String text, String name, Runnable action) {
        Button button = Controls.smallButton(id, text, action);
        Controls.name(button, words.get(name));
        return button;
    }

    private VBox check(String key, BooleanProperty chosen) {
        CheckBox box = new CheckBox(words.get(key));
        box.setId(key.replace("settings.", "setting-"));
        box.setWrapText(true);
        box.setMinHeight(USE_PREF_SIZE);
        box.selectedProperty().bindBidirectional(chosen);
        Label hint = Controls.label(words.get(key + ".hint"), "small", "quiet", "setting-hint");
        hint.setWrapText(true);
        hint.setMinHeight(USE_PREF_SIZE);
        box.setAccessibleHelp(hint.getText());
        VBox line = new VBox(box, hint);
        line.getStyleClass().add("setting-check");
        return line;
    }
}
