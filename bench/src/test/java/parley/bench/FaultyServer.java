package parley.bench;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

/** One room, and now and then a fault in what one of its members gets. */
final class FaultyServer extends WebSocketServer {
    private static final int EVERY = 5;

    private final Fault fault;
    private final List<WebSocket> members = new ArrayList<>();
    private final CountDownLatch listening = new CountDownLatch(1);
    private int seq;
    private String held = "";

    /** What is wrong with it. */
    enum Fault {
        NOTHING,
        LOSES,
        DOUBLES,
        SWAPS
    }

    FaultyServer(Fault fault) {
        super(new InetSocketAddress("127.0.0.1", 0), 1);
        this.fault = fault;
    }

    void listen() throws InterruptedException {
        start();
        listening.await();
    }

    @Override
    public void onStart() {
        listening.countDown();
    }

    @Override
    public void onOpen(WebSocket member, ClientHandshake handshake) {}

    @Override
    public void onMessage(WebSocket member, String text) {
        JsonObject request = JsonParser.parseString(text).getAsJsonObject();
        switch (request.get("type").getAsString()) {
            case "hello" -> member.send("{\"type\":\"welcome\"}");
            case "join" -> {
                members.add(member);
                member.send("{\"type\":\"joined\"}");
            }
            default -> deliver(request.toString());
        }
    }

    private void deliver(String event) {
        seq++;
        WebSocket last = members.get(members.size() - 1);
        members.subList(0, members.size() - 1).forEach(member -> member.send(event));
        if (!held.isEmpty()) {
            boolean swaps = !sender(event).equals(sender(held));
            last.send(swaps ? event : held);
            last.send(swaps ? held : event);
            held = "";
        } else if (seq % EVERY != 0 || fault == Fault.NOTHING) {
            last.send(event);
        } else if (fault == Fault.DOUBLES) {
            last.send(event);
            last.send(event);
        } else if (fault == Fault.SWAPS) {
            held = event;
        }
    }

    private static String sender(String event) {
        String text =
                JsonParser.parseString(event).getAsJsonObject().get("message").getAsString();
        return text.substring(0, text.indexOf(' '));
    }

    @Override
    public void onClose(WebSocket member, int code, String reason, boolean remote) {}

    @Override
    public void onError(WebSocket member, Exception error) {}
}
