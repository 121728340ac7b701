package parley.acceptance.figures;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Prints figures of the desktop app beside a running server whose lobby is empty: from Enter in one app until it is painted
 * in another one, time to the dialog and to the first history, resident memory while 100,000 messages come and are read
 * through twice, and the lengths of pulses while messages arrive and the list is scrolled.
 */
public final class DesktopFigures {
    private static final int MESSAGES = Integer.getInteger("figures.messages", 100_000);
    private static final int PER_MINUTE = 1_000;
    private static final int WANDER_S = 60;
    private static final int TYPING_S = 3;
    private static final int WRITTEN = 200;
    /** So many are written before it counts. */
    private static final int FIRST_WRITTEN = 50;
    /** As JavaFX's pulse logger writes, long ones with all their steps, short ones with their number: how long each took. */
    private static final Pattern PULSE = Pattern.compile("\\[(?:\\d+ )?-?\\d+ms:(\\d+)ms\\]");

    private static final String ARCHIVE = "-XX:SharedArchiveFile=";

    private final int port;
    private final Path folder;
    private final String classPath;
    private int writers;

    private DesktopFigures(int port, Path folder, String classPath) {
        this.port = port;
        this.folder = folder;
        this.classPath = classPath;
    }

    /** Arguments: the server's port, a folder, the class path of the app with this class, JVM flags. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        DesktopFigures figures =
                new DesktopFigures(Integer.parseInt(arguments[0]), Path.of(arguments[1]), arguments[2]);
        figures.write(2_000);
        String flags = arguments[3];
        System.out.println("java " + flags);
        if (flags.contains(ARCHIVE)) {
            figures.train(flags.replace(ARCHIVE, "-XX:ArchiveClassesAtExit="));
        }
        figures.pair(flags);
        figures.app(flags);
    }

    private void write(int messages) throws IOException {
        try (RoomWriter writer = new RoomWriter(port, "Writer" + writers++)) {
            writer.write(messages);
        }
    }

    private void app(String flags) throws IOException, InterruptedException {
        Path log = folder.resolve("app.log");
        Process app = start("app", "-Djavafx.pulseLogger=true " + flags, log);
        try (BufferedReader answers = app.inputReader(StandardCharsets.UTF_8);
                BufferedWriter orders = app.outputWriter(StandardCharsets.UTF_8)) {
            System.out.printf("  start to the dialog: %s ms%n", answer(answers));
            say("at the dialog", app);
            // So long a person types at least.
            TimeUnit.SECONDS.sleep(TYPING_S);
            System.out.printf("  join to the first painted history: %s ms%n", order("join Reader", orders, answers));
            say("joined", app);
            write(MESSAGES);
            say(String.format("%,d messages received at full speed", MESSAGES), app);
            for (int round = 1; round <= 2; round++) {
                double up = Long.parseLong(order("up", orders, answers)) / 1_000.0;
                double down = Long.parseLong(order("down", orders, answers)) / 1_000.0;
                say(String.format("all read through, up in %.0f s, down in %.0f s", up, down), app);
            }
            orders.write("wander " + WANDER_S + "\n");
            orders.flush();
            try (RoomWriter writer = new RoomWriter(port, "Writer" + writers++)) {
                writer.write(PER_MINUTE, WANDER_S);
            }
            answer(answers);
            say("scrolled while messages came", app);
            pulses(log);
        } finally {
            app.destroy();
        }
    }

    /** Two apps, one of which writes. */
    private void pair(String flags) throws IOException, InterruptedException {
        Process writes = start("writes", flags, folder.resolve("writes.log"));
        Process reads = start("reads", flags, folder.resolve("reads.log"));
        try (BufferedReader written = writes.inputReader(StandardCharsets.UTF_8);
                BufferedWriter writer = writes.outputWriter(StandardCharsets.UTF_8);
                BufferedReader painted = reads.inputReader(StandardCharsets.UTF_8);
                BufferedWriter reader = reads.outputWriter(StandardCharsets.UTF_8)) {
            answer(written);
            answer(painted);
            order("join Ada", writer, written);
            order("join Ben", reader, painted);
            List<Integer> times = new ArrayList<>();
            for (int i = -FIRST_WRITTEN; i < WRITTEN; i++) {
                reader.write("awaits message " + i + "\n");
                reader.flush();
                long pressed = Long.parseLong(order("write message " + i, writer, written));
                int ms = (int) TimeUnit.NANOSECONDS.toMillis(Long.parseLong(answer(painted)) - pressed);
                if (i >= 0) {
                    times.add(ms);
                }
            }
            times.sort(null);
            System.out.printf(
                    "  desktop to desktop, from Enter until it is painted: p50 %d ms, p95 %d ms, max %d ms (%d times)%n",
                    at(times, 0.5), at(times, 0.95), at(times, 1), WRITTEN);
        } finally {
            writes.destroy();
            reads.destroy();
        }
    }

    /** As the start script's first start, after which there is an archive of the classes. */
    private void train(String flags) throws IOException, InterruptedException {
        Process app = start("first", flags, folder.resolve("first.log"));
        try (BufferedReader answers = app.inputReader(StandardCharsets.UTF_8);
                BufferedWriter orders = app.outputWriter(StandardCharsets.UTF_8)) {
            answer(answers);
            order("join First", orders, answers);
        }
        app.waitFor();
    }

    private Process start(String name, String flags, Path log) throws IOException {
        List<String> command = new ArrayList<>(List.of("java", "-Dprobe.started=" + System.currentTimeMillis()));
        Arrays.stream(flags.split(" ")).filter(flag -> !flag.isEmpty()).forEach(command::add);
        command.addAll(List.of(
                "-cp",
                classPath,
                "parley.acceptance.figures.DesktopProbe",
                "--server",
                "ws://127.0.0.1:" + port + "/ws",
                "--data",
                folder.resolve(name).toString()));
        return new ProcessBuilder(command).redirectError(log.toFile()).start();
    }

    private static void say(String when, Process app) throws IOException {
        System.out.printf("  resident memory, %s: %,d MB%n", when, rssKiB(app.pid()) / 1_024);
    }

    private static String order(String line, BufferedWriter orders, BufferedReader answers) throws IOException {
        orders.write(line + "\n");
        orders.flush();
        return answer(answers);
    }

    private static String answer(BufferedReader answers) throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the app has ended");
        }
        return line.substring(line.lastIndexOf(' ') + 1);
    }

    private static void pulses(Path log) throws IOException {
        String all = Files.readString(log);
        String meanwhile = all.substring(all.indexOf("MARK begin wander"), all.indexOf("MARK end wander"));
        List<Integer> lengths = new ArrayList<>();
        for (Matcher pulse = PULSE.matcher(meanwhile); pulse.find(); ) {
            lengths.add(Integer.parseInt(pulse.group(1)));
        }
        lengths.sort(null);
        System.out.printf(
                "  %,d pulses while scrolling, %,d messages a minute arriving: p50 %d, p99 %d, max %d ms%n",
                lengths.size(), PER_MINUTE, at(lengths, 0.5), at(lengths, 0.99), at(lengths, 1));
    }

    private static int at(List<Integer> sorted, double part) {
        return sorted.get(Math.max(0, (int) Math.ceil(part * sorted.size()) - 1));
    }

    private static long rssKiB(long pid) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException("no VmRSS");
    }
}
