package parley.desktop.view;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.skin.VirtualFlow;
import org.jspecify.annotations.Nullable;
import parley.desktop.viewmodel.Row;

/** Which rows are in sight and where, from the top down. */
record InSight(List<Seen> rows) {
    static final InSight NOTHING = new InSight(List.of());

    /** A row between two heights of the flow, in pixels from its top. */
    record Seen(Row row, int index, double top, double bottom) {}

    /** As the flow's cells lie now. */
    static InSight of(VirtualFlow<?> flow) {
        IndexedCell<?> first = flow.getFirstVisibleCell();
        IndexedCell<?> last = flow.getLastVisibleCell();
        if (first == null || last == null) {
            return NOTHING;
        }
        List<Seen> rows = new ArrayList<>();
        for (int i = first.getIndex(); i <= last.getIndex(); i++) {
            IndexedCell<?> cell = flow.getVisibleCell(i);
            if (cell != null && cell.getItem() instanceof Row row) {
                rows.add(new Seen(row, i, cell.getLayoutY(), cell.getLayoutY() + cell.getHeight()));
            }
        }
        return new InSight(rows);
    }

    /** Whether the last row of all is wholly above a height. */
    boolean endsAbove(int lastIndex, double height) {
        if (rows.isEmpty()) {
            return lastIndex < 0;
        }
        Seen last = rows.get(rows.size() - 1);
        return last.index() >= lastIndex && last.bottom() <= height;
    }

    /** A message that did not change; else one that is still there. Dividers move when older rows come before them. */
    @Nullable
    Seen anchor(List<Row> now) {
        Seen changed = null;
        for (Seen candidate : rows) {
            if (candidate.row() instanceof Row.Message) {
                int index = indexOf(candidate, now);
                if (index >= 0 && now.get(index).equals(candidate.row())) {
                    return candidate;
                }
                changed = changed == null && index >= 0 ? candidate : changed;
            }
        }
        return changed;
    }

    /** Where a row is now, or -1. Most often nothing has changed. */
    static int indexOf(Seen seen, List<Row> now) {
        String key = seen.row().key();
        if (seen.index() < now.size() && now.get(seen.index()).key().equals(key)) {
            return seen.index();
        }
        for (int i = 0; i < now.size(); i++) {
            if (now.get(i).key().equals(key)) {
                return i;
            }
        }
        return -1;
    }
}
