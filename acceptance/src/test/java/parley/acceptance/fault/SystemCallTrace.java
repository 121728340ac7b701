package parley.acceptance.fault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When texts were written to a file and that file was then synced, read from what strace noted of a process (with {@link #FLAGS}).
 * Times are microseconds of the wall clock.
 */
final class SystemCallTrace {
    /** All threads, when each call began and how long it took, and what was written. */
    static final String[] FLAGS = {"-f", "-ttt", "-T", "-s", "65536", "-e", "trace=write,fdatasync"};

    private static final String TIME = "(\\d+)\\.(\\d{6})";
    /** Thread, beginning, name, file, the other arguments; how long it took, unless another thread's call came between. */
    private static final Pattern CALL = Pattern.compile("(\\d+) +" + TIME + " (\\w+)\\((\\d+)(.*?)(?:<" + TIME + ">)?");

    private static final Pattern RESUMED = Pattern.compile("(\\d+) +[\\d.]+ <\\.\\.\\. \\w+ resumed>.*<" + TIME + ">");

    private final Pattern text;
    private final Map<String, Call> unfinished = new HashMap<>();
    /** By file and text: when it had been written first. */
    private final Map<String, Map<String, Long>> writes = new HashMap<>();
    /** By file: when a sync began, and when it had ended. */
    private final Map<String, TreeMap<Long, Long>> syncs = new HashMap<>();

    private record Call(String name, String file, String bytes, long begunUs) {}

    private SystemCallTrace(Pattern text) {
        this.text = text;
    }

    /** Reads a trace, looking for texts of this pattern. */
    static SystemCallTrace read(Path trace, Pattern text) throws IOException {
        SystemCallTrace calls = new SystemCallTrace(text);
        for (String line : Files.readAllLines(trace, StandardCharsets.ISO_8859_1)) {
            calls.add(line);
        }
        return calls;
    }

    /** When the first sync had ended that began after this text had been written to the file which is synced. */
    Optional<Long> syncedAtUs(String what) {
        return syncs.entrySet().stream()
                .flatMap(file -> Optional.ofNullable(
                        writes.getOrDefault(file.getKey(), Map.of()).get(what))
                        .map(file.getValue()::ceilingEntry)
                        .map(Map.Entry::getValue)
                        .stream())
                .min(Long::compare);
    }

    private void add(String line) {
        Matcher resumed = RESUMED.matcher(line);
        if (resumed.matches()) {
            Call call = unfinished.remove(resumed.group(1));
            if (call != null) {
                end(call, micros(resumed.group(2), resumed.group(3)));
            }
            return;
        }
        Matcher begun = CALL.matcher(line);
        if (begun.matches()) {
            Call call =
                    new Call(begun.group(4), begun.group(5), begun.group(6), micros(begun.group(2), begun.group(3)));
            if (begun.group(7) == null) {
                unfinished.put(begun.group(1), call);
            } else {
                end(call, micros(begun.group(7), begun.group(8)));
            }
        }
    }

    private void end(Call call, long tookUs) {
        long endUs = call.begunUs() + tookUs;
        if (call.name().equals("fdatasync")) {
            syncs.computeIfAbsent(call.file(), file -> new TreeMap<>()).put(call.begunUs(), endUs);
            return;
        }
        for (Matcher found = text.matcher(call.bytes()); found.find(); ) {
            writes.computeIfAbsent(call.file(), file -> new HashMap<>()).putIfAbsent(found.group(), endUs);
        }
    }

    private static long micros(String seconds, String fraction) {
        return Long.parseLong(seconds) * 1_000_000 + Long.parseLong(fraction);
    }
}
