package parley.server.cli;

import parley.server.embedded.EmbeddedRedisException;
import parley.server.store.HouseRules;

/**
 * What an operator does about people and rooms, also while servers run on the store. The composition root hands it in. All
 * methods block until they are done, and throw {@link StartFailure} or {@link EmbeddedRedisException} when they cannot.
 */
public interface OperatorCommands {

    /** Prints who is banned, and whether rooms may be started. */
    void tellRules(StoreOptions store) throws Exception;

    /** Keeps somebody out; who is in goes within a second. */
    void ban(StoreOptions store, HouseRules.Ban ban) throws Exception;

    /**
     * Lets somebody in again.
     *
     * @throws StartFailure when they are not banned
     */
    void unban(StoreOptions store, HouseRules.Kind kind, String who) throws Exception;

    /** Says whether rooms may be started. */
    void rooms(StoreOptions store, Rooms rooms) throws Exception;

    /** Deletes messages as their authors could. */
    void delete(StoreOptions store, Deletion what) throws Exception;

    /** Who may start rooms. */
    enum Rooms {
        /** Everybody. */
        OPEN,
        /** Nobody. */
        CLOSED,
        /** Each server's own setting counts. */
        AS_SET
    }
}
