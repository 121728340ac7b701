package parley.acceptance.desktop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parley.acceptance.rig.ParleyServerProcess;

/** The desktop app's own jar with {@link DesktopAtWork} at it, in a process of its own on the toolkit without a display. */
final class DesktopProcess implements AutoCloseable {
    private static final Path JAR =
            ParleyServerProcess.repository().resolve("client-desktop/target/parley-desktop.jar");
    private static final List<String> TOOLKIT =
            List.of("glass.platform", "monocle.platform", "headless.geometry", "prism.order");

    private final Path output;
    private final Process process;
    private long killedAtMs;

    private DesktopProcess(Path output, Process process) {
        this.output = output;
        this.process = process;
    }

    /** Starts it; the person joins and looks. */
    static DesktopProcess start(Path data, URI server, String name) throws IOException {
        return launch(data, server, List.of(name));
    }

    /** Starts it; the person joins, sends messages numbered from {@code from}, and then writes one without an end. */
    static DesktopProcess start(Path data, URI server, String name, int from, int count) throws IOException {
        return launch(data, server, List.of(name, Integer.toString(from), Integer.toString(count)));
    }

    Process process() {
        return process;
    }

    /** {@code kill -9}. */
    void kill() throws InterruptedException {
        killedAtMs = System.currentTimeMillis();
        process.destroyForcibly().waitFor();
    }

    long killedAtMs() {
        return killedAtMs;
    }

    /** Whether the chat was painted. */
    boolean isShown() {
        return !lines("DRAFT").isEmpty();
    }

    /** Own messages whose row was last shown in one of these states. */
    List<String> rows(String... states) {
        Set<String> wanted = Set.of(states);
        return states().entrySet().stream()
                .filter(row -> wanted.contains(row.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Own messages and the state in which each was last shown. */
    Map<String, String> states() {
        Map<String, String> states = new LinkedHashMap<>();
        for (String row : lines("ROW")) {
            int space = row.indexOf(' ');
            states.put(row.substring(space + 1), row.substring(0, space));
        }
        return states;
    }

    String firstDraft() {
        return text(lines("DRAFT").get(0));
    }

    String lastDraft() {
        List<String> drafts = lines("DRAFT");
        return text(drafts.get(drafts.size() - 1));
    }

    /** Drafts that were shown at some moment since then. */
    Set<String> draftsSince(long fromMs) {
        List<String> drafts = lines("DRAFT");
        int first = 0;
        while (first + 1 < drafts.size() && shownAtMs(drafts.get(first + 1)) <= fromMs) {
            first++;
        }
        return drafts.subList(first, drafts.size()).stream()
                .map(DesktopProcess::text)
                .collect(Collectors.toSet());
    }

    /** Everything that it printed. */
    String output() {
        try {
            return Files.readString(output);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** What stands after a word; a line that the kill cut does not count. */
    private List<String> lines(String word) {
        String whole = output();
        return whole.substring(0, whole.lastIndexOf('\n') + 1)
                .lines()
                .filter(line -> line.startsWith(word + " "))
                .map(line -> line.substring(word.length() + 1))
                .toList();
    }

    private static long shownAtMs(String draft) {
        return Long.parseLong(draft.substring(0, draft.indexOf(' ')));
    }

    private static String text(String draft) {
        return draft.substring(draft.indexOf(' ') + 1);
    }

    private static DesktopProcess launch(Path data, URI server, List<String> arguments) throws IOException {
        if (!Files.exists(JAR)) {
            throw new IllegalStateException(JAR + " is missing. Build it with: mvn -pl client-desktop -am package");
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx160m");
        TOOLKIT.forEach(key -> command.add("-D" + key + "=" + System.getProperty(key)));
        command.add("-cp");
        command.add(
                Stream.of(JAR, placeOf(DesktopAtWork.class), placeOf("com.sun.glass.ui.monocle.MonoclePlatformFactory"))
                        .map(Path::toString)
                        .collect(Collectors.joining(java.io.File.pathSeparator)));
        command.add(DesktopAtWork.class.getName());
        command.add(data.resolve("profile").toString());
        command.add(server.toString());
        command.addAll(arguments);
        Path output = Files.createTempFile(data, "desktop-", ".txt");
        return new DesktopProcess(
                output,
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start());
    }

    private static Path placeOf(String className) {
        try {
            return placeOf(Class.forName(className, false, DesktopProcess.class.getClassLoader()));
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static Path placeOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
