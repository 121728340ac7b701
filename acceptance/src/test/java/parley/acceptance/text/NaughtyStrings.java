package parley.acceptance.text;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import parley.acceptance.rig.ParleyServerProcess;

/** The public Big List of Naughty Strings: npm installs it the first time, in the version and with the checksum of the lock file. */
final class NaughtyStrings {
    private static final Path FOLDER = ParleyServerProcess.repository().resolve("acceptance/npm");
    private static final Path LIST = FOLDER.resolve("node_modules/big-list-of-naughty-strings/blns.json");

    private NaughtyStrings() {}

    static List<String> all() throws IOException, InterruptedException {
        if (Files.notExists(LIST)) {
            install();
        }
        List<String> strings = new ArrayList<>();
        for (JsonElement each : JsonParser.parseString(Files.readString(LIST)).getAsJsonArray()) {
            strings.add(each.getAsString());
        }
        return strings;
    }

    private static void install() throws IOException, InterruptedException {
        Process npm = new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund")
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(npm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (npm.waitFor() != 0) {
            throw new IOException(
                    "npm could not install the list of naughty strings. bin/verify installs npm.\n" + said);
        }
    }
}
