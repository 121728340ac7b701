package parley.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A running server, pinned to a core together with whatever it starts. */
final class Server implements AutoCloseable {
    private static final String ONE_CORE = "0";
    private static final String TWO_CORES = "0,1";
    private static final Pattern LISTENS = Pattern.compile("(?:http://localhost:|listens on )(\\d+)");

    private final Process process;
    private final int port;
    private final Path data;

    private Server(Process process, int port, Path data) {
        this.process = process;
        this.port = port;
        this.data = data;
    }

    /** Starts one on one core; returns when it listens. */
    static Server start(Candidate candidate, Path work) throws IOException {
        return start(candidate, work, ONE_CORE);
    }

    /** The same on two cores, that of the load too. */
    static Server startOnTwoCores(Candidate candidate, Path work) throws IOException {
        return start(candidate, work, TWO_CORES);
    }

    private static Server start(Candidate candidate, Path work, String cores) throws IOException {
        Path data = Files.createTempDirectory(work, "server");
        List<String> command = new ArrayList<>(List.of("taskset", "-c", cores));
        candidate.command().forEach(word -> command.add(word.replace("{data}", data.toString())));
        File log = data.resolve("log.txt").toFile();
        Process process = new ProcessBuilder(command).redirectError(log).start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher listens = LISTENS.matcher(line);
            if (listens.find()) {
                return new Server(process, Integer.parseInt(listens.group(1)), data);
            }
        }
        throw new IOException(candidate.name() + " ended at its start: " + Files.readString(log.toPath()));
    }

    int port() {
        return port;
    }

    /** The folder that it was given. */
    Path data() {
        return data;
    }

    /** Where the Redis listens that it has started, with the password. */
    String redis() throws IOException {
        String port = "";
        String password = "";
        for (String line : Files.readAllLines(data.resolve("store/redis/redis.conf"))) {
            if (line.startsWith("port ")) {
                port = line.substring("port ".length());
            } else if (line.startsWith("requirepass ")) {
                password = line.substring("requirepass ".length());
            }
        }
        return "redis://:" + password + "@127.0.0.1:" + port;
    }

    ServerCpu cpu() {
        return cpu(List.of(this));
    }

    /** Of several servers together. */
    static ServerCpu cpu(List<Server> servers) {
        return new ServerCpu(
                servers.stream().map(server -> server.process.toHandle()).toList());
    }

    ServerMemory memory() {
        return new ServerMemory(process.toHandle());
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
