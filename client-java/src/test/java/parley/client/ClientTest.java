package parley.client;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A scripted server, a client of Alice's, and what she heard. */
abstract class ClientTest {
    final List<ChatClient> clients = new ArrayList<>();
    final Heard heard = new Heard();
    ScriptedServer server;

    @BeforeEach
    void startServer() throws InterruptedException {
        server = new ScriptedServer();
    }

    @AfterEach
    void closeAll() {
        clients.forEach(ChatClient::close);
        server.close();
    }

    ChatClientBuilder alice() {
        return ChatClient.builder(server.uri())
                .username("alice")
                .clientName("test")
                .backoff(failures -> 1)
                .listener(heard);
    }

    ChatClient start(ChatClientBuilder builder) {
        ChatClient client = builder.build();
        clients.add(client);
        client.connect();
        return client;
    }
}
