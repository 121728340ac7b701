package parley.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import parley.bench.SideBySide.Effort;

/** Started by {@code bin/bench}. */
public final class Bench {
    private Bench() {}

    /**
     * Arguments: the project's folder, an empty folder, {@code full} or {@code quick}, and what is to be measured: {@code
     * peers}, {@code alone} or both. A further one takes only those servers whose names contain it.
     */
    public static void main(String[] arguments) throws IOException {
        Path project = Path.of(arguments[0]);
        Path work = Path.of(arguments[1]);
        Effort effort = arguments[2].equals("quick") ? Effort.QUICK : Effort.FULL;
        String part = arguments[3];
        String only = arguments.length > 4 ? arguments[4].toLowerCase(Locale.ROOT) : "";
        List<Candidate> candidates = Candidate.all(project).stream()
                .filter(candidate -> candidate.name().toLowerCase(Locale.ROOT).contains(only))
                .toList();
        if (!part.equals("alone")) {
            new SideBySide(candidates, work, effort).run();
        }
        if (!part.equals("peers")) {
            Candidate parley = Candidate.parley(project);
            new Joins(work, effort.counted()).run(parley);
            new Idle(work, Duration.ofSeconds(effort == Effort.FULL ? 60 : 10)).run(parley);
        }
    }
}
