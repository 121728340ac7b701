package parley.server.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiskSpaceTest {

    private static final long MIB = 1 << 20;

    @ParameterizedTest(name = "{0} of {1} MiB free: full {2}")
    @CsvSource({"255, 1000, true", "256, 1000, false", "499, 10000, true", "500, 10000, false", "0, 0, true"})
    void isFullBelowTheLargerOfBothReserves(long usableMib, long totalMib, boolean full) {
        assertThat(new DiskSpace(usableMib * MIB, totalMib * MIB).full()).isEqualTo(full);
    }

    @Test
    void readsTheFileSystemOfADirectory(@TempDir Path directory) throws Exception {
        DiskSpace space = DiskSpace.of(directory);
        assertThat(space.usableBytes()).isPositive().isLessThan(space.totalBytes());
    }
}
