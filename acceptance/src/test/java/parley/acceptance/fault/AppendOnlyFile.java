package parley.acceptance.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;

/** The commands of an append-only file, and where they stand in it. */
final class AppendOnlyFile {
    private AppendOnlyFile() {}

    /**
     * One command.
     *
     * @param from its first byte
     * @param to the byte after its last
     * @param arguments its name first
     */
    record Command(int from, int to, List<Argument> arguments) {
        String name() {
            return arguments.get(0).text();
        }

        /** Its first key; empty when it has none. */
        String key() {
            return arguments.size() < 2 ? "" : arguments.get(1).text();
        }
    }

    /**
     * One argument.
     *
     * @param from its first byte in the file
     * @param text its bytes as characters of ISO 8859-1
     */
    record Argument(int from, String text) {}

    static List<Command> read(byte[] file) {
        List<Command> commands = new ArrayList<>();
        for (int at = 0; at < file.length; ) {
            int from = at;
            int count = number(file, at, '*');
            at = nextLine(file, at);
            List<Argument> arguments = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int length = number(file, at, '$');
                at = nextLine(file, at);
                arguments.add(new Argument(at, new String(file, at, length, ISO_8859_1)));
                at += length + 2;
            }
            commands.add(new Command(from, at, arguments));
        }
        return commands;
    }

    private static int number(byte[] file, int at, char sign) {
        if (file[at] != sign) {
            throw new IllegalArgumentException("no " + sign + " at byte " + at);
        }
        return Integer.parseInt(new String(file, at + 1, nextLine(file, at) - at - 3, ISO_8859_1));
    }

    private static int nextLine(byte[] file, int at) {
        int end = at;
        while (file[end] != '\n') {
            end++;
        }
        return end + 1;
    }
}
