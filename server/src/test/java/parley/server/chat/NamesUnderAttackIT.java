package parley.server.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.model.ClientCodec;
import parley.model.ClientMessage.Hello;
import parley.server.ParleyServer;
import parley.server.cli.Settings;
import parley.server.websocket.RawClient;

/** While people are here under their names, nobody gets in under one that could be taken for theirs, or for the system's. */
class NamesUnderAttackIT {
    private static final int TEXT = 1;

    @TempDir
    Path data;

    @Test
    void noneIsAccepted() throws Exception {
        List<NameAttacks.Attack> attacks = NameAttacks.all();
        List<NameAttacks.Attack> accepted = new ArrayList<>();
        Map<String, Integer> kinds = new TreeMap<>();
        Map<String, Integer> answers = new TreeMap<>();
        List<RawClient> victims = new ArrayList<>();
        try (ParleyServer server = ParleyServer.start(Settings.of("--port=0", "--data=" + data))) {
            InetSocketAddress address = new InetSocketAddress("127.0.0.1", server.port());
            for (String victim : NameAttacks.VICTIMS) {
                RawClient client = connect(address);
                victims.add(client);
                assertThat(hello(client, victim)).as(victim).startsWith("{\"type\":\"welcome\"");
            }
            for (NameAttacks.Attack attack : attacks) {
                try (RawClient client = connect(address)) {
                    String answer = hello(client, attack.typed());
                    String code = answer.replaceFirst("^\\{\"type\":\"error\",\"code\":\"(\\w+)\".*$", "$1");
                    if (code.equals("name_taken") || code.equals("name_invalid")) {
                        kinds.merge(attack.kind(), 1, Integer::sum);
                        answers.merge(code, 1, Integer::sum);
                    } else {
                        accepted.add(attack);
                    }
                }
            }
        } finally {
            for (RawClient victim : victims) {
                victim.close();
            }
        }
        System.out.println("Names under attack: " + attacks.size() + " tried, " + accepted.size()
                + " accepted; refused " + answers + ", by kind " + kinds);
        assertThat(accepted).isEmpty();
        assertThat(attacks).hasSizeGreaterThanOrEqualTo(200);
    }

    private static RawClient connect(InetSocketAddress server) throws IOException {
        RawClient client = new RawClient(server, "127.0.0.1");
        assertThat(client.request(RawClient.upgrade("localhost"))).startsWith("HTTP/1.1 101 ");
        return client;
    }

    private static String hello(RawClient client, String name) throws IOException {
        client.text(ClientCodec.encode(new Hello(1, name, null, null, null, List.of(), null)));
        RawClient.Received answer = client.receive();
        assertThat(answer.opcode()).isEqualTo(TEXT);
        return answer.text();
    }
}
