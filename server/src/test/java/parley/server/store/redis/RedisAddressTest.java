package parley.server.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses of Redis as people write them. */
final class RedisAddressTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "redis://localhost,                   localhost, 6379, -,     -,     false",
                "redis://10.0.0.1:7000/,              10.0.0.1,  7000, -,     -,     false",
                "redis://:secret@localhost/0,         localhost, 6379, -,     secret, false",
                "redis://secret@localhost,            localhost, 6379, -,     secret, false",
                "rediss://david:a%3Ab+c@r.example:1,  r.example, 1,    david, a:b+c, true",
            })
    void addressesAreRead(String url, String host, int port, String user, String password, boolean tls) {
        assertThat(RedisAddress.parse(url)).isEqualTo(new RedisAddress(host, port, user, password, tls));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost:6379", "http://localhost", "redis://", "redis://:pw@", "redis://a b"})
    void othersAreRefusedWithAHint(String url) {
        assertThatThrownBy(() -> RedisAddress.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("redis://:password@host:port");
    }

    @Test
    void otherDatabaseIsRefused() {
        assertThatThrownBy(() -> RedisAddress.parse("redis://localhost/3")).hasMessageContaining("database 0");
    }

    @Test
    void passwordIsNotShown() {
        assertThat(RedisAddress.parse("redis://:secret@localhost")).hasToString("localhost:6379");
    }
}
