package parley.desktop.viewmodel;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import parley.client.Outgoing;
import parley.model.Event;
import parley.model.Timestamp;

/**
 * A message as it is read, worked out once when it arrives.
 *
 * @param seq its number in the log; 0 while it has none
 * @param ref its retry key
 * @param user the author's id
 * @param name the author's name as written then, capitalised
 * @param initial what stands in the avatar
 * @param colour which avatar colour, see {@link AvatarColour}
 * @param atMs when, milliseconds since 1970
 * @param day the day in the reader's zone
 * @param time as shown beside the name
 * @param fullTime date and time, for the tooltip
 * @param text what was said; null when it is deleted
 * @param edited whether it was changed since
 */
public record MessageContent(
        long seq,
        String ref,
        String user,
        String name,
        String initial,
        int colour,
        long atMs,
        LocalDate day,
        String time,
        String fullTime,
        @Nullable String text,
        boolean edited) {
    /** A message of the log. */
    public static MessageContent of(Event.Message message, TimeTexts times) {
        return content(
                message.seq(),
                message.ref(),
                message.user(),
                message.username(),
                Timestamp.parse(message.timestamp()),
                message.message(),
                message.edited() != null,
                times);
    }

    /** An own message that the log does not have yet, or whose event has not come. */
    public static MessageContent of(Outgoing item, String user, String username, TimeTexts times) {
        return content(0, item.ref(), user, username, item.createdMs(), item.text(), false, times);
    }

    private static MessageContent content(
            long seq,
            String ref,
            String user,
            String username,
            long atMs,
            @Nullable String text,
            boolean edited,
            TimeTexts times) {
        return new MessageContent(
                seq,
                ref,
                user,
                PersonName.capitalised(username),
                PersonName.initial(username),
                AvatarColour.of(user),
                atMs,
                times.day(atMs),
                times.brief(atMs),
                times.full(atMs),
                text,
                edited);
    }

    /** True for the stub that a deleted message leaves. */
    public boolean deleted() {
        return text == null;
    }

    /** What a screen reader says of it: name, time, text. */
    public String spoken(Words words) {
        return words.get("message.spoken", name, time, text == null ? words.get("message.deleted") : text);
    }

    /** The same message as an own edit will leave it. */
    MessageContent withText(@Nullable String newText) {
        return new MessageContent(
                seq, ref, user, name, initial, colour, atMs, day, time, fullTime, newText, newText != null);
    }

    /** The same message written on another day or in another language. */
    MessageContent asOf(TimeTexts times) {
        return new MessageContent(
                seq, ref, user, name, initial, colour, atMs, day, times.brief(atMs), times.full(atMs), text, edited);
    }
}
