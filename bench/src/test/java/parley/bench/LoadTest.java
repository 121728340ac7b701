package parley.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.bench.FaultyServer.Fault;

final class LoadTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final ServerCpu CPU = new ServerCpu(List.of(ProcessHandle.current()));

    private FaultyServer server = new FaultyServer(Fault.NOTHING);

    @AfterEach
    void stopTheServer() throws InterruptedException {
        server.stop();
    }

    @Test
    void honestServerIsMeasuredInAClosedLoop() throws Exception {
        Measured measured = run(Fault.NOTHING, Scenario.closed("closed", 1, 5, 2, 3), SHORT);
        assertThat(measured.perSecond()).isGreaterThan(100);
        assertThat(measured.p50Ms()).isPositive().isLessThanOrEqualTo(measured.p99Ms());
        assertThat(measured.p99Ms()).isLessThanOrEqualTo(measured.maxMs());
    }

    @Test
    void constantRateIsKept() throws Exception {
        Measured measured = run(Fault.NOTHING, Scenario.atRate("rate", 1, 5, 2, 200), Duration.ofSeconds(2));
        assertThat(measured.perSecond()).isBetween(500.0, 1_500.0);
    }

    @ParameterizedTest
    @CsvSource({
        "LOSES, saw message",
        "DOUBLES, saw message",
        "SWAPS, different orders",
    })
    void faultIsFound(Fault fault, String words) {
        Scenario scenario = Scenario.closed("faults", 1, 4, 3, 1);
        assertThatThrownBy(() -> run(fault, scenario, SHORT))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(words);
    }

    private Measured run(Fault fault, Scenario scenario, Duration counted) throws Exception {
        server = new FaultyServer(fault);
        server.listen();
        try (Pump pump = new Pump()) {
            Load load = new Load(pump, "test", scenario);
            load.comeIn(server.getPort(), Wire.PARLEY, 2);
            return load.run(SHORT, counted, CPU);
        }
    }
}
