package parley.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.server.store.StoreState;

class RoutesTest {

    /** A store in a state that a real one is in only at bad moments. */
    private record State(boolean durable, boolean reachable, boolean full, long usedMemoryBytes, double loadedFraction)
            implements StoreState {
        @Override
        public @Nullable String notDurableBecause() {
            return durable ? null : "Its append-only file is off.";
        }

        @Override
        public boolean durabilityKnown() {
            return true;
        }

        @Override
        public String dataSetId() {
            return "d1";
        }

        @Override
        public long maxMemoryBytes() {
            return 100;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "true, true, false, 79, 1, ok",
        "true, true, false, 80, 1, warning",
        "false, true, false, 10, 1, warning",
        "true, true, true, 10, 1, full",
        "true, false, false, 10, 1, unavailable",
        "true, false, false, 10, 0.5, loading"
    })
    void healthSaysHowTheStoreIs(
            boolean durable, boolean reachable, boolean full, long used, double loaded, String status) {
        Answer answer = new HealthRoute(new State(durable, reachable, full, used, loaded), "1.2.3")
                .answer(request("127.0.0.1", Map.of()));

        JsonObject health = JsonParser.parseString(text(answer)).getAsJsonObject();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(health.get("status").getAsString()).isEqualTo(status);
        assertThat(health.get("version").getAsString()).isEqualTo("1.2.3");
        assertThat(health.get("uptimeMs").getAsLong()).isPositive();
        assertThat(health.getAsJsonObject("store").get("loadedPercent").getAsInt())
                .isEqualTo((int) (loaded * 100));
    }

    @Test
    void readyIsForLoadBalancers() {
        Request request = request("10.0.0.1", Map.of());
        assertThat(new ReadyRoute(() -> true).answer(request).status()).isEqualTo(200);
        assertThat(new ReadyRoute(() -> false).answer(request).status()).isEqualTo(503);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, false, , 200",
        "::1, false, , 200",
        "10.0.0.1, false, , 403",
        // Through a proxy on this machine that nobody told us to trust.
        "127.0.0.1, false, 8.8.8.8, 403",
        "127.0.0.1, false, 127.0.0.1, 403",
        "127.0.0.1, true, , 200",
        "127.0.0.1, true, 8.8.8.8, 403",
        "10.0.0.1, true, 127.0.0.1, 200",
        // Only the last entry is the proxy's own.
        "127.0.0.1, true, '127.0.0.1, 8.8.8.8', 403",
        "127.0.0.1, true, unknown, 403"
    })
    void metricsAreForThisMachine(String peer, boolean trustProxy, String forwarded, int status) {
        Map<String, String> headers = forwarded == null ? Map.of() : Map.of("x-forwarded-for", forwarded);
        Answer answer = new MetricsRoute(() -> "up 1\n", trustProxy, Optional.empty()).answer(request(peer, headers));
        assertThat(answer.status()).isEqualTo(status);
        assertThat(text(answer).contains("up 1")).isEqualTo(status == 200);
    }

    @ParameterizedTest
    @CsvSource({
        "Bearer 0123456789abcdef, 200",
        "Bearer 0123456789abcdeF, 403",
        "Bearer 0123456789abcde, 403",
        "0123456789abcdef, 403",
        "Basic 0123456789abcdef, 403",
        "'', 403"
    })
    void metricsAreForWhoBringsTheToken(String authorization, int status) {
        Request request = request("10.0.0.1", Map.of("authorization", authorization));
        Answer answer = new MetricsRoute(() -> "up 1\n", false, Optional.of("0123456789abcdef")).answer(request);
        assertThat(answer.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "gzip, true",
        "'br, gzip', true",
        "GZIP;q=0.5, true",
        "'*', true",
        "gzip;q=0, false",
        "gzip; q=0.000, false",
        "'*, gzip;q=0', false",
        "identity, false",
        "'', false"
    })
    void gzipIsSentToThoseWhoTakeIt(String header, boolean allowed) {
        assertThat(AcceptEncoding.allowsGzip(header)).isEqualTo(allowed);
    }

    @Test
    void pageOfThisBuildIsComplete() throws Exception {
        Map<String, Route> routes = Page.onClassPath().routes();
        assertThat(routes).containsKeys("/", "/index.html");
        assertThat(routes.keySet()).anyMatch(path -> path.endsWith(".js")).anyMatch(path -> path.endsWith(".css"));
    }

    private static Request request(String peer, Map<String, String> headers) {
        try {
            return new Request(
                    "/",
                    InetAddress.getByName(peer),
                    name -> Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT))));
        } catch (java.net.UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
