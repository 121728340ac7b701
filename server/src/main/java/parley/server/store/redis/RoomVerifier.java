package parley.server.store.redis;

import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import parley.server.store.EventKind;
import parley.server.store.LogEvent;
import parley.server.store.archive.TargetCheck;
import redis.clients.jedis.Protocol.Command;

/** Verifies one room: where its log ends, every record, its counters, and what edits and deletions point at. */
final class RoomVerifier {

    private final StoreLink link;
    private final String room;
    private final RoomKeys keys;
    private final Findings findings;
    private final LongConsumer progress;
    private final TargetCheck targets = new TargetCheck();
    private String baseEpoch = "";
    private long events;
    private long unreadable;
    private boolean incomplete;
    private long newestMessage;
    private @Nullable LogEvent newest;
    private @Nullable RetryKeyPresence requests;

    RoomVerifier(StoreLink link, String room, Findings findings, LongConsumer progress) {
        this.link = link;
        this.room = room;
        this.keys = new RoomKeys(room);
        this.findings = findings;
        this.progress = progress;
    }

    /** Returns how many records were read. */
    long events() {
        return events;
    }

    /** Returns the base epoch; empty when there is none with which records could be checked. */
    String baseEpoch() {
        return baseEpoch;
    }

    void verify(RoomIndex.Parts parts) {
        RoomHead head = RoomHead.read(link, keys);
        if (head == null) {
            findings.add(Damage.COUNTERS, room, "the key of its counters is of another type");
            return;
        }
        if (head.isEmpty() && parts.newestSegment() < 0) {
            // People have only joined, or writes were lost to the last one.
            return;
        }
        List<String> wrong = head.wrongFields();
        wrong.forEach(field ->
                findings.add(Damage.COUNTERS, room, "its counter '" + field + "' is missing or not what it can be"));
        long logEnd = logEnd(head, parts);
        if (!wrong.contains("seq") && logEnd != head.seq()) {
            findings.add(Damage.LENGTH, room, "it counts " + head.seq() + " events, but its log ends after " + logEnd);
        }
        if (wrong.contains("base")) {
            return;
        }
        baseEpoch = head.baseEpoch();
        RetryKeyPresence presence =
                new RetryKeyPresence(link, room, head.epoch().isEmpty(), findings);
        requests = presence;
        readAll(logEnd, head.seq());
        presence.flush();
        compare(head, wrong);
    }

    /** Where the log ends by its segments. The index was made before the head, so what it knows is there. */
    private long logEnd(RoomHead head, RoomIndex.Parts parts) {
        long segment = RoomKeys.segmentOf(Math.max(1, head.seq()));
        long length = head.lastSegmentEvents();
        if (parts.newestSegment() > segment || length == 0 || head.goesOn()) {
            segment = head.goesOn() ? Math.max(segment + 1, parts.newestSegment()) : parts.newestSegment();
            if (segment < 0) {
                return 0;
            }
            length = length(segment);
        }
        return segment * RoomKeys.SEGMENT_EVENTS + Math.max(0, length);
    }

    private void readAll(long logEnd, long countedSeq) {
        long last = RoomKeys.segmentOf(Math.max(1, logEnd));
        for (long segment = 0; segment <= last; segment++) {
            long first = segment * RoomKeys.SEGMENT_EVENTS + 1;
            int expected = RoomKeys.SEGMENT_EVENTS;
            if (segment == last) {
                boolean counted = countedSeq > 0 && RoomKeys.segmentOf(countedSeq) == last;
                expected = RoomKeys.indexOf(counted ? Math.max(countedSeq, logEnd) : logEnd) + 1;
            }
            long length = length(segment);
            // The last one may have grown since, and its end was told already.
            if (segment < last && length != expected) {
                findings.add(
                        Damage.LENGTH,
                        room,
                        "its events " + first + " to " + (first + expected - 1) + " are a list of "
                                + Math.max(0, length) + " instead of " + expected);
            }
            new SegmentReading(this, segment, expected, length).read();
            progress.accept(events);
        }
    }

    private long length(long segment) {
        return link.ask(Command.LLEN, keys.segment(segment)) instanceof Long length ? length : -1;
    }

    private void compare(RoomHead head, List<String> wrong) {
        if (unreadable > 1 && unreadable == events) {
            findings.add(
                    Damage.COUNTERS,
                    room,
                    "none of its records fits its counter 'base': it is rather that one which is wrong");
        }
        LogEvent event = newest;
        if (event == null || event.seq() != head.seq()) {
            return;
        }
        if (!wrong.contains("ts") && head.timestampMs() != event.timestampMs()) {
            findings.add(Damage.COUNTERS, room, "its counter 'ts' is not the time of its newest event");
        }
        if (!incomplete && !wrong.contains("listed") && head.listedSeq() != newestMessage) {
            findings.add(
                    Damage.COUNTERS,
                    room,
                    "its counter 'listed' is " + head.listedSeq() + ", its newest message " + newestMessage);
        }
    }

    StoreLink link() {
        return link;
    }

    RoomKeys keys() {
        return keys;
    }

    /** Returns the event that a record is, if it was written as this number. */
    @Nullable
    LogEvent tryRead(long seq, byte[] record) {
        try {
            return LogRecord.read(room, baseEpoch, seq, record);
        } catch (LogRecord.DamagedException e) {
            return null;
        }
    }

    void sound(LogEvent event) {
        events++;
        newest = event;
        if (requests != null) {
            requests.add(event);
        }
        if (event.kind() == EventKind.MESSAGE) {
            newestMessage = event.seq();
        }
        String wrong = targets.add(event);
        if (wrong != null) {
            findings.add(Damage.TARGET, room, event.seq(), wrong);
        }
    }

    void damaged(long seq, byte[] record) {
        events++;
        unreadable++;
        absent(seq);
        String reason = "";
        try {
            LogRecord.read(room, baseEpoch, seq, record);
        } catch (LogRecord.DamagedException e) {
            reason = String.valueOf(e.getMessage());
        }
        findings.add(Damage.RECORD, room, seq, record.length == 0 ? "it is empty" : reason);
    }

    void absent(long seq) {
        incomplete = true;
        targets.addUnreadable(seq);
    }

    void missing(long seq) {
        absent(seq);
        findings.add(Damage.LENGTH, room, seq, "it is missing, and those after it have moved up");
    }
}
