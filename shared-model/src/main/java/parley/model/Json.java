package parley.model;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Writes one JSON object field by field; fields whose value is null are left out. */
final class Json {
    private final StringWriter text = new StringWriter(192);
    private final JsonWriter writer = new JsonWriter(text);

    Json begin() {
        return run(writer::beginObject);
    }

    Json put(String name, @Nullable String value) {
        return value == null ? this : run(() -> writer.name(name).value(value));
    }

    Json put(String name, long value) {
        return run(() -> writer.name(name).value(value));
    }

    Json put(String name, boolean value) {
        return run(() -> writer.name(name).value(value));
    }

    /** Writes the field only when it is true. */
    Json flag(String name, boolean value) {
        return value ? put(name, true) : this;
    }

    Json object(String name, Runnable fields) {
        run(() -> writer.name(name).beginObject());
        fields.run();
        return run(writer::endObject);
    }

    <T> Json list(String name, List<T> items, BiConsumer<Json, T> fields) {
        run(() -> writer.name(name).beginArray());
        for (T item : items) {
            begin();
            fields.accept(this, item);
            run(writer::endObject);
        }
        return run(writer::endArray);
    }

    Json strings(String name, List<String> items) {
        run(() -> writer.name(name).beginArray());
        items.forEach(item -> run(() -> writer.value(item)));
        return run(writer::endArray);
    }

    Json integers(String name, List<Integer> items) {
        run(() -> writer.name(name).beginArray());
        items.forEach(item -> run(() -> writer.value(item)));
        return run(writer::endArray);
    }

    String end() {
        run(writer::endObject);
        return text.toString();
    }

    private Json run(Write write) {
        try {
            write.run();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
    }

    private interface Write {
        void run() throws IOException;
    }
}
