package parley.server.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** When a node counts as dead. */
final class NodeViewTest {

    private final NodeView view = new NodeView();

    private void lists(int count, String... living) {
        for (int i = 0; i < count; i++) {
            view.living(List.of(living));
        }
    }

    @Test
    void nobodyIsKnownAtFirst() {
        assertThat(view.snapshot()).isEqualTo(NodeView.NOBODY);
    }

    @Test
    void strangerIsDeadAfterFiveLists() {
        lists(1, "n1");
        view.strangers(List.of("n2"));

        lists(4, "n1");
        assertThat(view.snapshot()).isEqualTo(new NodeView.Snapshot(List.of("n1"), List.of()));
        lists(1, "n1");
        assertThat(view.snapshot()).isEqualTo(new NodeView.Snapshot(List.of("n1"), List.of("n2")));
    }

    @Test
    void strangerThatAppearsIsNoStrangerAnyMore() {
        lists(1, "n1");
        view.strangers(List.of("n2"));
        lists(4, "n1");
        lists(1, "n1", "n2");
        view.strangers(List.of("n2"));
        lists(4, "n1");
        assertThat(view.snapshot().dead()).isEmpty();
    }

    @Test
    void deadAreForgottenAfterAMinute() {
        lists(1, "n1");
        view.strangers(List.of("n2"));
        lists(30, "n1");
        assertThat(view.snapshot().dead()).containsExactly("n2");
        lists(1, "n1");
        assertThat(view.snapshot().dead()).isEmpty();
    }
}
