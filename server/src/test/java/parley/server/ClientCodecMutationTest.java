package parley.server;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** What {@link ClientCodecFuzz} asks, of its kept inputs and of many that are made of them, at full speed. */
class ClientCodecMutationTest {
    @Test
    void anyTextIsReadOrRefused() {
        Corpus corpus = Corpus.of(ClientCodecFuzz.class, new Random(FuzzRun.seed(getClass())));
        CpuTime time = new CpuTime("ClientCodecMutationTest");
        corpus.kept().forEach(input -> time.run(input, ClientCodecFuzz::readOrRefused));
        for (int i = FuzzRun.inputs(20_000, 3_000_000); i > 0; i--) {
            time.run(corpus.next(), ClientCodecFuzz::readOrRefused);
        }
        time.print();
    }
}
