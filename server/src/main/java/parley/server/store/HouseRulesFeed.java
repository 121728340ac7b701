package parley.server.store;

import java.util.function.Consumer;

/** Where a server hears of the operator's decisions. */
public interface HouseRulesFeed {

    /**
     * Sets who is told the rules: once they are known, and within a second of each change while the store answers. Called on a
     * thread of the store's: hand over and return.
     */
    void listen(Consumer<HouseRules> listener);
}
