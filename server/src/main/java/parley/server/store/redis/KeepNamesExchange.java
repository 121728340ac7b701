package parley.server.store.redis;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.server.store.NameLease;

/**
 * Keeps some people and their names. First it asks which name is theirs: a person who was renamed on another node must
 * not take the old name back.
 */
final class KeepNamesExchange extends Exchange {

    private final List<NameLease> leases;
    private final NameClaims claims;
    private @Nullable List<NameLease> current;

    KeepNamesExchange(List<NameLease> leases, NameClaims claims) {
        super(Runnable::run);
        this.leases = leases;
        this.claims = claims;
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
        if (current != null) {
            return () -> {};
        }
        List<NameLease> still = new ArrayList<>();
        for (int i = 0; i < leases.size(); i++) {
            NameLease lease = leases.get(i);
            if (lease.nameKeys().equals(Persons.nameKeys(replies.get(i)))) {
                still.add(lease);
            }
        }
        current = still;
        return null;
    }

    @Override
    Runnable unavailable() {
        return () -> {};
    }
}
