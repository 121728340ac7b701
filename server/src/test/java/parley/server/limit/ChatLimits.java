package parley.server.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.server.limit.LimitRig.ELSEWHERE;
import static parley.server.limit.LimitRig.HERE;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import parley.model.ClientCodec;
import parley.model.ClientMessage;
import parley.model.ClientMessage.History.Direction;
import parley.model.ServerMessage.HistoryPage;
import parley.model.ServerMessage.Pong;
import parley.model.ServerMessage.Welcome;

/** The limits of people and of what they ask for, each at its end and one past it. */
final class ChatLimits {
    private static final String LOBBY = "lobby";
    private static final int FRAME_HEAD_BYTES = 4;
    private static final int QUEUE_BYTES = 4_000;

    private ChatLimits() {}

    private static ClientMessage ping() {
        return new ClientMessage.Ping(Stranger.ref());
    }

    private static ClientMessage.History page(String room, int limit) {
        return new ClientMessage.History(room, Direction.NEWEST, 0, limit, Stranger.ref());
    }

    static void connectionsPerPerson(LimitRig rig) throws Exception {
        Stranger first = rig.connected(HERE);
        String token = first.hello("David", null).token();
        Stranger second = rig.connected(ELSEWHERE);
        second.hello(null, token);
        rig.nobodyWantedMore();

        Stranger third = rig.connected(HERE);
        third.wire().text(ClientCodec.encode(Stranger.helloOf(null, token)));
        third.isClosed(4505);
        rig.guest(HERE);
        first.asks(ping(), Pong.class);
        second.asks(ping(), Pong.class);
        rig.wasReached(1);
    }

    /** A page whose frame has as many bytes as may wait is sent; with one more nothing is. */
    static void queueBytes(LimitRig rig) throws Exception {
        Stranger one = rig.guest(HERE).joins(LOBBY);
        int length = 1_000;
        one.writes(LOBBY, "x".repeat(length));
        one.writes(LOBBY, "x".repeat(length));
        one.writes(LOBBY, "x".repeat(length));
        int missing = QUEUE_BYTES - bytesOfPage(one);
        one.writes(LOBBY, "x".repeat(length + missing));
        one.writes(LOBBY, "x".repeat(length));
        assertThat(bytesOfPage(one)).isEqualTo(QUEUE_BYTES);
        rig.nobodyWantedMore();

        one.writes(LOBBY, "x".repeat(length + missing + 1));
        one.wire().text(ClientCodec.encode(page(LOBBY, 2)));
        one.isClosed(4001);
        rig.wasReached(1);
    }

    private static int bytesOfPage(Stranger one) throws IOException {
        one.wire().text(ClientCodec.encode(page(LOBBY, 2)));
        String text = one.textFrame();
        while (!text.startsWith("{\"type\":\"history\"")) {
            text = one.textFrame();
        }
        return FRAME_HEAD_BYTES + text.getBytes(StandardCharsets.UTF_8).length;
    }

    static void requestsPerConnection(LimitRig rig) throws Exception {
        Stranger one = rig.connected(HERE);
        Welcome welcome = one.hello("David", null);
        one.asks(ping(), Pong.class);
        one.asks(ping(), Pong.class);
        rig.nobodyWantedMore();

        one.isRateLimited(ping());
        Stranger again = rig.connected(HERE);
        again.hello(null, welcome.token());
        again.asks(ping(), Pong.class);
        rig.wasReached(1);
    }

    static void joinsPerConnection(LimitRig rig) throws Exception {
        Stranger one = rig.guest(HERE).joins(LOBBY).joins("other");
        rig.nobodyWantedMore();

        one.isRateLimited(Stranger.join("third"));
        rig.guest(HERE).joins(LOBBY).joins("other");
        rig.wasReached(1);
    }

    static void pagesPerConnection(LimitRig rig) throws Exception {
        Stranger one = rig.guest(HERE).joins(LOBBY);
        one.asks(page(LOBBY, 50), HistoryPage.class);
        one.asks(page(LOBBY, 50), HistoryPage.class);
        one.asks(ping(), Pong.class);
        rig.nobodyWantedMore();

        one.isRateLimited(page(LOBBY, 50));
        rig.guest(HERE).joins(LOBBY).asks(page(LOBBY, 50), HistoryPage.class);
        rig.wasReached(1);
    }

