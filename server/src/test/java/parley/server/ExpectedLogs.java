package parley.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Who logs warnings or errors in the tests of a class because of what they do: simple names of classes. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ExpectedLogs {
    /** Names such as {@code Lane}. */
    String[] value();
}
