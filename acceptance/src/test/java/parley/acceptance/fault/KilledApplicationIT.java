package parley.acceptance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.acceptance.conversation.Member;
import parley.acceptance.rig.ParleyServerProcess;
import parley.client.ChatClient;
import parley.client.FileOutbox;
import parley.model.ClientMessage.History.Direction;
import parley.model.Event;
import parley.model.ServerMessage.HistoryPage;

/** What a person wrote outlives the application: kill it at any moment, and all of it is in the room, once, in order. */
class KilledApplicationIT {
    private static final int ROUNDS = 5;
    private static final String ROOM = "killed-application";

    @TempDir
    Path folder;

    private Process bot(ParleyServerProcess server, String token, int from) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        CountingBot.class.getName(),
                        server.webSocket().toString(),
                        token,
                        folder.resolve("outbox").toString(),
                        ROOM,
                        Integer.toString(from))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()))
                .start();
    }

    private Path output() {
        return folder.resolve("output.txt");
    }

    /** Numbers that were in the outbox; a line that the kill cut is not one. */
    private List<Integer> saved() throws IOException {
        String text = Files.exists(output()) ? Files.readString(output()) : "";
        try (Stream<String> lines =
                text.substring(0, text.lastIndexOf('\n') + 1).lines()) {
            return lines.filter(line -> line.matches("\\d+"))
                    .map(Integer::valueOf)
                    .distinct()
                    .toList();
        }
    }

    @Test
    void everythingThatWasSavedIsInTheRoomOnceAndInOrder() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        try (ParleyServerProcess server = ParleyServerProcess.start("--rate-limits", "off")) {
            String token = Member.connect(server.webSocket())
                    .hello("counter")
                    .welcome()
                    .token();
            for (int round = 1; round <= ROUNDS; round++) {
                int before = saved().size();
                int more = 30 + random.nextInt(200);
                Process bot = bot(server, token, round * 100_000);
                await().atMost(Duration.ofSeconds(60)).until(() -> saved().size() > before + more);
                bot.destroyForcibly().waitFor();
            }
            sendTheRest(server, token);
            List<Integer> inRoom = numbers(server);
            assertThat(inRoom)
                    .as("seed %d", seed)
                    .doesNotHaveDuplicates()
                    .isSorted()
                    .containsAll(saved());
        }
    }

    private void sendTheRest(ParleyServerProcess server, String token) throws IOException {
        try (ChatClient client = ChatClient.builder(server.webSocket())
                .token(token)
                .outbox(FileOutbox.open(folder.resolve("outbox")))
                .build()) {
            client.connect();
            client.join(ROOM);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> client.timeline(ROOM).position().isPresent()
                            && client.outgoing().isEmpty());
        }
    }

    private static List<Integer> numbers(ParleyServerProcess server) {
        List<Integer> numbers = new ArrayList<>();
        try (Member reader = Member.connect(server.webSocket()).hello("reader")) {
            reader.joins(ROOM);
            long after = 0;
            HistoryPage page;
            do {
                page = reader.reads(ROOM, Direction.AFTER, after, 100);
                page.events().forEach(event -> numbers.add(Integer.valueOf(((Event.Message) event).message())));
                after = page.to();
            } while (page.moreAfter());
        }
        return numbers;
    }
}