    static void messagesPerPerson(LimitRig rig) throws Exception {
        Stranger one = rig.connected(HERE);
        Welcome welcome = one.hello("David", null);
        assertThat(welcome.limits().messagesBurst()).isEqualTo(3);
        assertThat(welcome.limits().messagesPerSecond()).isEqualTo(1);
        Stranger two = rig.connected(ELSEWHERE);
        two.hello(null, welcome.token());
        one.joins(LOBBY).writes(LOBBY, "1");
        two.joins("other").writes("other", "2");
        ClientMessage.Send third = Stranger.send(LOBBY, "3");
        one.asks(third, parley.model.ServerMessage.Ack.class);
        rig.nobodyWantedMore();

        two.isRateLimited(Stranger.send("other", "4"));
        assertThat(one.asks(third, parley.model.ServerMessage.Ack.class).duplicate())
                .as("a retry is answered whatever the rate")
                .isTrue();
        rig.guest(HERE).joins(LOBBY).writes(LOBBY, "another person's");
        rig.wasReached(2);
        one.isRateLimited(Stranger.send(LOBBY, "4"));
        rig.wasReached(3);
    }

    static void messagesPerRoom(LimitRig rig) throws Exception {
        Stranger one = rig.guest(HERE).joins(LOBBY);
        Stranger two = rig.guest(ELSEWHERE).joins(LOBBY).joins("other");
        one.writes(LOBBY, "1");
        two.writes(LOBBY, "2");
        one.writes(LOBBY, "3");
        rig.nobodyWantedMore();

        one.isRateLimited(Stranger.send(LOBBY, "4"));
        two.writes("other", "1");
        two.isRateLimited(Stranger.send(LOBBY, "4"));
        rig.wasReached(2);
    }

    static void messagesPerAddress(LimitRig rig) throws Exception {
        Stranger one = rig.guest(HERE).joins(LOBBY);
        Stranger two = rig.guest(HERE).joins("other");
        one.writes(LOBBY, "1");
        two.writes("other", "2");
        one.writes(LOBBY, "3");
        rig.nobodyWantedMore();

        one.isRateLimited(Stranger.send(LOBBY, "4"));
        two.isRateLimited(Stranger.send("other", "4"));
        rig.guest(ELSEWHERE).joins(LOBBY).writes(LOBBY, "4");
        rig.wasReached(2);
    }

    /** Each write counts as 300 bytes and three for each character: two with 200 characters make 1,800. */
    static void bytesPerAddress(LimitRig rig) throws Exception {
        rig.guest(HERE).joins(LOBBY).writes(LOBBY, "x".repeat(200));
        Stranger two = rig.guest(HERE).joins("other");
        two.writes("other", "x".repeat(200));
        rig.nobodyWantedMore();

        two.isRateLimited(Stranger.send("other", "x"));
        Stranger elsewhere = rig.guest(ELSEWHERE).joins(LOBBY);
        elsewhere.writes(LOBBY, "x".repeat(200));
        elsewhere.isRateLimited(Stranger.send(LOBBY, "x".repeat(201)));
        rig.wasReached(2);
    }

    static void peoplePerAddress(LimitRig rig) throws Exception {
        Stranger first = rig.connected(HERE);
        Welcome welcome = first.hello("David", null);
        rig.guest(HERE);
        rig.nobodyWantedMore();

        rig.connected(HERE).isRateLimited(Stranger.helloOf("Mia", null));
        rig.connected(HERE).hello(null, welcome.token());
        rig.connected(ELSEWHERE).hello("Mia", null);
        rig.wasReached(1);
    }

    static void roomsPerAddress(LimitRig rig) throws Exception {
        Stranger one = rig.guest(HERE).joins("first").joins("third");
        one.writes("first", "started");
        Stranger two =
                rig.guest(HERE).joins("first").joins("second").joins("third").joins(LOBBY);
        two.writes("second", "started");
        two.writes(LOBBY, "is always there");
        two.writes("first", "is there");
        rig.nobodyWantedMore();

        one.isRateLimited(Stranger.send("third", "not started"));
        two.isRateLimited(Stranger.send("third", "not started"));
        rig.guest(ELSEWHERE).joins("third").writes("third", "started");
        rig.wasReached(2);
    }
}
