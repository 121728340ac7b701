package parley.acceptance.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import parley.client.ChatClientBuilder;
import parley.client.Outgoing;

/**
 * A member who writes as fast as answers come, a few ahead: three in ten are edits and deletions of its own messages, and a
 * few are refused, because they edit what is deleted.
 */
public final class RecordedWriter extends RecordedMember {
    private static final int AHEAD = 3;
    private static final int LONGEST = 400;
    private static final int EDITS_PERCENT = 18;
    private static final int DELETIONS_PERCENT = 10;
    private static final int REFUSED_PERCENT = 2;

    private final String name;
    private final String room;
    private final Random random;
    private final List<Long> own = new ArrayList<>();
    private final List<Long> deleted = new ArrayList<>();
    private volatile BooleanSupplier more = () -> false;
    private int written;

    RecordedWriter(String name, String room, History history, ChatClientBuilder builder, Random random) {
        super(name, room, history, builder);
        this.name = name;
        this.room = room;
        this.random = random;
    }

    /** Begins to write, until there shall be no more. */
    public synchronized void writesWhile(BooleanSupplier shallWrite) {
        more = shallWrite;
        for (int i = 0; i < AHEAD; i++) {
            writeOne();
        }
    }

    @Override
    public void outgoingChanged(Outgoing item) {
        super.outgoingChanged(item);
        if (item.state() == Outgoing.State.STORED || item.state() == Outgoing.State.FAILED) {
            wrote(item);
        }
    }

    private synchronized void wrote(Outgoing item) {
        if (item.state() == Outgoing.State.STORED && item.kind() == Outgoing.Kind.MESSAGE) {
            own.add(item.seq());
        }
        writeOne();
    }

    private void writeOne() {
        if (!more.getAsBoolean()) {
            return;
        }
        int dice = random.nextInt(100);
        if (!own.isEmpty() && dice < EDITS_PERCENT) {
            client().edit(room, any(own), text());
        } else if (!own.isEmpty() && dice < EDITS_PERCENT + DELETIONS_PERCENT) {
            Long target = any(own);
            own.remove(target);
            deleted.add(target);
            client().delete(room, target);
        } else if (!deleted.isEmpty() && dice >= 100 - REFUSED_PERCENT) {
            client().edit(room, any(deleted), text());
        } else {
            client().send(room, text());
        }
    }

    private Long any(List<Long> numbers) {
        return numbers.get(random.nextInt(numbers.size()));
    }

    /** Never the same twice, and of any length, so that a cut hits the middle of a frame as often as its head. */
    private String text() {
        return name + " " + ++written + " " + "é".repeat(random.nextInt(LONGEST)) + ".";
    }
}
