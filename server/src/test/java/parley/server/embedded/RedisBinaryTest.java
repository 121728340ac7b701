package parley.server.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisBinaryTest {

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-amd64",
        "Linux, aarch64, linux-arm64",
        "Mac OS X, x86_64, darwin-amd64",
        "Mac OS X, aarch64, darwin-arm64"
    })
    void everyKindOfMachineHasItsProgramOnTheClassPath(String os, String arch, String name) throws Exception {
        RedisBinary binary = RedisBinary.of(os, arch);
        assertThat(binary.resource()).endsWith(name);
        assertThat(RedisBinary.class.getResource("/" + binary.resource())).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"Windows 11, amd64", "Linux, riscv64", "SunOS, amd64"})
    void otherMachinesAreToldToBringARedis(String os, String arch) {
        assertThatThrownBy(() -> RedisBinary.of(os, arch))
                .isInstanceOf(EmbeddedRedisException.class)
                .hasMessageContaining("--redis redis://HOST:PORT");
    }

    @Test
    void programCutShortIsReplaced(@TempDir Path directory) throws Exception {
        RedisBinary binary = RedisBinary.forThisMachine();
        Path program = binary.unpackInto(directory);
        long size = Files.size(program);
        Files.write(program, new byte[10]);

        assertThat(binary.unpackInto(directory)).isEqualTo(program);

        assertThat(program).isExecutable().hasSize(size);
        assertThat(directory).isDirectoryNotContaining("glob:**.tmp");
    }
}
