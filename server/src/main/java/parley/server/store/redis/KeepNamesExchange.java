package parley.server.store.redis;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parley.server.store.NameLease;
import parley.server.store.NameNews;

/**
 * Keeps some people and their names. First it asks which name is theirs: a person who was renamed on another node must
 * not take the old name back, but keep the new one. Tells what is not as the leases say.
 */
final class KeepNamesExchange extends Exchange {

    private static final Long TAKEN = 0L;

    private final List<NameLease> leases;
    private final NameClaims claims;
    private final Consumer<NameNews> tell;
    private final List<NameNews> news = new ArrayList<>();
    private @Nullable List<NameLease> current;

    KeepNamesExchange(List<NameLease> leases, NameClaims claims, Executor replyTo, Consumer<NameNews> tell) {
        super(replyTo);
        this.leases = leases;
        this.claims = claims;
        this.tell = tell;
    }

    @Override
    void write(Commands out) {
        if (current == null) {
            leases.forEach(lease -> Persons.touch(out, lease.user()));
        } else {
            current.forEach(lease -> lease.nameKeys().forEach(key -> claims.claim(out, key, lease.user())));
        }
    }

    @Override
    @Nullable
    Runnable read(List<Object> replies) {
        if (current == null) {
            current = touched(replies);
            return null;
        }
        claimed(current, replies.iterator());
        return () -> news.forEach(tell);
    }

    /** A person that the store does not know any more keeps the name while connected. */
    private List<NameLease> touched(List<Object> replies) {
        List<NameLease> now = new ArrayList<>();
        for (int i = 0; i < leases.size(); i++) {
            NameLease lease = leases.get(i);
            Persons.Name name = Persons.name(replies.get(i));
            NameLease is = name == null ? lease : new NameLease(lease.user(), name.username(), name.nameKeys());
            now.add(is);
            if (!is.equals(lease)) {
                news.add(new NameNews.Renamed(lease, is.username(), is.nameKeys()));
            }
        }
        return now;
    }

    private void claimed(List<NameLease> asked, Iterator<Object> answers) {
        for (int i = 0; i < asked.size(); i++) {
            boolean taken = false;
            for (int key = asked.get(i).nameKeys().size(); key > 0; key--) {
                taken |= TAKEN.equals(answers.next());
            }
            if (taken) {
                news.add(new NameNews.Taken(leases.get(i)));
            }
        }
    }

    @Override
    Runnable unavailable() {
        return () -> {};
    }
}
