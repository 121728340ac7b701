package parley.server.store;

import java.util.Collection;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * People, their tokens and the leases of their names. Every method may be called by any thread and returns at once; a
 * reply runs on the given executor, exactly once, after about 6 s at the latest.
 */
public interface People {

    /**
     * Signs a person in. A token is valid until 30 days after its last use.
     *
     * @param request who wants to be whom
     * @param replyTo where the reply runs
     * @param reply takes the result
     */
    void signIn(SignIn request, Executor replyTo, Consumer<SignInResult> reply);

    /**
     * Keeps names and tokens alive while their people are connected. Called every 10 s with all people connected to
     * this node. A name that somebody else has taken since is left alone.
     *
     * @param leases the people and their names
     * @param replyTo where the news are told
     * @param news hears, once the store has answered, of each name that is not as its lease says
     */
    void keepNames(Collection<NameLease> leases, Executor replyTo, Consumer<NameNews> news);

    /**
     * The last connection of a person to this node has closed: the name is held for the configured time from now on,
     * unless another node keeps it alive. Does nothing when the name is somebody else's by now.
     *
     * @param lease the person and the name
     */
    void releaseName(NameLease lease);

    /**
     * Counts one more room started by a person on this UTC day.
     *
     * @param user the person's id
     * @param replyTo where the reply runs
     * @param reply takes the answer
     */
    void countStartedRoom(String user, Executor replyTo, Consumer<StartedRooms> reply);

    /** Whether a person may start another room today. */
    enum StartedRooms {
        /** Counted. */
        ALLOWED,
        /** This person has started 20 rooms on this UTC day. */
        TOO_MANY,
        /** The store did not answer. */
        UNAVAILABLE
    }
}
