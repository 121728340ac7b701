package parley.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a server did under a load.
 *
 * @param perSecond deliveries a second
 * @param perCpuSecond deliveries per second of the CPU of the server, its store included
 * @param perRead deliveries per read of a client: how many messages came by one write, about
 * @param cores how many cores the server used, its store included
 * @param p50Ms the median of the latencies, milliseconds
 * @param p99Ms their 99th percentile
 * @param maxMs their maximum
 */
record Measured(
        double perSecond, double perCpuSecond, double perRead, double cores, double p50Ms, double p99Ms, double maxMs) {
    /** The median of each figure on its own. */
    static Measured median(List<Measured> runs) {
        return new Measured(
                median(runs, Measured::perSecond),
                median(runs, Measured::perCpuSecond),
                median(runs, Measured::perRead),
                median(runs, Measured::cores),
                median(runs, Measured::p50Ms),
                median(runs, Measured::p99Ms),
                median(runs, Measured::maxMs));
    }

    private static double median(List<Measured> runs, ToDoubleFunction<Measured> figure) {
        double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
