package parley.acceptance.rig;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** A proof that is repeated as often as {@code bin/verify} says: 3 times, or 20 with {@code --long}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(Rounds.Repeat.class)
public @interface Rounds {
    /** How often, by the property {@code parley.rounds}. */
    int COUNT = Integer.getInteger("parley.rounds", 3);

    /** True for {@code --long}: a proof that runs once is longer then. */
    boolean LONG = COUNT >= 20;

    /** One invocation a round. */
    final class Repeat implements TestTemplateInvocationContextProvider {
        @Override
        public boolean supportsTestTemplate(ExtensionContext context) {
            return true;
        }

        @Override
        public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
            return IntStream.rangeClosed(1, COUNT).mapToObj(round -> new TestTemplateInvocationContext() {
                @Override
                public String getDisplayName(int index) {
                    return "round " + round + " of " + COUNT;
                }
            });
        }
    }
}
