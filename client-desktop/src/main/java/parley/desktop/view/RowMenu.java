package parley.desktop.view;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import parley.desktop.viewmodel.Link;
import parley.desktop.viewmodel.Row;
import parley.desktop.viewmodel.TextSelection;
import parley.desktop.viewmodel.Transcript;

/** What can be done with a message and with the selected ones. */
final class RowMenu {
    private final RowShared shared;
    private final ContextMenu menu = new ContextMenu();

    RowMenu(RowShared shared) {
        this.shared = shared;
        menu.setId("row-menu");
    }

    /** The menu for one of the rows; {@code selected} are all selected rows. */
    ContextMenu of(Row.Message row, List<Row> selected) {
        String said = row.content().text();
        List<MenuItem> items = new ArrayList<>();
        if (said != null) {
            TextSelection.Range range = shared.selection().in(row.key(), said);
            items.add(item("message.copy", () -> Controls.copy(range == null ? said : range.selected())));
        }
        List<Row> copied = selected.contains(row) ? selected : List.of(row);
        long count = Transcript.count(copied);
        if (count > 0) {
            items.add(item("message.copy.rows", () -> Controls.copy(Transcript.of(copied, shared.words())), count));
        }
        if (said != null) {
            Link.in(said)
                    .forEach(link -> items.add(item(
                            "message.open",
                            () -> shared.links().open(link.target()),
                            said.substring(link.start(), link.end()))));
        }
        if (row.changeable()) {
            items.add(new SeparatorMenuItem());
            items.add(item("message.edit", () -> shared.chat().edit(row.content())));
            items.add(item("message.delete", () -> shared.chat().askDelete(row)));
        }
        menu.getItems().setAll(items);
        return menu;
    }

    private MenuItem item(String key, Runnable action, Object... arguments) {
        MenuItem item = new MenuItem(shared.words().get(key, arguments));
        item.setId(key.replace('.', '-'));
        item.setMnemonicParsing(false);
        item.setOnAction(event -> action.run());
        return item;
    }
}
