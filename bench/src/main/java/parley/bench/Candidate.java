package parley.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A server to be measured.
 *
 * @param name what it is called in tables
 * @param wire how it wants to be spoken to
 * @param stores what it keeps, in a word
 * @param command starts it; it prints {@code listens on PORT}. {@code {data}} stands for an empty folder
 */
record Candidate(String name, Wire wire, String stores, List<String> command) {
    private static final String NOTHING = "nothing";

    /** The product as it is shipped, with the limits off that are there for strangers. */
    static Candidate parley(String name, Path project, String... more) {
        List<String> command = new ArrayList<>(List.of(
                project.resolve("bin/parley").toString(),
                "--port",
                "0",
                "--data",
                "{data}/store",
                "--rate-limits",
                "off",
                "--max-connections-per-address",
                "0"));
        command.addAll(List.of(more));
        return new Candidate(name, Wire.PARLEY, "all, fsynced", List.copyOf(command));
    }

    /** The same with the limits on how fast a person may write, but without those on how much may come from here. */
    Candidate withRates() {
        List<String> limited = new ArrayList<>(command);
        limited.set(limited.indexOf("--rate-limits") + 1, "on");
        limited.add("--limit");
        limited.add("handshakes-per-address=0,people-per-address=0,messages-per-address=0,bytes-per-address=0");
        return new Candidate(name, wire, stores, List.copyOf(limited));
    }

    /** The same as one more node on the store of another one. */
    Candidate withStoreOf(Server other) throws IOException {
        List<String> node = new ArrayList<>(List.of("env", "PARLEY_REDIS=" + other.redis()));
        node.addAll(command);
        return new Candidate(name, wire, stores, List.copyOf(node));
    }

    /** Everybody, in the order of the tables. */
    static List<Candidate> all(Path project) {
        Path peers = project.resolve("bench/peers");
        String epoll = peers.resolve("target/epoll").toString();
        return List.of(
                parley("Parley", project, "--loops", "1"),
                inMemory(
                        "Parley's loops on a null store",
                        "java",
                        "-Xms32m",
                        "-Xmn16m",
                        "-XX:CompilationMode=quick-only",
                        "-XX:MaxDirectMemorySize=1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "parley.bench.nullstore.NullStoreServer",
                        "--port",
                        "0",
                        "--loops",
                        "1",
                        "--rate-limits",
                        "off",
                        "--max-connections-per-address",
                        "0"),
                new Candidate(
                        "tutorial's (Socket.IO, one worker, Redis list)",
                        Wire.SOCKET_IO,
                        "1,000 in memory",
                        List.of("node", peers.resolve("socketio/server.mjs").toString(), "{data}")),
                inMemory("Node ws", "node", peers.resolve("ws/server.mjs").toString()),
                inMemory(
                        "Netty",
                        "java",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "parley.bench.peers.NettyServer"),
                inMemory(
                        "Bun publish",
                        peers.resolve("bun/node_modules/.bin/bun").toString(),
                        peers.resolve("bun/server.mjs").toString()),
                inMemory("C epoll, a write per receiver", epoll, "each"),
                inMemory("C epoll, room run", epoll, "run"));
    }

    /** Whether it gets faster while it runs, because its machine compiles what is used much. */
    boolean compiles() {
        return !command.get(0).endsWith("epoll");
    }

    private static Candidate inMemory(String name, String... command) {
        return new Candidate(name, Wire.PARLEY, NOTHING, List.of(command));
    }
}
