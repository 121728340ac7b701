package parley.server;

import parley.server.chat.Audience;
import parley.server.chat.Outbound;
import parley.server.chat.Packet;
import parley.server.chat.Transport;
import parley.server.websocket.Broadcast;
import parley.server.websocket.Frame;

/** The chat's packets are WebSocket frames, and its audiences are broadcasts. */
final class ChatTransport implements Transport {
    @Override
    public Packet frame(byte[] utf8) {
        return new FramePacket(Frame.text(utf8));
    }

    @Override
    public Audience audience() {
        return new BroadcastAudience(new Broadcast());
    }

    static Frame frameOf(Packet packet) {
        return ((FramePacket) packet).frame();
    }

    private record FramePacket(Frame frame) implements Packet {
        @Override
        public int bytes() {
            return frame.bytes();
        }
    }

    private record BroadcastAudience(Broadcast broadcast) implements Audience {
        @Override
        public Seat join(Outbound client) {
            return broadcast.join(((ChatConnection) client).connection())::leave;
        }

        @Override
        public void send(Packet packet) {
            broadcast.send(frameOf(packet));
        }

        @Override
        public int size() {
            return broadcast.size();
        }
    }
}
