package parley.client;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.model.ClientMessage;
import parley.model.Position;
import parley.model.ServerMessage;

/** Who this client is to the server, and what its next hello says (protocol §3). On the client's thread. */
final class Identity {
    private final @Nullable String clientName;
    private final String profile;
    private @Nullable String newName;
    private @Nullable String token;
    private @Nullable String userId;
    private @Nullable String session;

    /**
     * @param username the name the person has just chosen, or null
     * @param token of an earlier welcome, or null; one of both is there
     * @param userId of an earlier welcome, or null
     * @param clientName free text, or null
     */
    Identity(@Nullable String username, @Nullable String token, @Nullable String userId, @Nullable String clientName) {
        this.newName = username;
        this.token = token;
        this.userId = userId;
        this.clientName = clientName;
        this.profile = token == null ? "name:" + username : "token:" + fingerprint(token);
    }

    ClientMessage.Hello hello(List<Position> resume, String ref) {
        return new ClientMessage.Hello(1, newName, token, session, clientName, resume, ref);
    }

    /** After this a hello carries the token alone: a name beside it would rename the person back. */
    void welcomed(ServerMessage.Welcome welcome) {
        userId = welcome.user().id();
        session = welcome.session();
        if (welcome.token() != null) {
            token = welcome.token();
        }
        if (token != null) {
            newName = null;
        }
    }

    /** Whose the items are that are written now. */
    String owner() {
        return userId == null ? profile : userId;
    }

    /** True for what this person wrote, or this profile before it was known who that is. */
    boolean owns(OutboxItem item) {
        return item.owner().equals(owner()) || item.owner().equals(profile);
    }

    /** True for an event that this person wrote, on whichever device. */
    boolean wrote(EventFields event) {
        return event.user().equals(userId);
    }

    /** The outbox must not hold the token itself. */
    private static String fingerprint(String token) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
