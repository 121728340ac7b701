package parley.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import parley.bench.SideBySide.Effort;

/** Started by {@code bin/bench}. */
public final class Bench {
    private Bench() {}

    /**
     * Arguments: the project's folder, an empty folder, {@code full} or {@code quick}, one of the parts that the script knows, a part of the names of those to be measured, and the folder of another version of Parley; the last two may be
     * empty.
     */
    public static void main(String[] arguments) throws IOException {
        Path project = Path.of(arguments[0]);
        Path work = Path.of(arguments[1]);
        Path pictures = project.resolve("bench/target/plots");
        Effort effort = arguments[2].equals("quick") ? Effort.QUICK : Effort.FULL;
        String part = arguments[3];
        String only = arguments[4].toLowerCase(Locale.ROOT);
        List<Candidate> candidates = new ArrayList<>(Candidate.all(project));
        if (!arguments[5].isEmpty()) {
            candidates.add(1, Candidate.parley("Parley before", Path.of(arguments[5]), "--loops", "1"));
        }
        candidates.removeIf(
                candidate -> !candidate.name().toLowerCase(Locale.ROOT).contains(only));
        boolean all = part.equals("all");
        if (all || part.equals("peers")) {
            new SideBySide(candidates, work, effort, pictures).run();
        }
        if (all || part.equals("cores")) {
            new Cores(project, work, effort).run();
            new Nodes(project, work, effort).run();
        }
        for (Candidate candidate : candidates) {
            if (candidate.wire() == Wire.PARLEY && candidate.stores().startsWith("all")) {
                if (all || part.equals("alone")) {
                    new Starts(work).run(candidate);
                    new Steady(work, effort).run(candidate);
                    new Joins(work, effort.counted()).run(candidate);
                    new HotRoom(work, effort.warmUp(), effort.counted()).run(candidate);
                    new Neighbours(work, effort).run(candidate);
                    new Idle(work, effort.rest()).run(candidate);
                }
                if (all || part.equals("growth")) {
                    new Growth(work, effort, pictures).run(candidate);
                }
            }
        }
    }
}
