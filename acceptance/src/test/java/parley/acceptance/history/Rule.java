package parley.acceptance.history;

import java.util.function.Consumer;

/** A promise that a history keeps or breaks. */
interface Rule {
    /** Reports what breaks it, the earliest first. */
    void check(Facts facts, Consumer<Violation> broken);
}
