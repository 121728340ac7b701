package parley.desktop.viewmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.client.ConnectionChange;
import parley.client.ConnectionState;

class ConnectionViewModelTest {
    private final MovedClock clock = new MovedClock();
    private final ConnectionViewModel connection = new ConnectionViewModel(new Words(Locale.US), clock);

    @Test
    void bannerCountsDownToTheNextTry() {
        change(ConnectionState.LIVE, 0, 0);
        change(ConnectionState.WAITING, 3_500, 1006);
        assertThat(connection.bannerProperty().get())
                .isEqualTo(new Banner(
                        Banner.Kind.WARNING,
                        "Connection lost. Your messages are kept and will be sent. Trying again in 4 s",
                        "Try now"));
        clock.now = clock.now.plus(Duration.ofSeconds(2));
        connection.tick(-1);
        assertThat(connection.bannerProperty().get().text()).endsWith("Trying again in 2 s");
        change(ConnectionState.CONNECTING, 0, 0);
        assertThat(connection.bannerProperty().get().text()).endsWith("Trying now…");
        change(ConnectionState.LIVE, 0, 0);
        assertThat(connection.bannerProperty().get()).isEqualTo(Banner.NONE);
    }

    @Test
    void firstConnectHasNoBanner() {
        change(ConnectionState.CONNECTING, 0, 0);
        assertThat(connection.bannerProperty().get()).isEqualTo(Banner.NONE);
        assertThat(connection.statusProperty().get()).isEqualTo("Connecting…");
    }

    @Test
    void roundTripIsShown() {
        change(ConnectionState.LIVE, 0, 0);
        assertThat(connection.statusProperty().get()).isEqualTo("Connected");
        connection.tick(12);
        assertThat(connection.statusProperty().get()).isEqualTo("Connected · 12 ms");
    }

    @ParameterizedTest
    @CsvSource({
        "4503, This chat goes on in another window., Use it here",
        "4501, Your key was revoked. Join again to come back., Join again",
        "1002, The connection was ended because of a fault. Joining again should help., Join again"
    })
    void stopSaysWhatToDo(int code, String sentence, String action) {
        change(ConnectionState.LIVE, 0, 0);
        change(ConnectionState.STOPPED, 0, code);
        assertThat(connection.bannerProperty().get()).isEqualTo(new Banner(Banner.Kind.DANGER, sentence, action));
        assertThat(connection.stopCode()).isEqualTo(code);
    }

    @Test
    void recoveredMessagesAreToldForAWhile() {
        change(ConnectionState.LIVE, 0, 0);
        connection.recovered(3);
        assertThat(connection.bannerProperty().get().text()).isEqualTo("Connected again. 3 messages recovered.");
        clock.now = clock.now.plus(Duration.ofSeconds(6));
        connection.tick(1);
        assertThat(connection.bannerProperty().get()).isEqualTo(Banner.NONE);
    }

    @Test
    void serverThatMayForgetIsToldAllTheTime() {
        change(ConnectionState.LIVE, 0, 0);
        connection.setDurable(false);
        assertThat(connection.bannerProperty().get().kind()).isEqualTo(Banner.Kind.DANGER);
    }

    private void change(ConnectionState state, long retryInMs, int closeCode) {
        connection.changed(new ConnectionChange(state, retryInMs, closeCode, null, ""));
    }

    private static final class MovedClock extends Clock {
        private Instant now = Instant.parse("2026-11-24T09:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
