package parley.desktop.viewmodel;

import java.net.URI;
import java.util.List;
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
        String now = Timestamp.format(surroundings.clock().millis());
        List<Event.Message> messages = TEXTS.stream()
                .map(text -> new Event.Message(
                        ChatViewModel.LOBBY, TEXTS.indexOf(text) + 1L, "a", "u", text, now, text, null))
                .toList();
        chat.timeline().setMe(new ServerMessage.User("u", "a", true));
        chat.timeline().changed(new TimelineChange.Reset(messages, false, TimelineChange.Cause.OPENED), 0);
        return chat;
    }
}
