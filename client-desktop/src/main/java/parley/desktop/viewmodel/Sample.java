package parley.desktop.viewmodel;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import parley.model.Event;
import parley.model.ProtocolException;
import parley.model.ServerCodec;
import parley.model.ServerMessage.Joined;
import parley.model.Timestamp;

/** Rows such as people write, for a list that nobody sees. They come the way of real ones, as the answer to a join. */
final class Sample {
    private static final List<String> TEXTS =
            List.of("See https://example.com/ for more.", "\uD83C\uDF89", "大家早上好", "שלום");

    private Sample() {}

    /** So many messages, two by each person, the first two by the reader. */
    static List<Row> rows(int messages, Clock clock, Words words) {
        TimeTexts times = new TimeTexts(clock, words);
        List<MessageContent> contents = received(answer(messages, Timestamp.format(clock.millis()))).stream()
                .map(event -> MessageContent.of((Event.Message) event, times))
                .toList();
        return new RowBuilder(times, "u0", OpenRow.NONE, messages + 1)
                .messages(contents, Long.MAX_VALUE, Map.of())
                .build();
    }

    private static String answer(int messages, String now) {
        List<Event> events = IntStream.range(0, messages)
                .<Event>mapToObj(i -> new Event.Message(
                        ChatViewModel.LOBBY,
                        i + 1L,
                        "a" + i / 2,
                        "u" + i / 2,
                        TEXTS.get(i % TEXTS.size()),
                        now,
                        "r" + i,
                        null))
                .toList();
        return ServerCodec.encode(
                new Joined("j", ChatViewModel.LOBBY, "e", messages, now, events, 1, messages, false, 1, false, null));
    }

    private static List<Event> received(String answer) {
        try {
            return ((Joined) ServerCodec.decode(answer)).events();
        } catch (ProtocolException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
