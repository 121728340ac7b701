package parley.server.store;

import java.util.function.Consumer;

/** The nodes of the cluster, which know each other only through the store. */
public interface Nodes {

    /** Returns this node's id, unique among the nodes of the data set. */
    String id();

    /**
     * Tells every node something, this one included. Best effort: a node that is not reachable misses it. May be called
     * by any thread; returns at once.
     *
     * @param message any text
     */
    void broadcast(String message);

    /**
     * Sets who takes the broadcasts. Called on the subscriber thread: hand over and return.
     *
     * @param listener takes each message
     */
    void listen(Consumer<String> listener);
}
