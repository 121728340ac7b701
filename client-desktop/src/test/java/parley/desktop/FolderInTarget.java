package parley.desktop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/** Puts the folders of tests where {@code mvn clean} removes them, so that no test has to. */
public final class FolderInTarget implements TempDirFactory {
    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context) throws IOException {
        Path parent = Path.of("target", "test-folders").toAbsolutePath();
        return Files.createTempDirectory(
                Files.createDirectories(parent), context.getDisplayName().replaceAll("\\W", ""));
    }
}
