package parley.server.store;

import org.jspecify.annotations.Nullable;

/** How the store is. May be read by any thread at any time; answers from memory, at most about 2 s old. */
public interface StoreState {

    /** Returns whether an acknowledged write survives a crash of the store; false also when the store will not say. */
    boolean durable();

    /** Returns why {@link #durable()} is false, as a sentence that says what to do; null when it is true. */
    @Nullable
    String notDurableBecause();

    /** Returns whether the store said if it is durable; while it did not, {@link #durable()} is false. */
    boolean durabilityKnown();

    /** Returns whether the store answers now. */
    boolean reachable();

    /** Returns whether writes are refused because memory or disk is nearly full. */
    boolean full();

    /** Returns the id of the data set, which is also the epoch of every room that has not lost writes. */
    String dataSetId();

    /** Returns the memory that the store uses, in bytes; 0 when unknown. */
    long usedMemoryBytes();

    /** Returns the memory that the store may use, in bytes; 0: no limit, or unknown. */
    long maxMemoryBytes();

    /** Returns how much of the data the store has loaded after its start, 0 to 1; 1 when it is not loading. */
    double loadedFraction();
}
