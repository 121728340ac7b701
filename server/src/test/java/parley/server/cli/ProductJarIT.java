package parley.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** The one jar that people get. */
class ProductJarIT {

    private static final Path JAR = Path.of("target/parley-server.jar");

    @Test
    void startsByItself() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        JAR.toString(),
                        "--version")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(output).startsWith("Parley " + Version.number());
    }

    @Test
    void carriesThePageTheStoreForEachSystemAndTheLicencesOfAll() throws Exception {
        assertThat(names())
                .contains(
                        "parley/web/index.html",
                        "redis-server-7.0.15-linux-amd64",
                        "redis-server-7.0.15-linux-arm64",
                        "redis-server-7.0.15-darwin-amd64",
                        "redis-server-7.0.15-darwin-arm64",
                        "META-INF/LICENSE",
                        "META-INF/NOTICE",
                        "META-INF/licenses/redis-7.0.15.txt")
                .noneMatch(name -> name.matches("META-INF/.*\\.(SF|RSA|DSA)"))
                .noneMatch(name -> name.endsWith("module-info.class"));
    }

    @Test
    void noticeNamesEveryLicenceFile() throws Exception {
        List<String> licences = names().stream()
                .filter(name -> name.matches("META-INF/licenses/.+"))
                .toList();
        assertThat(licences).isNotEmpty();
        try (JarFile jar = new JarFile(JAR.toFile());
                InputStream in = jar.getInputStream(jar.getEntry("META-INF/NOTICE"))) {
            assertThat(new String(in.readAllBytes(), UTF_8)).contains(licences);
        }
    }

    private static List<String> names() throws Exception {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            return jar.stream().map(entry -> entry.getName()).toList();
        }
    }
}
