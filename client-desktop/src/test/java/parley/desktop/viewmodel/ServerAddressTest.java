package parley.desktop.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {
    @ParameterizedTest
    @CsvSource({
        "ws://localhost:3000/ws, ws://localhost:3000/ws",
        "localhost:3000, ws://localhost:3000/ws",
        "' chat.example.com ', ws://chat.example.com/ws",
        "wss://chat.example.com/, wss://chat.example.com/ws",
        "WSS://chat.example.com/parley/ws, wss://chat.example.com/parley/ws",
        "ws://[::1]:3000/ws, ws://[::1]:3000/ws",
        "10.0.0.7:3000/ws, ws://10.0.0.7:3000/ws",
        "http://localhost:3000, ws://localhost:3000/ws",
        "https://chat.example.com/, wss://chat.example.com/ws"
    })
    void addressIsCompleted(String typed, URI address) {
        assertThat(ServerAddress.parse(typed)).contains(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "http://localhost:3000/about",
                "ftp://localhost:3000",
                "ws://",
                "ws://a b",
                "ws://h:70000/ws",
                "ws://u:p@h/ws",
                "ws://h/ws?x=1",
                "ws://h:0/ws"
            })
    void whatIsNoAddressIsRefused(String typed) {
        assertThat(ServerAddress.parse(typed)).isEmpty();
    }
}
