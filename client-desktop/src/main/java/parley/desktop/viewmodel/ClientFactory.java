package parley.desktop.viewmodel;

import java.net.URI;
import java.util.Optional;
import parley.client.ChatClient;
import parley.client.ChatListener;

/** Makes a connection that is not connected yet, with the outbox of this profile. */
public interface ClientFactory {
    /** Who hears of a client, on the thread of the view models. */
    interface Hears extends ChatListener {
        /** The outbox cannot be kept on disk: what is unsent is lost when the app ends. */
        void outboxFailed();
    }

    /**
     * A client.
     *
     * @param username the name that the person has just chosen
     * @param token of an earlier welcome for this name, if any
     */
    ChatClient create(URI server, String username, Optional<String> token, Hears hears);
}
