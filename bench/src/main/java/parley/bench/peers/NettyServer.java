package parley.bench.peers;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rooms in memory on Netty and its native transport, as well as it is usually done: an event is encoded and framed once, each
 * member gets a duplicate of the buffer, and what a turn of the loop brought goes out by one flush.
 */
public final class NettyServer {
    private static final int HTTP_BYTES = 8_192;
    private static final int BACKLOG = 4_096;

    private NettyServer() {}

    /** No arguments. Prints {@code listens on PORT}. */
    public static void main(String[] arguments) throws InterruptedException {
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        Rooms rooms = new Rooms(loop);
        Channel channel = new ServerBootstrap()
                .group(loop)
                .channel(EpollServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel member) {
                        member.pipeline()
                                .addLast(
                                        new HttpServerCodec(),
                                        new HttpObjectAggregator(HTTP_BYTES),
                                        new WebSocketServerProtocolHandler("/ws"),
                                        new Member(rooms));
                    }
                })
                .bind("127.0.0.1", 0)
                .sync()
                .channel();
        System.out.println("listens on " + ((InetSocketAddress) channel.localAddress()).getPort());
        channel.closeFuture().sync();
    }

    /** Who is where. On the loop. */
    private static final class Rooms {
        private final EventLoopGroup loop;
        private final Map<String, Room> rooms = new HashMap<>();
        private final Set<Room> dirty = new HashSet<>();

        private Rooms(EventLoopGroup loop) {
            this.loop = loop;
        }

        private Room room(String name) {
            return rooms.computeIfAbsent(name, any -> new Room());
        }

        /** Flushes the room behind everything that this turn still reads. */
        private void flushLater(Room room) {
            if (dirty.isEmpty()) {
                loop.execute(this::flush);
            }
            dirty.add(room);
        }

        private void flush() {
            dirty.forEach(room -> room.members.forEach(Channel::flush));
            dirty.clear();
        }

        private void leave(Channel member) {
            rooms.values().forEach(room -> room.members.remove(member));
        }
    }

    private static final class Room {
        private final List<Channel> members = new ArrayList<>();
        private long seq;
    }

    private static final class Member extends SimpleChannelInboundHandler<TextWebSocketFrame> {
        private final Rooms rooms;
        private String username = "";

        private Member(Rooms rooms) {
            this.rooms = rooms;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
            JsonObject request = JsonParser.parseString(frame.text()).getAsJsonObject();
            switch (text(request, "type")) {
                case "hello" -> {
                    username = text(request, "username");
                    answer(context, "{\"type\":\"welcome\"}");
                }
                case "join" -> {
                    rooms.room(text(request, "room")).members.add(context.channel());
                    answer(context, "{\"type\":\"joined\"}");
                }
                default -> deliver(request);
            }
        }

        private void deliver(JsonObject request) {
            Room room = rooms.room(text(request, "room"));
            JsonObject event = new JsonObject();
            event.addProperty("type", "message");
            event.addProperty("room", text(request, "room"));
            event.addProperty("seq", ++room.seq);
            event.addProperty("username", username);
            event.addProperty("message", text(request, "message"));
            event.addProperty("timestamp", Instant.now().toString());
            event.addProperty("ref", text(request, "ref"));
            ByteBuf wire = frame(event.toString().getBytes(StandardCharsets.UTF_8));
            for (Channel member : room.members) {
                var unused = member.write(wire.retainedDuplicate(), member.voidPromise());
            }
            wire.release();
            rooms.flushLater(room);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            rooms.leave(context.channel());
        }

        private static void answer(ChannelHandlerContext context, String text) {
            var unused = context.writeAndFlush(new TextWebSocketFrame(text));
        }

        private static String text(JsonObject object, String field) {
            return object.get(field).getAsString();
        }

        /** A text frame (RFC 6455 §5.2) of less than 64 KiB. */
        private static ByteBuf frame(byte[] utf8) {
            ByteBuf wire = Unpooled.directBuffer(4 + utf8.length).writeByte(0x81);
            if (utf8.length < 126) {
                wire.writeByte(utf8.length);
            } else {
                wire.writeByte(126).writeShort(utf8.length);
            }
            return wire.writeBytes(utf8);
        }
    }
}
