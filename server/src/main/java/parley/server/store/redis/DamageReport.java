package parley.server.store.redis;

import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs every damaged record once, however often it is asked for. Thread of the read lane. */
final class DamageReport {

    private static final Logger LOG = LoggerFactory.getLogger(DamageReport.class);
    private static final int REMEMBERED = 1_000;

    private final Set<String> reported = new HashSet<>();

    void damaged(String room, String what) {
        if (reported.size() < REMEMBERED && reported.add(room + ' ' + what)) {
            LOG.error("The log of room {} is damaged: {}. It is not shown; restore a backup.", room, what);
        }
    }
}
