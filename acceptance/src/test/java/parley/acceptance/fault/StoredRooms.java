package parley.acceptance.fault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import parley.acceptance.conversation.Member;
import parley.acceptance.rig.Folders;
import parley.acceptance.rig.ParleyServerProcess;
import parley.model.ClientMessage.Delete;
import parley.model.ClientMessage.Edit;
import parley.model.ClientMessage.Send;
import parley.model.ClientMessage.Write;
import parley.model.Event;
import parley.model.ServerMessage.Ack;

/**
 * A data directory to be damaged: several rooms, people with tokens, edits, deletions and retry keys, and what was
 * acknowledged of it. Kept twice: as it was written, and after Redis has rewritten its file.
 */
final class StoredRooms {
    static final List<String> ROOMS = List.of("lobby", "plans", "team.x", "long");
    private static final Map<String, Integer> WRITES = Map.of("lobby", 60, "plans", 40, "team.x", 20, "long", 350);
    private static final List<String> PEOPLE = List.of("Maya", "Jonas", "大卫");
    private static final String FILES = "store/redis/appendonlydir";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Path folder;
    private final Random random;
    private final Ledger ledger = new Ledger();
    private final Map<String, String> tokens = new HashMap<>();
    private final Map<String, List<Long>> own = new HashMap<>();

    private StoredRooms(Path folder, Random random) {
        this.folder = folder;
        this.random = random;
    }

    static StoredRooms make(Path folder, Random random) throws IOException {
        StoredRooms rooms = new StoredRooms(folder, random);
        Files.createDirectories(rooms.asWritten());
        ParleyServerProcess server = ParleyServerProcess.startOn(rooms.asWritten(), "--rate-limits", "off");
        rooms.write(server);
        server.close();
        Folders.copy(rooms.asWritten(), rooms.rewritten());
        ParleyServerProcess again = ParleyServerProcess.startOn(rooms.rewritten());
        rewrite(again.data());
        again.close();
        for (Path made : List.of(rooms.asWritten(), rooms.rewritten())) {
            // So that the log of a copy is that of its own server.
            Files.delete(made.resolve("server-stderr.txt"));
        }
        return rooms;
    }

    Path asWritten() {
        return folder.resolve("as-written");
    }

    Path rewritten() {
        return folder.resolve("rewritten");
    }

    /** The file that has everything, in a copy of {@link #asWritten()}. */
    static Path appended(Path copy) {
        return copy.resolve(FILES).resolve("appendonly.aof.1.incr.aof");
    }

    /** The file that has everything, in a copy of {@link #rewritten()}. */
    static Path base(Path copy) {
        return copy.resolve(FILES).resolve("appendonly.aof.2.base.rdb");
    }

    Ledger ledger() {
        return ledger;
    }

    /** Tokens by user id. */
    Map<String, String> tokens() {
        return tokens;
    }

    private void write(ParleyServerProcess server) throws IOException {
        List<Member> people = new ArrayList<>();
        for (String name : PEOPLE) {
            Member member = Member.connect(server.webSocket()).hello(name);
            ROOMS.forEach(member::joins);
            tokens.put(member.welcome().user().id(), member.welcome().token());
            people.add(member);
        }
        Map<String, Integer> left = new HashMap<>(WRITES);
        while (!left.isEmpty()) {
            String room = left.keySet().stream()
                    .sorted()
                    .skip(random.nextInt(left.size()))
                    .findFirst()
                    .orElseThrow();
            writeOne(server, people.get(random.nextInt(people.size())), room);
            left.computeIfPresent(room, (r, count) -> count == 1 ? null : count - 1);
        }
        people.forEach(Member::close);
    }

    private void writeOne(ParleyServerProcess server, Member author, String room) throws IOException {
        Write write = next(author, room);
        Ack ack = author.acked(write);
        if (write instanceof Send) {
            mine(author, room).add(ack.seq());
        }
        ledger.add(new Ledger.Entry(write, author.welcome().user(), ack, Files.size(appended(server.data()))));
    }

    /** Three in ten are edits and deletions; some of these change nothing. */
    private Write next(Member author, String room) {
        List<Long> mine = mine(author, room);
        int dice = random.nextInt(10);
        if (mine.isEmpty() || dice > 2) {
            return new Send(room, text(), Member.ref());
        }
        int chosen = random.nextInt(mine.size());
        if (dice == 2) {
            // Once in two it stays among one's own, and may be deleted again.
            Long target = random.nextBoolean() ? mine.get(chosen) : mine.remove(chosen);
            return new Delete(room, target, Member.ref());
        }
        boolean deleted = ledger.logsAfter(ledger.entries().size()).get(room).stream()
                .anyMatch(event ->
                        event.seq() == mine.get(chosen) && event instanceof Event.Message message && message.deleted());
        return deleted
                ? new Delete(room, mine.get(chosen), Member.ref())
                : new Edit(room, mine.get(chosen), text(), Member.ref());
    }

    private List<Long> mine(Member author, String room) {
        return own.computeIfAbsent(author.welcome().user().id() + room, any -> new ArrayList<>());
    }

    private String text() {
        return "text " + "é".repeat(random.nextInt(60)) + random.nextInt(1_000_000);
    }

    /** Has Redis rewrite its append-only file, and waits for the end of it. */
    private static void rewrite(Path copy) throws IOException {
        List<String> config = Files.readAllLines(copy.resolve("store/redis/redis.conf"));
        int port = Integer.parseInt(value(config, "port "));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write(("AUTH " + value(config, "requirepass ") + "\r\nBGREWRITEAOF\r\n").getBytes(US_ASCII));
            Path manifest = copy.resolve(FILES).resolve("appendonly.aof.manifest");
            await("rewritten")
                    .atMost(PATIENCE)
                    .until(() -> Files.exists(base(copy))
                            && !Files.readString(manifest).contains(".1."));
        }
    }

    private static String value(List<String> lines, String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key))
                .findFirst()
                .orElseThrow()
                .substring(key.length());
    }
}
