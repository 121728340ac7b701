package parley.acceptance.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import parley.acceptance.conversation.Member;
import parley.acceptance.rig.ParleyServerProcess;
import parley.model.ClientMessage;
import parley.model.ClientMessage.History.Direction;
import parley.model.Event;
import parley.model.ServerMessage;
import parley.model.ServerMessage.HistoryPage;

/** A {@code history} reply reflects at least every event that was sent before it on its connection (protocol §2). */
class PageOrderIT {
    private static final String ROOM = "lobby";
    private static final int EDITS = 2_000;
    private static final int PAGES_UNDER_WAY = 4;

    @Test
    void aPageIsNeverOlderThanTheEventsBeforeIt() throws Exception {
        try (ParleyServerProcess server = ParleyServerProcess.start("--rate-limits", "off");
                Member writer = Member.connect(server.webSocket()).hello("writer");
                Member reader = Member.connect(server.webSocket()).hello("reader")) {
            writer.joins(ROOM);
            reader.joins(ROOM);
            long target = writer.writes(ROOM, "0").seq();
            CompletableFuture<Void> edits = CompletableFuture.runAsync(() -> edit(writer, target));
            for (int i = 0; i < PAGES_UNDER_WAY; i++) {
                askForPage(reader);
            }
            int known = 0;
            int stale = 0;
            int pages = 0;
            while (known < EDITS) {
                ServerMessage message = reader.receives(ServerMessage.class);
                if (message instanceof Event.Edited edited) {
                    known = Integer.parseInt(edited.message());
                } else if (message instanceof HistoryPage page) {
                    pages++;
                    int shown = Integer.parseInt(((Event.Message) page.events().get(0)).message());
                    stale += shown < known ? 1 : 0;
                    askForPage(reader);
                }
            }
            edits.get(1, TimeUnit.MINUTES);
            assertThat(stale).as("stale ones of %d pages", pages).isZero();
        }
    }

    private static void askForPage(Member reader) {
        reader.sends(new ClientMessage.History(ROOM, Direction.NEWEST, 0, 1, Member.ref()));
    }

    private static void edit(Member writer, long target) {
        writer.receives(Event.Message.class);
        for (int i = 1; i <= EDITS; i++) {
            writer.acked(new ClientMessage.Edit(ROOM, target, Integer.toString(i), Member.ref()));
            writer.receives(Event.Edited.class);
        }
    }
}
