package parley.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.server.embedded.Fsync;
import parley.server.limit.Bound;
import picocli.CommandLine.ParameterException;

class SettingsTest {

    @TempDir
    Path temporary;

    @Test
    void defaultsAreSafe() {
        Settings settings = Settings.of();
        assertThat(settings.host()).isEqualTo("127.0.0.1");
        assertThat(settings.port()).isEqualTo(3000);
        assertThat(settings.loops()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(settings.redis()).isEmpty();
        assertThat(settings.fsync()).isEqualTo(Fsync.ALWAYS);
        assertThat(settings.allowVolatile()).isFalse();
        assertThat(settings.roomsOpen()).isTrue();
        assertThat(settings.limits().of(Bound.MESSAGES_PER_PERSON).isRate()).isTrue();
        assertThat(settings.limits().amount(Bound.CONNECTIONS_PER_ADDRESS)).isEqualTo(1000);
        assertThat(settings.publicUrls()).isEmpty();
        assertThat(settings.allowedOrigins()).isEmpty();
        assertThat(settings.trustProxy()).isFalse();
        assertThat(settings.guestNameHold()).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.dataDirectory()).isAbsolute();
    }

    @Test
    void everySettingCanBeGivenAsAFlag() {
        Settings settings = Settings.of(
                "--host=0.0.0.0",
                "--port=0",
                "--data=/tmp/x/../chat data",
                "--loops=3",
                "--redis=redis://:secret@10.0.0.1:6379/2",
                "--fsync=everysec",
                "--allow-volatile",
                "--rooms=closed",
                "--rate-limits=off",
                "--max-connections-per-address=0",
                "--public-url=https://chat.example.org,http://Chat.internal:8080/talk",
                "--allow-origin=https://A.example.org:443",
                "--allow-origin=http://b.example.org:81",
                "--trust-proxy=on",
                "--guest-name-hold=500ms",
                "--limit=messages-per-room=50+5/s,head-bytes=4096",
                "--limit=people-per-address=0");
        assertThat(settings.host()).isEqualTo("0.0.0.0");
        assertThat(settings.port()).isZero();
        assertThat(settings.dataDirectory()).isEqualTo(Path.of("/tmp/chat data"));
        assertThat(settings.loops()).isEqualTo(3);
        assertThat(settings.redis()).contains(URI.create("redis://:secret@10.0.0.1:6379/2"));
        assertThat(settings.fsync()).isEqualTo(Fsync.EVERYSEC);
        assertThat(settings.allowVolatile()).isTrue();
        assertThat(settings.roomsOpen()).isFalse();
        assertThat(settings.limits().of(Bound.MESSAGES_PER_PERSON).isRate()).isFalse();
        assertThat(settings.limits().amount(Bound.CONNECTIONS_PER_ADDRESS)).isZero();
        assertThat(settings.limits().amount(Bound.WAITING_PER_ADDRESS)).isZero();
        assertThat(settings.limits().amount(Bound.HEAD_BYTES)).isEqualTo(4_096);
        assertThat(settings.limits().of(Bound.PEOPLE_PER_ADDRESS).isOff()).isTrue();
        assertThat(settings.publicUrls())
                .containsExactly(URI.create("https://chat.example.org"), URI.create("http://chat.internal:8080/talk"));
        assertThat(settings.allowedOrigins()).containsExactly("https://a.example.org", "http://b.example.org:81");
        assertThat(settings.trustProxy()).isTrue();
        assertThat(settings.guestNameHold()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void aRateIsWhatItIsSetTo() {
        assertThat(Settings.of("--limit", "messages-per-room=50+5/s").limits().of(Bound.MESSAGES_PER_ROOM))
                .hasToString("50+5/s");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "messages=1",
                "head-bytes",
                "head-bytes=",
                "head-bytes=0",
                "head-bytes=1+1/s",
                "messages-per-room=5"
            })
    void aLimitThatIsNoneIsToldWithWhatItCouldBe(String text) {
        assertThatThrownBy(() -> Settings.of("--limit", text))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("--limit")
                .hasMessageContaining(text.split("=")[0]);
    }

    @Test
    void flagWinsOverEnvironmentOverFileOverDefault() throws Exception {
        Path file = Files.writeString(
                temporary.resolve("parley.properties"),
                "port = 1\nloops = 1\nrooms = closed\n# a comment\nallow-origin = https://a.org, https://b.org\n");
        Map<String, String> environment =
                Map.of("PARLEY_PORT", "2", "PARLEY_LOOPS", "2", "PARLEY_CONFIG", file.toString(), "PARLEY_HOST", "");

        Settings settings = ParleyCommand.parse(environment, "--port", "3");

        assertThat(settings.port()).isEqualTo(3);
        assertThat(settings.loops()).isEqualTo(2);
        assertThat(settings.roomsOpen()).isFalse();
        assertThat(settings.allowedOrigins()).containsExactly("https://a.org", "https://b.org");
        assertThat(settings.host()).isEqualTo("127.0.0.1");
    }

    @Test
    void longNamesAreVariablesWithUnderscores() {
        Map<String, String> environment =
                Map.of("PARLEY_MAX_CONNECTIONS_PER_ADDRESS", "7", "PARLEY_TRUST_PROXY", "true");
        Settings settings = ParleyCommand.parse(environment);
        assertThat(settings.limits().amount(Bound.CONNECTIONS_PER_ADDRESS)).isEqualTo(7);
        assertThat(settings.trustProxy()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "45, 45000", "500ms, 500", "30s, 30000", "10m, 600000", "2 h, 7200000", "1D, 86400000"})
    void timesHaveUnits(String text, long milliseconds) {
        assertThat(Settings.of("--guest-name-hold", text).guestNameHold()).hasMillis(milliseconds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--port=65536",
                "--port=-1",
                "--port=http",
                "--port=tcp://10.0.0.1:3000",
                "--loops=0",
                "--loops=1025",
                "--data=",
                "--redis=localhost:6379",
                "--redis=http://localhost",
                "--redis-cluster=a:1,b:2",
                "--fsync=no",
                "--rooms=ajar",
                "--rate-limits=maybe",
                "--max-connections-per-address=-1",
                "--public-url=chat.example.org",
                "--allow-origin=null",
                "--allow-origin=*",
                "--guest-name-hold=soon",
                "--guest-name-hold=400d",
                "--guest-name-hold=-1",
                "--min-replicas=1",
                "--prot=3000"
            })
    void wrongValuesAreRefused(String flag) {
        assertThatThrownBy(() -> Settings.of(flag)).isInstanceOf(ParameterException.class);
    }
}
