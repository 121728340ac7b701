package parley.client;

import org.jspecify.annotations.Nullable;
import parley.model.Position;

/**
 * What an {@link Outbox} keeps of an own write until the log has it.
 *
 * @param ref its identity, unique for the person over all devices
 * @param owner whose it is: a user id, or before the first welcome a profile, see {@link ChatClient}
 * @param room the room
 * @param kind what it does
 * @param target the message that it is about; 0 for a message
 * @param text the text; empty for a deletion
 * @param createdMs when the person sent it, milliseconds since 1970
 * @param firstSentMs when it first left this device; 0 when it never did
 * @param heldAt the position held of the room at that moment; null when none was
 * @param state QUEUED, FAILED or UNDECIDED
 * @param code the error's code of a failed one, else null
 * @param sentence the error's sentence of a failed one, else empty
 */
public record OutboxItem(
        String ref,
        String owner,
        String room,
        Outgoing.Kind kind,
        long target,
        String text,
        long createdMs,
        long firstSentMs,
        @Nullable Position heldAt,
        Outgoing.State state,
        @Nullable String code,
        String sentence) {
    /** A new item, never sent yet. */
    static OutboxItem of(Outgoing item, String owner) {
        return new OutboxItem(
                item.ref(),
                owner,
                item.room(),
                item.kind(),
                item.target(),
                item.text(),
                item.createdMs(),
                0,
                null,
                Outgoing.State.QUEUED,
                null,
                "");
    }

    /** The same item in another state. */
    OutboxItem with(Outgoing.State newState, @Nullable String newCode, String newSentence) {
        return new OutboxItem(
                ref, owner, room, kind, target, text, createdMs, firstSentMs, heldAt, newState, newCode, newSentence);
    }

    /** The same item with the moment and position of its first transmission. */
    OutboxItem firstSent(long nowMs, @Nullable Position position) {
        return new OutboxItem(ref, owner, room, kind, target, text, createdMs, nowMs, position, state, code, sentence);
    }

    /** The same item belonging to a person that is known now. */
    OutboxItem ownedBy(String user) {
        return new OutboxItem(
                ref, user, room, kind, target, text, createdMs, firstSentMs, heldAt, state, code, sentence);
    }
}
