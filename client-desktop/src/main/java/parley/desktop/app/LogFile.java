package parley.desktop.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** The log file of this profile, {@code parley.log}: at most two files of 1 MB. */
final class LogFile {
    private static final int MAX_BYTES = 1_000_000;

    private LogFile() {}

    /** Sends everything that is logged to the file in {@code directory}, and warnings to standard error as before. */
    static void open(Path directory) throws IOException {
        LogManager.getLogManager().reset();
        Logger root = Logger.getLogger("");
        Handler file = new FileHandler(directory.resolve("parley.%g.log").toString(), MAX_BYTES, 2, true);
        file.setFormatter(new SimpleFormatter());
        file.setEncoding("UTF-8");
        root.addHandler(file);
        root.setLevel(Level.INFO);
    }
}
