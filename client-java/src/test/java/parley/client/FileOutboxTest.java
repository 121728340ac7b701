package parley.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.model.Position;

class FileOutboxTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("outbox.journal");
    }

    static OutboxItem item(String ref, String text) {
        return OutboxItem.of(Outgoing.typed(ref, "lobby", Outgoing.Kind.MESSAGE, 0, text, 7), "u_alice");
    }

    private List<OutboxItem> reopened() throws IOException {
        try (FileOutbox outbox = FileOutbox.open(file)) {
            return outbox.items();
        }
    }

    @Test
    void everyFieldSurvives() throws IOException {
        OutboxItem sent = item("r1", "tab\t \"quote\" \uD83D\uDE00 \u2028")
                .firstSent(99, new Position("lobby", "e1", 12, Said.at(12)));
        OutboxItem failed = item("r2", "x").with(Outgoing.State.FAILED, "forbidden", "No.");
        OutboxItem unknownTime = item("r3", "y").firstSent(5, new Position("lobby", "e1", 0, null));
        try (FileOutbox outbox = FileOutbox.open(file)) {
            outbox.put(sent);
            outbox.put(failed);
            outbox.put(unknownTime);
        }
        assertThat(reopened()).containsExactly(sent, failed, unknownTime);
    }

    @Test
    void replacedItemKeepsItsPlaceAndRemovedOneIsGone() throws IOException {
        try (FileOutbox outbox = FileOutbox.open(file)) {
            outbox.put(item("r1", "one"));
            outbox.put(item("r2", "two"));
            outbox.put(item("r3", "three"));
            outbox.put(item("r1", "uno"));
            outbox.remove("r2");
            outbox.remove("never there");
        }
        assertThat(reopened()).containsExactly(item("r1", "uno"), item("r3", "three"));
    }

    @Test
    void cutAtAnyByteKeepsAllThatWasWhole() throws IOException {
        List<OutboxItem> items =
                IntStream.range(0, 3).mapToObj(i -> item("r" + i, "text " + i)).toList();
        List<Long> ends = new ArrayList<>();
        try (FileOutbox outbox = FileOutbox.open(file)) {
            for (OutboxItem item : items) {
                outbox.put(item);
                ends.add(Files.size(file));
            }
        }
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length <= whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            Files.write(file, cut);
            int complete = length;
            int expected = (int) ends.stream().filter(end -> end <= complete).count();
            OutboxItem next = item("next", "written after the cut");
            try (FileOutbox outbox = FileOutbox.open(file)) {
                assertThat(outbox.items()).as("cut at %d", length).isEqualTo(items.subList(0, expected));
                outbox.put(next);
            }
            assertThat(reopened())
                    .as("written after a cut at %d", length)
                    .hasSize(expected + 1)
                    .contains(next);
        }
    }

    @Test
    void recordWithAnyDamagedByteIsDropped() throws IOException {
        try (FileOutbox outbox = FileOutbox.open(file)) {
            outbox.put(item("r1", "one"));
        }
        int start = (int) Files.size(file);
        try (FileOutbox outbox = FileOutbox.open(file)) {
            outbox.put(item("r2", "two"));
        }
        byte[] whole = Files.readAllBytes(file);
        for (int at = start; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 1;
            Files.write(file, damaged);
            assertThat(reopened()).as("byte %d", at).containsExactly(item("r1", "one"));
        }
    }

    @Test
    void garbageAfterTheEndIsDropped() throws IOException {
        try (FileOutbox outbox = FileOutbox.open(file)) {
            outbox.put(item("r1", "one"));
        }
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(1);
        for (int run = 0; run < 50; run++) {
            byte[] garbage = new byte[random.nextInt(64) + 1];
            random.nextBytes(garbage);
            byte[] damaged = Arrays.copyOf(whole, whole.length + garbage.length);
            System.arraycopy(garbage, 0, damaged, whole.length, garbage.length);
            Files.write(file, damaged);
            assertThat(reopened()).as("run %d", run).containsExactly(item("r1", "one"));
        }
    }

    @Test
    void fileStaysSmallHoweverMuchIsSent() throws IOException {
        OutboxItem stays = item("stays", "waiting");
        try (FileOutbox outbox = FileOutbox.open(file)) {
            outbox.put(stays);
            for (int i = 0; i < 400; i++) {
                outbox.put(item("r" + i, "x".repeat(500)));
                outbox.remove("r" + i);
            }
            assertThat(Files.size(file)).isLessThan(100_000);
            assertThat(outbox.items()).containsExactly(stays);
        }
        assertThat(reopened()).containsExactly(stays);
    }

    @Test
    void manyThreadsLoseNothing() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (FileOutbox outbox = FileOutbox.open(file)) {
            List<Future<?>> running = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                int thread = t;
                running.add(threads.submit(() -> {
                    for (int i = 0; i < 20; i++) {
                        outbox.put(item(thread + "-" + i, "x"));
                        if (i % 2 == 0) {
                            outbox.remove(thread + "-" + i);
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(reopened()).hasSize(8 * 10).allMatch(item -> item.ref().matches("\\d-\\d*[13579]"));
    }

    @Test
    void secondUserOfTheSameFileIsRefusedWithASentence() throws IOException {
        try (FileOutbox outbox = FileOutbox.open(file)) {
            assertThat(outbox.items()).isEmpty();
            assertThatThrownBy(() -> FileOutbox.open(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("in use by another window or program");
        }
        assertThat(reopened()).isEmpty();
    }

    @Test
    void onlyTheOwnerMayReadIt() throws IOException {
        FileOutbox.open(file).close();
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    }

    @Test
    void killedProcessLosesNothingThatCountedAsPut() throws Exception {
        for (int run = 0; run < 3; run++) {
            Files.deleteIfExists(file);
            Process process = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElseThrow(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            FileOutboxWriter.class.getName(),
                            file.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            List<String> put = new ArrayList<>();
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                while (put.size() < 100 + run * 37) {
                    put.add(lines.readLine());
                }
                process.toHandle().destroyForcibly();
                lines.lines().forEach(put::add);
            }
            process.waitFor();
            List<String> held = reopened().stream().map(OutboxItem::ref).toList();
            // The last line may have been cut in the middle by the kill.
            assertThat(held).as("run %d", run).containsAll(put.subList(0, put.size() - 1));
        }
    }
}
