package parley.desktop.viewmodel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Brings a shown list to a wanted one with few changes, so that what did not change is not drawn again. */
final class RowChange {
    private RowChange() {}

    /**
     * Changes {@code shown} so that it equals {@code wanted}. First what left at the ends is taken away and what came in front
     * is put in, as when the part that is held of a long room moves. Then what is alike at both ends is left alone, rows with
     * the same key are replaced in place where the lengths allow, the rest is removed and put in as one range.
     */
    static void apply(List<Row> shown, List<Row> wanted) {
        if (!shown.isEmpty() && !wanted.isEmpty() && !sameEnds(shown, wanted)) {
            slide(shown, wanted);
        }
        replace(shown, wanted);
    }

    private static boolean sameEnds(List<Row> shown, List<Row> wanted) {
        return shown.get(0).key().equals(wanted.get(0).key())
                && shown.get(shown.size() - 1)
                        .key()
                        .equals(wanted.get(wanted.size() - 1).key());
    }

    private static void slide(List<Row> shown, List<Row> wanted) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            places.put(wanted.get(i).key(), i);
        }
        int kept = shown.size();
        while (kept > 0 && !places.containsKey(shown.get(kept - 1).key())) {
            kept--;
        }
        shown.subList(kept, shown.size()).clear();
        int gone = 0;
        while (gone < kept && !places.containsKey(shown.get(gone).key())) {
            gone++;
        }
        shown.subList(0, gone).clear();
        int before = kept > gone ? places.getOrDefault(shown.get(0).key(), 0) : 0;
        if (before > 0) {
            shown.addAll(0, wanted.subList(0, before));
        }
    }

    private static void replace(List<Row> shown, List<Row> wanted) {
        int head = 0;
        int shorter = Math.min(shown.size(), wanted.size());
        while (head < shorter && shown.get(head).equals(wanted.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head
                && shown.get(shown.size() - 1 - tail).equals(wanted.get(wanted.size() - 1 - tail))) {
            tail++;
        }
        int removed = shown.size() - tail - head;
        int added = wanted.size() - tail - head;
        if (removed == added) {
            for (int i = head; i < head + added; i++) {
                if (!shown.get(i).equals(wanted.get(i))) {
                    shown.set(i, wanted.get(i));
                }
            }
            return;
        }
        if (removed > 0) {
            shown.subList(head, head + removed).clear();
        }
        if (added > 0) {
            shown.addAll(head, wanted.subList(head, head + added));
        }
    }
}
