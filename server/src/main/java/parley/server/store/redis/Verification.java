package parley.server.store.redis;

import java.util.Map;
import parley.server.store.archive.Progress;

/** Reads everything that belongs to rooms and tells what is not as it was written. Changes nothing. */
public final class Verification {

    private final StoreLink link;
    private final Progress progress;
    private final Findings findings = new Findings();
    private long rooms;
    private long events;
    private long retryKeys;

    /** A verification that has not begun. */
    public Verification(StoreLink link, Progress progress) {
        this.link = link;
        this.progress = progress;
    }

    /** Walks through all rooms. A store in service may be verified too: what is written meanwhile is no damage. */
    public Findings run() {
        RoomIndex index =
                RoomIndex.scan(link, key -> findings.add(Damage.STRAY, "the key " + key.replaceAll("\\p{Cntrl}", "?")));
        for (Map.Entry<String, RoomIndex.Parts> entry : index.rooms().entrySet()) {
            room(entry.getKey(), entry.getValue());
            rooms++;
            progress.at(rooms, events);
        }
        return findings;
    }

    private void room(String room, RoomIndex.Parts parts) {
        long before = events;
        RoomVerifier verifier = new RoomVerifier(link, room, findings, inRoom -> progress.at(rooms, before + inRoom));
        verifier.verify(parts);
        events += verifier.events();
        if (!verifier.baseEpoch().isEmpty()) {
            RetryKeyVerifier keys = new RetryKeyVerifier(link, room, verifier.baseEpoch(), findings);
            parts.retryDays().forEach(keys::verify);
            retryKeys += keys.checked();
        }
    }

    /** Returns how many rooms were read. */
    public long rooms() {
        return rooms;
    }

    /** Returns how many events were read. */
    public long events() {
        return events;
    }

    /** Returns how many retry keys were read. */
    public long retryKeys() {
        return retryKeys;
    }
}
