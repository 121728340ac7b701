package parley.desktop.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar that is given to people has everything in it. */
class JarIT {
    private static final Path JAR = Path.of("target", "parley-desktop.jar");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "parley.client.ChatClient",
                "parley.client.WebSocketTransport",
                "parley.client.FileOutbox",
                "parley.model.ServerCodec",
                "parley.desktop.app.ParleyDesktop",
                "org.java_websocket.client.WebSocketClient",
                "org.slf4j.jul.JULServiceProvider",
                "atlantafx.base.theme.PrimerDark"
            })
    void classIsThereWithWhatItNeeds(String name) throws IOException {
        URL[] jar = {JAR.toUri().toURL()};
        try (URLClassLoader alone = new URLClassLoader(jar, ClassLoader.getPlatformClassLoader())) {
            assertThatCode(() -> Class.forName(name, true, alone).getDeclaredMethods())
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "parley/desktop/look/tokens.css",
                "parley/desktop/words.properties",
                "parley/desktop/words_he.properties",
                "parley/desktop/words_ja.properties",
                "parley/desktop/emoji.sheet",
                "atlantafx/base/theme/primer-light.css",
                "META-INF/NOTICE"
            })
    void resourceIsThere(String name) throws IOException {
        URL[] jar = {JAR.toUri().toURL()};
        try (URLClassLoader alone = new URLClassLoader(jar, ClassLoader.getPlatformClassLoader())) {
            assertThat(alone.getResource(name)).isNotNull();
        }
    }

    @Test
    void helpIsPrintedWithoutAWindow() throws Exception {
        Process java = java("--help");
        assertThat(new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("Parley, the desktop app.");
        assertThat(java.waitFor()).isZero();
    }

    @Test
    void wrongArgumentEndsWithOneLineAndCode2() throws Exception {
        Process java = java("--sever");
        assertThat(new String(java.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("parley-desktop: \"--sever\" is not understood. See --help.\n");
        assertThat(java.waitFor()).isEqualTo(2);
    }

    private static Process java(String argument) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(List.of(java, "-jar", JAR.toString(), argument)).start();
    }
}
