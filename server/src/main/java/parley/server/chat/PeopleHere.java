package parley.server.chat;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parley.model.CloseCode;
import parley.server.limit.Bound;
import parley.server.limit.Limits;
import parley.server.store.NameLease;
import parley.server.store.NameNews;

/**
 * The people connected to this node whose home is one loop: which sessions they have, who replaces whom, and the keeping
 * of their names. On that loop's thread only.
 */
final class PeopleHere {
    private static final long KEEP_NAMES_MS = 10_000;
    private static final int SLICES = 100;
    private static final int SESSION_ID_BYTES = 18;

    private final Shard home;
    private final Map<String, Person> people = new HashMap<>();
    private final SecureRandom random = new SecureRandom();
    private int slice;

    /**
     * A session that has proved who it is.
     *
     * @param replaces the id of the session whose place it takes, or null
     * @param reply takes the answer, on the session's loop
     */
    record Entry(
            String user,
            Person.Name name,
            boolean renamed,
            Session session,
            @Nullable String replaces,
            Consumer<Entered> reply) {}

    /** The person, and the secret id of the new session; null when the person has too many connections. */
    record Entered(@Nullable Person person, String sessionId) {}

    PeopleHere(Shard home) {
        this.home = home;
    }

    void start() {
        home.loop().schedule(KEEP_NAMES_MS / SLICES, this::keepNames);
    }

    /** Adds a session to a person. */
    void enter(Entry entry) {
        Person person = people.computeIfAbsent(
                entry.user(),
                id -> new Person(
                        id,
                        entry.name(),
                        limits().rate(Bound.MESSAGES_PER_PERSON, home.loop().nanoTime())));
        person.rename(entry.name());
        if (entry.renamed()) {
            tell(new NodeMail.Renamed(entry.user(), entry.name()));
        }
        String replaces = entry.replaces();
        boolean replacedHere = replaces != null && closeReplaced(person, replaces);
        if (replaces != null && !replacedHere) {
            tell(new NodeMail.Takeover(entry.user(), replaces));
        }
        int others = person.sessions().size() - (replacedHere ? 1 : 0);
        int most = limits().amount(Bound.CONNECTIONS_PER_PERSON);
        boolean tooMany = most > 0 && others >= most;
        if (tooMany) {
            limits().reached(Bound.CONNECTIONS_PER_PERSON);
        }
        String sessionId = newSessionId();
        if (!tooMany) {
            person.sessions().put(sessionId, entry.session());
        }
        Entered entered = new Entered(tooMany ? null : person, sessionId);
        entry.session().loop().execute(() -> entry.reply().accept(entered));
    }

    private Limits limits() {
        return home.settings().limits();
    }

    /** A session has ended; with the last one the hold of the name begins. */
    void leave(String user, String sessionId) {
        Person person = people.get(user);
        if (person != null
                && person.sessions().remove(sessionId) != null
                && person.sessions().isEmpty()) {
            people.remove(user);
            home.stores().people().releaseName(lease(person));
        }
    }

    /** What another node, or this one, has told all. */
    void take(NodeMail.News news) {
        Person person = people.get(news.user());
        if (person == null) {
            return;
        }
        if (news instanceof NodeMail.Takeover takeover) {
            closeReplaced(person, takeover.session());
        } else if (news instanceof NodeMail.Renamed renamed) {
            person.rename(renamed.name());
        }
    }

    /** What the store says of a name, which makes up for news that were lost. */
    private void take(NameNews news) {
        Person person = people.get(news.lease().user());
        if (person == null || !lease(person).equals(news.lease())) {
            // Gone, or renamed after the store was asked.
            return;
        }
        if (news instanceof NameNews.Renamed renamed) {
            person.rename(new Person.Name(renamed.username(), renamed.nameKeys()));
        } else {
            // Whoever comes back is told that the name is taken, and may choose another one.
            person.sessions().values().forEach(session -> close(session, CloseCode.GOING_AWAY));
        }
    }

    private static void close(Session session, CloseCode code) {
        session.loop().execute(() -> session.close(code));
    }

    private static boolean closeReplaced(Person person, String sessionId) {
        Session replaced = person.sessions().get(sessionId);
        if (replaced == null) {
            return false;
        }
        close(replaced, CloseCode.SESSION_REPLACED);
        return true;
    }

    private void tell(NodeMail.News news) {
        home.stores().nodes().broadcast(NodeMail.write(news));
    }

    /** A slice of the people at a time: thousands at once would keep the store from all else for a second. */
    private void keepNames() {
        slice = (slice + 1) % SLICES;
        List<NameLease> leases = new ArrayList<>();
        people.forEach((user, person) -> {
            if (Slices.of(user, SLICES) == slice) {
                leases.add(lease(person));
            }
        });
        if (!leases.isEmpty()) {
            home.stores().people().keepNames(leases, home.loop(), this::take);
        }
        home.loop().schedule(KEEP_NAMES_MS / SLICES, this::keepNames);
    }

    private static NameLease lease(Person person) {
        return new NameLease(
                person.id(), person.name().username(), person.name().keys());
    }

    private String newSessionId() {
        byte[] bytes = new byte[SESSION_ID_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
