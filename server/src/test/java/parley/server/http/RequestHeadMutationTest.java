package parley.server.http;

import java.util.Random;
import org.junit.jupiter.api.Test;
import parley.server.Corpus;
import parley.server.CpuTime;
import parley.server.FuzzRun;

/** What {@link RequestHeadFuzz} asks, of its kept inputs and of many that are made of them, at full speed. */
class RequestHeadMutationTest {
    @Test
    void allReadersAgree() {
        Corpus corpus = Corpus.of(RequestHeadFuzz.class, new Random(FuzzRun.seed(getClass())));
        CpuTime time = new CpuTime("RequestHeadMutationTest");
        corpus.kept().forEach(input -> time.run(input, RequestHeadFuzz::agree));
        for (int i = FuzzRun.inputs(10_000, 1_000_000); i > 0; i--) {
            time.run(corpus.next(), RequestHeadFuzz::agree);
        }
        time.print();
    }
}
