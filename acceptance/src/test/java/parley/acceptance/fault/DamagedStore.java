package parley.acceptance.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import parley.acceptance.conversation.Member;
import parley.acceptance.rig.Folders;
import parley.acceptance.rig.ParleyCommandRun;
import parley.acceptance.rig.ParleyServerProcess;
import parley.acceptance.rig.ParleyServerProcess.RefusedStartException;

/**
 * A damaged copy of a data directory: what {@code parley verify} says of it, and what a server that is started on it does.
 *
 * @param verified the run of {@code parley verify}
 * @param refusal why the server did not start; null when it did
 * @param served what it said of its rooms; null when it did not start
 * @param repeated what became of repeated requests; null when it did not start
 */
record DamagedStore(
        ParleyCommandRun verified, RefusedStartException refusal, ServedRooms served, RepeatedRequests repeated) {
    /** Does the damage. */
    interface Damage {
        void on(Path copy) throws IOException;
    }

    /**
     * Damages a copy, and opens it.
     *
     * @param acked the writes that are repeated
     */
    static DamagedStore open(StoredRooms rooms, Path whole, Path folder, Damage damage, List<Ledger.Entry> acked)
            throws IOException {
        Path forServer = folder.resolve("server");
        Path forVerify = folder.resolve("verify");
        try {
            for (Path copy : List.of(forServer, forVerify)) {
                Files.createDirectories(copy.getParent());
                Folders.copy(whole, copy);
                damage.on(copy);
            }
            CompletableFuture<ParleyCommandRun> verified = CompletableFuture.supplyAsync(() -> ParleyCommandRun.of(
                    "verify", "--data", forVerify.resolve("store").toString()));
            return served(rooms, forServer, verified, acked);
        } finally {
            Folders.delete(folder);
        }
    }

    private static DamagedStore served(
            StoredRooms rooms, Path copy, CompletableFuture<ParleyCommandRun> verified, List<Ledger.Entry> acked) {
        ParleyServerProcess server;
        try {
            server = ParleyServerProcess.startOn(copy, "--rate-limits", "off");
        } catch (RefusedStartException refusal) {
            return new DamagedStore(verified.join(), refusal, null, null);
        }
        try {
            ServedRooms served;
            try (Member reader = Member.connect(server.webSocket()).hello("Reader")) {
                served = ServedRooms.read(reader);
            }
            RepeatedRequests repeated = RepeatedRequests.send(server, served.open(), acked, rooms.tokens());
            return new DamagedStore(verified.join(), null, served, repeated);
        } finally {
            // The verification uses the folder, too.
            verified.exceptionally(failure -> null).join();
            server.stop();
        }
    }

    /** The server refused to start, and its last line says what to do. */
    boolean refused() {
        return refusal != null
                && refusal.exitCode() == 1
                && refusal.log()
                        .lines()
                        .reduce((earlier, last) -> last)
                        .filter(line -> line.matches(".*(Restore a backup|Start (that|the) version).*"))
                        .isPresent();
    }

    @Override
    public String toString() {
        return "verify " + verified + ", refusal " + refusal + ", repeated " + repeated;
    }
}
