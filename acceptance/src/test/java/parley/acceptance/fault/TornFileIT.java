package parley.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.acceptance.conversation.Member;
import parley.acceptance.conversation.RoomLog;
import parley.acceptance.rig.ParleyCommandRun;
import parley.acceptance.rig.ParleyServerProcess;

/** A power failure in the middle of a write: what is written after it is there at every later start. */
class TornFileIT {
    private static final String ROOM = "lobby";

    @TempDir
    private Path folder;

    @Test
    void whatFollowsATornWriteOutlastsTheNextStartsToo() throws Exception {
        says("one", "two", "three");
        tearTheLastWrite();
        says("four", "five", "six");
        says("seven");
        try (ParleyServerProcess server = ParleyServerProcess.startOn(folder).expects("AppendOnlyTail")) {
            assertThat(RoomLog.texts(server.webSocket(), ROOM))
                    .containsExactly("one", "two", "four", "five", "six", "seven");
            assertThat(server.log()).containsOnlyOnce("ended in the middle of a write");
        }
        ParleyCommandRun verified =
                ParleyCommandRun.of("verify", "--data", folder.resolve("store").toString());
        assertThat(verified.code()).as(verified.out()).isZero();
    }

    /** Starts, has somebody write, stops. */
    private void says(String... texts) {
        try (ParleyServerProcess server = ParleyServerProcess.startOn(folder).expects("AppendOnlyTail");
                Member david = Member.connect(server.webSocket()).hello("David" + texts.length + texts[0])) {
            david.joins(ROOM);
            List.of(texts).forEach(text -> david.writes(ROOM, text));
        }
    }

    /** The event is in the room's log already, and not counted yet. */
    private void tearTheLastWrite() throws IOException {
        Path file = StoredRooms.appended(folder);
        AppendOnlyFile.Command counts = AppendOnlyFile.read(Files.readAllBytes(file)).stream()
                .filter(command ->
                        command.name().equals("HSET") && command.key().endsWith(":room:" + ROOM))
                .reduce((earlier, later) -> later)
                .orElseThrow();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(counts.from() + 1);
        }
    }
}
