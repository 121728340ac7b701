package parley.desktop.viewmodel;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import parley.client.TimelineChange;
import parley.model.Event;
import parley.model.ServerMessage;
import parley.model.Timestamp;

/** A chat that nobody sees and that is connected to nothing, with messages such as people write. */
final class Sample {
    private static final List<String> TEXTS =
            List.of("See https://example.com/ for more.", "\uD83C\uDF89", "大家早上好", "שלום");

    private Sample() {}

    static ChatViewModel chat(ChatViewModel.Surroundings surroundings) {
        ChatViewModel chat = new ChatViewModel(URI.create("ws://localhost/ws"), "a", surroundings);
        chat.timeline().setMe(new ServerMessage.User("u0", "a", true));
        return chat;
    }

    /** Puts so many messages into it, two by each person. */
    static void fill(ChatViewModel chat, int count, Clock clock) {
        String now = Timestamp.format(clock.millis());
        List<Event.Message> messages = IntStream.range(0, count)
                .mapToObj(i -> new Event.Message(
                        ChatViewModel.LOBBY,
                        i + 1L,
                        "a" + i / 2,
                        "u" + i / 2,
                        TEXTS.get(i % TEXTS.size()),
                        now,
                        "r" + i,
                        null))
                .toList();
        chat.timeline().changed(new TimelineChange.Reset(messages, false, TimelineChange.Cause.OPENED), 0);
    }
}
