package parley.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.java_websocket.server.DefaultSSLWebSocketServerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code wss} trusts whom the system trusts, and nobody else. */
class TlsTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    Path folder;

    private SSLContext selfSigned() throws Exception {
        Path file = folder.resolve("server.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.txt").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    @Test
    void certificateThatNobodyVouchesForIsRefusedWithASentence() throws Exception {
        Heard heard = new Heard();
        try (ScriptedServer server = new ScriptedServer(new DefaultSSLWebSocketServerFactory(selfSigned()));
                ChatClient client = ChatClient.builder(
                                URI.create(server.uri().toString().replace("ws:", "wss:")))
                        .username("alice")
                        .token("must not leave")
                        .backoff(failures -> 3_600_000)
                        .listener(heard)
                        .build()) {
            client.connect();
            ConnectionChange change = heard.state(ConnectionState.WAITING);
            assertThat(change.sentence()).contains("No secure connection to 127.0.0.1 is possible", "PKIX");
            assertThat(change.closeCode()).isEqualTo(1006);
            assertThat(change.problem()).isEqualTo(ConnectionProblem.CERTIFICATE);
        }
    }
}
