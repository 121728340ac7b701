package parley.acceptance.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import parley.acceptance.conversation.Member;
import parley.acceptance.rig.ParleyServerProcess;
import parley.model.ClientMessage.Hello;
import parley.model.ServerMessage.Failure;

/**
 * Secrets are where they have to be and nowhere else: a person's token is with the client, the store's password in a file that
 * its owner alone can read. Neither is in a log, in what others can see of a process, or in the text of an error; and of a
 * token the store keeps no more than a hash.
 */
class SecretsIT {
    private static final Set<PosixFilePermission> OWNER =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    @Test
    void areInNoLogNoProcessListAndNoFileThatOthersCanRead() throws Exception {
        try (ParleyServerProcess server = ParleyServerProcess.start();
                Member ada = Member.connect(server.webSocket()).hello("Ada");
                Member bob = Member.connect(server.webSocket())) {
            String token = ada.welcome().token();
            String session = ada.welcome().session();
            ada.joins("lobby");
            ada.writes("lobby", "hello");
            bob.sends(new Hello(1, null, token + "x", null, null, List.of(), "r"));
            assertThat(bob.receives(Failure.class).message()).doesNotContain(token);
            bob.says("{\"type\":\"hello\",\"version\":1,\"token\":\"" + token + "\",");
            assertThat(bob.receives(Failure.class).message()).doesNotContain(token);
            bob.hello(null, token, List.of());

            Path store = server.data().resolve("store");
            String password = password(store);
            List<String> secrets = List.of(token, session, password);
            assertThat(password).hasSizeGreaterThan(30);
            assertThat(server.log()).doesNotContain(secrets);
            for (String seen : processes(server)) {
                assertThat(seen).doesNotContain(secrets);
            }
            assertThat(tokensIn(store, token))
                    .as("files with the token in clear")
                    .isEmpty();
            assertThat(Files.getPosixFilePermissions(store)).isEqualTo(OWNER);
            assertThat(Files.getPosixFilePermissions(store.resolve("redis/redis.conf")))
                    .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        }
    }

    private static String password(Path store) throws IOException {
        Matcher line = Pattern.compile("(?m)^requirepass (\\S+)$")
                .matcher(Files.readString(store.resolve("redis/redis.conf")));
        assertThat(line.find()).isTrue();
        return line.group(1);
    }

    /** Command lines and environments of the server and all that it has started. */
    private static List<String> processes(ParleyServerProcess server) throws IOException {
        List<String> seen = new ArrayList<>();
        ProcessHandle own = server.process().toHandle();
        for (ProcessHandle process :
                Stream.concat(Stream.of(own), own.descendants()).toList()) {
            for (String file : List.of("cmdline", "environ")) {
                seen.add(Files.readString(Path.of("/proc/" + process.pid(), file), ISO_8859_1));
            }
        }
        assertThat(seen).hasSizeGreaterThan(2);
        return seen;
    }

    private static List<Path> tokensIn(Path store, String token) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(store)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file, ISO_8859_1).contains(token)) {
                    found.add(file);
                }
            }
        }
        return found;
    }
}
