package parley.desktop.viewmodel;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import parley.model.Event;
import parley.model.Timestamp;

/** Rows such as people write, for a list that nobody sees. */
final class Sample {
    private static final List<String> TEXTS =
            List.of("See https://example.com/ for more.", "\uD83C\uDF89", "大家早上好", "שלום");

    private Sample() {}

    /** So many messages, two by each person, the first two by the reader. */
    static List<Row> rows(int messages, Clock clock, Words words) {
        TimeTexts times = new TimeTexts(clock, words);
        String now = Timestamp.format(clock.millis());
        List<MessageContent> contents = IntStream.range(0, messages)
                .mapToObj(i -> new Event.Message(
                        ChatViewModel.LOBBY,
                        i + 1L,
                        "a" + i / 2,
                        "u" + i / 2,
                        TEXTS.get(i % TEXTS.size()),
                        now,
                        "r" + i,
                        null))
                .map(event -> MessageContent.of(event, times))
                .toList();
        return new RowBuilder(times, "u0", OpenRow.NONE, messages + 1)
                .messages(contents, Long.MAX_VALUE, Map.of())
                .build();
    }
}
