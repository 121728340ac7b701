package parley.server.chat;

import java.util.List;
import parley.model.ClientMessage.History;
import parley.model.ClientMessage.History.Direction;
import parley.model.Limit;
import parley.model.ServerMessage.HistoryPage;
import parley.server.store.ReadResult;

/** Encodes a part of the log within the size of one message; what does not fit is cut off and said (protocol §4). */
final class HistoryReply {
    /** Encoded events of one reply, together. */
    static final int MAX_BYTES = Limit.SERVER_MESSAGE_BYTES.value() - RoomTails.REPLY_HEAD_BYTES;

    private HistoryReply() {}

    /** The {@code history} message, UTF-8. */
    static byte[] encode(History request, ReadResult.Page page) {
        List<Slot> slots = page.events().stream()
                .map(event -> Slot.of(request.room(), event))
                .toList();
        int first = 0;
        int end = slots.size();
        long bytes = slots.stream().mapToLong(slot -> slot.json().length + 1L).sum();
        // JSON can be longer than the text that the store counted: a control character becomes six.
        while (bytes > MAX_BYTES && end - first > 1) {
            boolean cutNewest = request.direction() == Direction.AFTER
                    || (request.direction() == Direction.AROUND
                            && slots.get(end - 1).seq() - request.at()
                                    > request.at() - slots.get(first).seq());
            Slot cut = slots.get(cutNewest ? --end : first++);
            bytes -= cut.json().length + 1L;
        }
        boolean cutBefore = first > 0;
        boolean cutAfter = end < slots.size();
        HistoryPage head = new HistoryPage(
                request.ref(),
                request.room(),
                page.epoch(),
                List.of(),
                cutBefore ? slots.get(first).seq() : page.from(),
                cutAfter ? slots.get(end - 1).seq() : page.to(),
                cutBefore || page.moreBefore(),
                cutAfter || page.moreAfter());
        return EventJson.withEvents(head, slots.subList(first, end));
    }
}
