package parley.desktop.viewmodel;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Messages as plain text, to be put into the clipboard. Stateless. */
public final class Transcript {
    private Transcript() {}

    /** One line for each message, in the order of the rows: full date and time, name, text. Deleted ones are left out. */
    public static String of(List<Row> rows, Words words) {
        return messages(rows).map(message -> line(message, words)).collect(Collectors.joining("\n"));
    }

    /** How many messages that is. */
    public static long count(List<Row> rows) {
        return messages(rows).count();
    }

    private static Stream<MessageContent> messages(List<Row> rows) {
        return rows.stream()
                .filter(Row.Message.class::isInstance)
                .map(row -> ((Row.Message) row).content())
                .filter(message -> !message.deleted());
    }

    private static String line(MessageContent message, Words words) {
        return words.get("message.copied", message.fullTime(), message.name(), String.valueOf(message.text()));
    }
}
