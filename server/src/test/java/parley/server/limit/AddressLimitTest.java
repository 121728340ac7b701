package parley.server.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.server.websocket.Addresses;

class AddressLimitTest {
    private static InetAddress address(String text) {
        return Addresses.parse(text).orElseThrow();
    }

    private static AddressLimit limit(int most) {
        Bound bound = Bound.CONNECTIONS_PER_ADDRESS;
        return new AddressLimit(Limits.with(Map.of(bound, Quantity.of(most)), true), bound);
    }

    @Test
    void countsUpToTheLimitAndForgets() {
        AddressLimit limit = limit(2);
        assertThat(limit.enter(address("192.0.2.1"))).isTrue();
        assertThat(limit.enter(address("192.0.2.1"))).isTrue();
        assertThat(limit.enter(address("192.0.2.1"))).isFalse();
        assertThat(limit.enter(address("192.0.2.2"))).isTrue();
        limit.leave(address("192.0.2.1"));
        assertThat(limit.enter(address("192.0.2.1"))).isTrue();
        limit.leave(address("192.0.2.1"));
        limit.leave(address("192.0.2.1"));
        limit.leave(address("192.0.2.2"));
        assertThat(limit.addresses()).isZero();
    }

    @Test
    void anIpv6NetworkIsOneAddress() {
        AddressLimit limit = limit(1);
        assertThat(limit.enter(address("2001:db8::1"))).isTrue();
        assertThat(limit.enter(address("2001:db8::ffff:2"))).isFalse();
        assertThat(limit.enter(address("2001:db8:0:1::1"))).isTrue();
    }

    @Test
    void zeroIsNoLimit() {
        AddressLimit limit = limit(0);
        for (int i = 0; i < 100; i++) {
            assertThat(limit.enter(address("192.0.2.1"))).isTrue();
        }
        assertThat(limit.addresses()).isZero();
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "192.0.2.1:4711, 192.0.2.1",
        "2001:db8::1, 2001:db8:0:0:0:0:0:1",
        "[2001:db8::1]:4711, 2001:db8:0:0:0:0:0:1",
        "::ffff:192.0.2.1, 192.0.2.1",
        "unknown, ",
        "example.com, ",
        "'', ",
        "'192.0.2.1, 192.0.2.2', ",
        "999.0.2.1, ",
    })
    void addressesAreReadAndNeverLookedUp(String text, String expected) {
        assertThat(Addresses.parse(text).map(InetAddress::getHostAddress).orElse(null))
                .isEqualTo(expected);
    }
}
