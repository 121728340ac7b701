package parley.server.limit;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each row of the table of limits, on a whole server where it is small: up to the limit everybody is served, one past it
 * comes what the table says and nothing else, whoever has nothing to do with it is served on, and the metric has counted it.
 */
class EveryLimitIT {
    @TempDir
    Path data;

    private interface Proof {
        void on(LimitRig rig) throws Exception;
    }

    private record Small(String value, Proof proof) {}

    /** A new row without a proof does not compile. */
    private static Small small(Bound bound) {
        return switch (bound) {
            case CONNECTIONS_PER_ADDRESS -> new Small("3", EdgeLimits::connectionsPerAddress);
            case CONNECTIONS_PER_PERSON -> new Small("2", ChatLimits::connectionsPerPerson);
            case WAITING_PER_ADDRESS -> new Small("3", EdgeLimits::waitingPerAddress);
            case HANDSHAKES_PER_ADDRESS -> new Small("3+1/d", EdgeLimits::handshakesPerAddress);
            case REQUESTS_PER_ADDRESS -> new Small("3+1/d", EdgeLimits::requestsPerAddress);
            case HEAD_BYTES -> new Small("512", EdgeLimits::headBytes);
            case HEAD_MS -> new Small("1000", TimeLimits::headMs);
            case KEEP_ALIVE_MS -> new Small("1000", TimeLimits::keepAliveMs);
            case EXCHANGE_MS -> new Small("1000", TimeLimits::exchangeMs);
            case WAITING_REQUESTS -> new Small("8", EdgeLimits::waitingRequests);
            case FRAGMENTS -> new Small("4", EdgeLimits::fragments);
            case QUEUE_BYTES -> new Small("4000", ChatLimits::queueBytes);
            case REQUESTS_PER_CONNECTION -> new Small("3+1/d", ChatLimits::requestsPerConnection);
            case JOINS_PER_CONNECTION -> new Small("2+1/d", ChatLimits::joinsPerConnection);
            case PAGES_PER_CONNECTION -> new Small("2+1/d", ChatLimits::pagesPerConnection);
            case MESSAGES_PER_PERSON -> new Small("3+1/d", ChatLimits::messagesPerPerson);
            case MESSAGES_PER_ROOM -> new Small("3+1/d", ChatLimits::messagesPerRoom);
            case MESSAGES_PER_ADDRESS -> new Small("3+1/d", ChatLimits::messagesPerAddress);
            case BYTES_PER_ADDRESS -> new Small("1800+1/d", ChatLimits::bytesPerAddress);
            case PEOPLE_PER_ADDRESS -> new Small("2+1/d", ChatLimits::peoplePerAddress);
            case ROOMS_PER_ADDRESS -> new Small("2+1/d", ChatLimits::roomsPerAddress);
        };
    }

    @ParameterizedTest
    @EnumSource
    void endsWhereTheTableSays(Bound bound) throws Exception {
        Small small = small(bound);
        try (LimitRig rig = new LimitRig(bound, small.value(), data)) {
            small.proof().on(rig);
        }
    }
}
