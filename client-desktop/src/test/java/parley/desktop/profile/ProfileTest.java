package parley.desktop.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileTest {
    private static final URI SERVER = URI.create("ws://localhost:3000/ws");

    private static final Preferences PICKY = new Preferences(true, true, 150, true, false, "ja");

    @TempDir
    Path directory;

    @Test
    void everythingIsThereAfterAStart() throws IOException {
        Profile profile = Profile.open(directory);
        profile.joined(SERVER, "zoë");
        profile.setPreferences(PICKY);
        profile.setToken(SERVER, "zoë", "secret");
        profile.setDraft(SERVER, "maya", "lobby", "half a\nthought 🎂");
        profile.setLastRead(SERVER, "maya", "lobby", "e1", 42);
        profile.close();
        Profile again = Profile.open(directory);
        assertThat(again.server()).contains(SERVER.toString());
        assertThat(again.username()).contains("zoë");
        assertThat(again.preferences()).isEqualTo(PICKY);
        assertThat(again.token(SERVER, "Zoë")).contains("secret");
        assertThat(again.draft(SERVER, "maya", "lobby")).isEqualTo("half a\nthought 🎂");
        assertThat(again.draft(SERVER, "zoë", "lobby")).isEmpty();
        assertThat(again.lastRead(SERVER, "maya", "lobby", "e1")).isEqualTo(42);
        assertThat(again.lastRead(SERVER, "zoë", "lobby", "e1")).isZero();
        assertThat(again.lastRead(SERVER, "maya", "lobby", "e2")).isZero();
    }

    @Test
    void tokensBelongToServerAndName() throws IOException {
        Profile profile = Profile.open(directory);
        profile.setToken(SERVER, "david", "secret");
        assertThat(profile.token(URI.create("ws://other/ws"), "david")).isEmpty();
        assertThat(profile.token(SERVER, "maya")).isEmpty();
        profile.forgetToken(SERVER, "david");
        profile.close();
        assertThat(Profile.open(directory).token(SERVER, "david")).isEmpty();
    }

    @Test
    void onlyTheOwnerCanReadTheTokens() throws IOException {
        keep(profile -> profile.setToken(SERVER, "david", "secret"));
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            for (String file : List.of("profile.properties", "profile.properties.newest")) {
                assertThat(Files.getPosixFilePermissions(directory.resolve(file)))
                        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            }
        }
    }

    @Test
    void remainderOfAKilledWriteDoesNoHarm() throws IOException {
        keep(profile -> profile.setPreferences(PICKY));
        Files.writeString(directory.resolve("profile.properties.new"), "dark=fal");
        assertThat(Profile.open(directory).preferences()).isEqualTo(PICKY);
        keep(profile -> profile.setPreferences(Preferences.DEFAULT));
        assertThat(Profile.open(directory).preferences()).isEqualTo(Preferences.DEFAULT);
    }

    @Test
    void newestStateCountsThoughTheDiskHasOnlyAnOlderOne() throws IOException {
        keep(profile -> profile.setDraft(SERVER, "maya", "lobby", "half"));
        byte[] older = Files.readAllBytes(directory.resolve("profile.properties"));
        keep(profile -> profile.setDraft(SERVER, "maya", "lobby", "half a sentence"));
        Files.write(directory.resolve("profile.properties"), older);
        assertThat(Profile.open(directory).draft(SERVER, "maya", "lobby")).isEqualTo("half a sentence");
        keep(profile -> profile.setDraft(SERVER, "maya", "lobby", "half a sentence more"));
        Files.delete(directory.resolve("profile.properties.newest"));
        assertThat(Profile.open(directory).draft(SERVER, "maya", "lobby")).isEqualTo("half a sentence more");
    }

    @Test
    void newestStateThatIsTornDoesNotCount() throws IOException {
        keep(profile -> profile.setDraft(SERVER, "maya", "lobby", "half"));
        byte[] older = Files.readAllBytes(directory.resolve("profile.properties"));
        keep(profile -> profile.setDraft(SERVER, "maya", "lobby", "half a sentence"));
        Files.write(directory.resolve("profile.properties"), older);
        Path newest = directory.resolve("profile.properties.newest");
        byte[] whole = Files.readAllBytes(newest);
        for (int length = 0; length < whole.length; length++) {
            Files.write(newest, Arrays.copyOf(whole, length));
            assertThat(Profile.open(directory).draft(SERVER, "maya", "lobby"))
                    .as("%d of %d bytes", length, whole.length)
                    .isEqualTo("half");
        }
        Files.write(newest, whole);
        assertThat(Profile.open(directory).draft(SERVER, "maya", "lobby")).isEqualTo("half a sentence");
    }

    @Test
    void sizeThatIsNoNumberIsTheUsualOne() throws IOException {
        Files.writeString(directory.resolve("profile.properties"), "text.percent=big");
        assertThat(Profile.open(directory).preferences()).isEqualTo(Preferences.DEFAULT);
    }

    @Test
    void diskThatIsFullIsToldOnceAndAlsoWhenItWorksAgain() throws Exception {
        BlockingQueue<Boolean> told = new LinkedBlockingQueue<>();
        Path beside = directory.resolve("profile.properties.new");
        try (Profile profile = Profile.open(directory)) {
            profile.onHealth(told::add);
            Files.createDirectories(beside.resolve("in the way"));
            profile.setPreferences(PICKY);
            assertThat(told.poll(30, TimeUnit.SECONDS)).isFalse();
            Files.delete(beside.resolve("in the way"));
            profile.setDraft(SERVER, "maya", "lobby", "saved with the rest");
            assertThat(told.poll(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(Profile.open(directory).preferences()).isEqualTo(PICKY);
        assertThat(told).isEmpty();
    }

    @Test
    void damagedFileIsToldAndKept() throws IOException {
        Files.writeString(directory.resolve("profile.properties"), "dark=\\u00zz");
        assertThatThrownBy(() -> Profile.open(directory)).hasMessageContaining("Move it away and start again.");
    }

    private void keep(Consumer<Profile> what) throws IOException {
        try (Profile profile = Profile.open(directory)) {
            what.accept(profile);
        }
    }
}
