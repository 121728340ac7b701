package parley.desktop.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.desktop.profile.Preferences;
import parley.desktop.profile.Profile;

class SettingsViewModelTest {
    @TempDir
    Path data;

    private Profile profile;
    private SettingsViewModel settings;

    @BeforeEach
    void open() throws IOException {
        profile = Profile.open(data);
        settings = new SettingsViewModel(profile);
    }

    @AfterEach
    void close() {
        profile.close();
    }

    @Test
    void everyChoiceIsRememberedAtOnce() throws IOException {
        settings.darkProperty().set(true);
        settings.highContrastProperty().set(true);
        settings.biggerText();
        settings.reducedMotionProperty().set(true);
        settings.noticesProperty().set(false);
        settings.languageProperty().set(Language.HEBREW);
        profile.close();
        assertThat(Profile.open(data).preferences()).isEqualTo(new Preferences(true, true, 110, true, false, "he"));
        SettingsViewModel again = new SettingsViewModel(Profile.open(data));
        assertThat(again.textPercentProperty().get()).isEqualTo(110);
        assertThat(again.languageProperty().get()).isEqualTo(Language.HEBREW);
    }

    @Test
    void textGrowsAndShrinksInStepsBetweenItsEnds() {
        for (int i = 0; i < 20; i++) {
            settings.biggerText();
        }
        assertThat(settings.textPercentProperty().get()).isEqualTo(200);
        settings.smallerText();
        assertThat(settings.textPercentProperty().get()).isEqualTo(175);
        for (int i = 0; i < 20; i++) {
            settings.smallerText();
        }
        assertThat(settings.textPercentProperty().get()).isEqualTo(80);
        settings.usualText();
        assertThat(settings.textPercentProperty().get()).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource({"0, 80", "99, 90", "100, 100", "130, 125", "9999, 200"})
    void oddSizeInTheProfileBecomesTheStepBelow(int kept, int shown) throws IOException {
        Files.writeString(data.resolve("profile.properties"), "text.percent=" + kept);
        assertThat(new SettingsViewModel(Profile.open(data))
                        .textPercentProperty()
                        .get())
                .isEqualTo(shown);
    }
}
