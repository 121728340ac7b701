package parley.acceptance.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.acceptance.conversation.Member;
import parley.acceptance.rig.Folders;
import parley.acceptance.rig.ParleyServerProcess;
import parley.model.ClientMessage.History.Direction;
import parley.model.Event;

/**
 * A data directory that an older Parley wrote is opened with everything in it. The files are kept as they were written: by
 * 0.1.0 before the store could be verified, with two rooms, four messages and one in the other, an edit and a deletion.
 */
class OlderDataIT {
    private static final Path KEPT =
            ParleyServerProcess.repository().resolve("acceptance/src/test/resources/data-0.1.0");

    @TempDir
    Path folder;

    @Test
    void everythingIsThereAndGoesOn() throws IOException {
        Folders.copy(KEPT, folder.resolve("store"));
        // By it a data directory is known; in it stood the number of the process.
        Files.createFile(folder.resolve("store").resolve("parley.lock"));
        try (ParleyServerProcess server = ParleyServerProcess.startOn(folder);
                Member jonas = Member.connect(server.webSocket()).hello("Jonas")) {
            assertThat(jonas.joins("lobby").seq()).isEqualTo(6);
            assertThat(texts(jonas, "lobby")).containsExactly("Good morning", "大家早上好 🎂 שלום", "was edited", null);
            assertThat(jonas.joins("second").seq()).isEqualTo(1);
            assertThat(texts(jonas, "second")).containsExactly("another room");

            assertThat(jonas.writes("lobby", "and on").seq()).isEqualTo(7);
        }
    }

    private static List<String> texts(Member member, String room) {
        return member.reads(room, Direction.NEWEST, 0, 100).events().stream()
                .map(event -> ((Event.Message) event).message())
                .toList();
    }
}
