package parley.acceptance.deploy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.acceptance.rig.ParleyServerProcess;

/** {@code deploy/nginx.conf}: the page and the WebSocket over TLS, and each client counted by its own address. */
class NginxIT {
    private static final String UPGRADE = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

    @TempDir
    Path folder;

    private int port;
    private ParleyServerProcess server;
    private Process nginx;

    @BeforeEach
    void start() throws Exception {
        port = freePort();
        server = ParleyServerProcess.start(
                "--trust-proxy", "--public-url", "https://localhost:" + port, "--max-connections-per-address", "2");
        Path certificate = folder.resolve("chat.crt");
        Path key = folder.resolve("chat.key");
        run(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=localhost",
                "-keyout",
                key.toString(),
                "-out",
                certificate.toString());
        String config = Files.readString(ParleyServerProcess.repository().resolve("deploy/nginx.conf"))
                .replace("listen 80;", "listen 127.0.0.1:" + freePort() + ";")
                .replace("listen 443 ssl", "listen 127.0.0.1:" + port + " ssl")
                .replace("/etc/nginx/tls/chat.example.org.crt", certificate.toString())
                .replace("/etc/nginx/tls/chat.example.org.key", key.toString())
                .replace("chat.example.org", "localhost")
                .replace("127.0.0.1:3000", "127.0.0.1:" + server.port());
        Path file = Files.writeString(folder.resolve("nginx.conf"), config);
        nginx = new ProcessBuilder(
                        "nginx",
                        "-p",
                        folder.toString(),
                        "-e",
                        "stderr",
                        "-c",
                        file.toString(),
                        "-g",
                        "daemon off; pid " + folder.resolve("nginx.pid") + ";")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("nginx.log").toFile())
                .start();
        await().atMost(Duration.ofSeconds(20)).until(() -> accepts(port));
    }

    @AfterEach
    void stop() throws Exception {
        nginx.destroy();
        nginx.waitFor();
        server.close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), ISO_8859_1);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private SSLSocket connect(String from, String... protocols) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Everybody()}, new SecureRandom());
        Socket plain = new Socket();
        plain.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
        plain.connect(new InetSocketAddress("127.0.0.1", port));
        plain.setSoTimeout(20_000);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, "localhost", port, true);
        if (protocols.length > 0) {
            socket.setEnabledProtocols(protocols);
        }
        socket.startHandshake();
        return socket;
    }

    private static String ask(SSLSocket socket, String path, String... lines) throws IOException {
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + String.join("", lines) + "\r\n")
                        .getBytes(ISO_8859_1));
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        return head.toString();
    }

    @Test
    void servesThePageAndTheWebSocketOverTls() throws Exception {
        try (SSLSocket socket = connect("127.0.0.1")) {
            assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
            assertThat(ask(socket, "/"))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("Strict-Transport-Security: max-age=63072000")
                    .contains("Content-Security-Policy: default-src 'none'");
        }
        try (SSLSocket socket = connect("127.0.0.1", "TLSv1.2")) {
            assertThat(ask(socket, "/ws", UPGRADE, "Origin: https://localhost:" + port + "\r\n"))
                    .startsWith("HTTP/1.1 101 ");
        }
        try (SSLSocket socket = connect("127.0.0.1")) {
            assertThat(ask(socket, "/ws", UPGRADE, "Origin: https://evil.example\r\n"))
                    .startsWith("HTTP/1.1 403 ");
        }
        try (SSLSocket socket = connect("127.0.0.1")) {
            assertThat(ask(socket, "/metrics", "X-Forwarded-For: 127.0.0.1\r\n"))
                    .startsWith("HTTP/1.1 200 ");
        }
        try (SSLSocket socket = connect("127.0.0.2")) {
            assertThat(ask(socket, "/health")).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void eachClientIsCountedByItsOwnAddressWhateverItClaims() throws Exception {
        List<SSLSocket> two = List.of(upgraded("127.0.0.1"), upgraded("127.0.0.1"));
        try (SSLSocket third = upgraded("127.0.0.1", "X-Forwarded-For: 203.0.113.9\r\n");
                SSLSocket other = upgraded("127.0.0.2")) {
            DataInputStream in = new DataInputStream(third.getInputStream());
            assertThat(in.readUnsignedByte()).as("a close frame").isEqualTo(0x88);
            in.readUnsignedByte();
            assertThat(in.readUnsignedShort()).isEqualTo(4505);
            assertThat(other.getInputStream().available()).isZero();
        }
        for (SSLSocket socket : two) {
            socket.close();
        }
    }

    private SSLSocket upgraded(String from, String... lines) throws Exception {
        SSLSocket socket = connect(from);
        assertThat(ask(socket, "/ws", UPGRADE, String.join("", lines))).startsWith("HTTP/1.1 101 ");
        return socket;
    }

    /** The certificate is the test's own. */
    private static final class Everybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
