package parley.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** What became of one server under one load: its runs, or why it is disqualified. */
final class Outcome {
    static final String HEAD =
            "| server | keeps | messages/s | deliveries/s | per CPU second | CPU µs per message | per read | cores | p50 ms | p99 ms | max ms |\n"
                    + "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|";

    private final Candidate candidate;
    private final List<Measured> runs = new ArrayList<>();
    private @Nullable String problem;

    Outcome(Candidate candidate) {
        this.candidate = candidate;
    }

    Candidate candidate() {
        return candidate;
    }

    void add(Measured run) {
        runs.add(run);
    }

    void disqualify(String why) {
        problem = why;
    }

    /** False once it is disqualified. */
    boolean isGood() {
        return problem == null;
    }

    /** Adds a point to each plot, unless it is disqualified. */
    void plot(int rate, Scenario scenario, Plot cost, Plot latency) {
        if (problem == null) {
            Measured median = Measured.median(runs);
            cost.add(candidate.name(), rate, microsPerMessage(median, scenario));
            latency.add(candidate.name(), rate, 1_000 * median.p99Ms());
        }
    }

    private static double microsPerMessage(Measured measured, Scenario scenario) {
        return measured.cores() * 1e6 * scenario.members() / measured.perSecond();
    }

    /** A row of a table in Markdown, with the median of each figure. */
    String row(Scenario scenario) {
        StringJoiner row =
                new StringJoiner(" | ", "| ", " |").add(candidate.name()).add(candidate.stores());
        if (problem != null) {
            return row.add("out: " + problem).toString();
        }
        Measured median = Measured.median(runs);
        double messages = median.perSecond() / scenario.members();
        return row.add(text("%,.0f", messages))
                .add(text("%,.0f", median.perSecond()))
                .add(text("%,.0f", median.perCpuSecond()))
                .add(text("%,.0f", microsPerMessage(median, scenario)))
                .add(text("%.1f", median.perRead()))
                .add(text("%.2f", median.cores()))
                .add(text("%.2f", median.p50Ms()))
                .add(text("%.2f", median.p99Ms()))
                .add(text("%.1f", median.maxMs()))
                .toString();
    }

    private static String text(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
