package parley.desktop.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import org.junit.jupiter.api.Test;

class RowChangeTest {
    @Test
    void anyListBecomesAnyOther() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            ObservableList<Row> shown = FXCollections.observableArrayList(rows(random));
            List<Row> wanted = rows(random);
            RowChange.apply(shown, wanted);
            assertThat(shown).as("seed %d", seed).isEqualTo(wanted);
        }
    }

    @Test
    void appendingTouchesOnlyTheEnd() {
        ObservableList<Row> shown = FXCollections.observableArrayList(day(1), day(2));
        List<String> touched = new ArrayList<>();
        shown.addListener((ListChangeListener<Row>) change -> {
            while (change.next()) {
                touched.add(change.getFrom() + "+" + change.getAddedSize() + "-" + change.getRemovedSize());
            }
        });
        RowChange.apply(shown, List.of(day(1), day(2), day(3)));
        assertThat(touched).containsExactly("2+1-0");
    }

    @Test
    void partThatMovesKeepsTheRowsBetween() {
        ObservableList<Row> shown = FXCollections.observableArrayList(day(3), day(4), day(5), day(6));
        List<String> touched = new ArrayList<>();
        shown.addListener((ListChangeListener<Row>) change -> {
            while (change.next()) {
                touched.add(change.getFrom() + "+" + change.getAddedSize() + "-" + change.getRemovedSize());
            }
        });
        RowChange.apply(shown, List.of(day(1), day(2), day(3), day(4)));
        assertThat(touched).containsExactly("2+0-2", "0+2-0");
    }

    private static List<Row> rows(Random random) {
        return IntStream.range(0, random.nextInt(8))
                .mapToObj(i -> day(random.nextInt(5)))
                .toList();
    }

    private static Row day(int day) {
        return new Row.Day("2026-11-0" + day, "text " + day);
    }
}
