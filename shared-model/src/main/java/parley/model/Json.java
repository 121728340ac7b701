package parley.model;

import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON object (RFC 8259) field by field; fields whose value is null are left out. Escapes what Gson's writer
 * escapes. By hand, because each message passes here, and that writer takes a fifth of a loop's time in a busy room.
 */
final class Json {
    private static final String[] ESCAPES = new String[0x80];
    private static final String LINE_SEPARATOR = "\\u2028";
    private static final String PARAGRAPH_SEPARATOR = "\\u2029";

    static {
        for (int c = 0; c < 0x20; c++) {
            ESCAPES[c] = String.format("\\u%04x", c);
        }
        ESCAPES['"'] = "\\\"";
        ESCAPES['\\'] = "\\\\";
        ESCAPES['\t'] = "\\t";
        ESCAPES['\b'] = "\\b";
        ESCAPES['\n'] = "\\n";
        ESCAPES['\r'] = "\\r";
        ESCAPES['\f'] = "\\f";
    }

    private final StringBuilder text = new StringBuilder(256);

    Json begin() {
        return bracket('{');
    }

    Json put(String name, @Nullable String value) {
        return value == null ? this : name(name).value(value);
    }

    Json put(String name, long value) {
        name(name).text.append(value);
        return this;
    }

    Json put(String name, boolean value) {
        name(name).text.append(value);
        return this;
    }

    /** Writes the field only when it is true. */
    Json flag(String name, boolean value) {
        return value ? put(name, true) : this;
    }

    Json object(String name, Runnable fields) {
        name(name).bracket('{');
        fields.run();
        return bracket('}');
    }

    <T> Json list(String name, List<T> items, BiConsumer<Json, T> fields) {
        name(name).bracket('[');
        for (T item : items) {
            next().bracket('{');
            fields.accept(this, item);
            bracket('}');
        }
        return bracket(']');
    }

    Json strings(String name, List<String> items) {
        name(name).bracket('[');
        items.forEach(item -> next().value(item));
        return bracket(']');
    }

    Json integers(String name, List<Integer> items) {
        name(name).bracket('[');
        items.forEach(item -> next().text.append(item.intValue()));
        return bracket(']');
    }

    String end() {
        return bracket('}').text.toString();
    }

    private Json bracket(char bracket) {
        text.append(bracket);
        return this;
    }

    /** Puts a comma between what is at the same level. */
    private Json next() {
        char before = text.charAt(text.length() - 1);
        if (before != '{' && before != '[') {
            text.append(',');
        }
        return this;
    }

    /** @param name ASCII letters */
    private Json name(String name) {
        next().text.append('"').append(name).append("\":");
        return this;
    }

    private Json value(String value) {
        text.append('"');
        int from = 0;
        for (int i = 0; i < value.length(); i++) {
            String escape = escape(value.charAt(i));
            if (escape != null) {
                text.append(value, from, i).append(escape);
                from = i + 1;
            }
        }
        if (from == 0) {
            text.append(value);
        } else {
            text.append(value, from, value.length());
        }
        text.append('"');
        return this;
    }

    private static @Nullable String escape(char c) {
        if (c < ESCAPES.length) {
            return ESCAPES[c];
        }
        // Line ends in JavaScript before 2019, though not in JSON.
        return c == '\u2028' ? LINE_SEPARATOR : c == '\u2029' ? PARAGRAPH_SEPARATOR : null;
    }
}
