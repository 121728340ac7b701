package parley.server.store.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import org.jspecify.annotations.Nullable;
import parley.model.Timestamp;

/** One line of a file: a JSON object with a {@code type}. Absent fields are null, fields of another type are refused. */
final class Line {

    /** Numbers at and above this are not exact everywhere. */
    private static final double MAX_INTEGER = 1L << 53;

    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private final JsonObject fields;

    private Line(JsonObject fields) {
        this.fields = fields;
    }

    static Line of(String type) {
        return new Line(new JsonObject()).put("type", type);
    }

    /** Reads a line without its line break. */
    static Line read(byte[] bytes) throws ArchiveException {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            JsonReader reader = new JsonReader(new StringReader(text));
            reader.setStrictness(Strictness.STRICT);
            JsonObject fields = GSON.getAdapter(JsonObject.class).read(reader);
            if (fields == null || reader.peek() != JsonToken.END_DOCUMENT) {
                throw new ArchiveException("it is no JSON object");
            }
            return new Line(fields);
        } catch (CharacterCodingException e) {
            throw new ArchiveException("it is no UTF-8");
        } catch (IOException | JsonParseException | IllegalStateException | NumberFormatException e) {
            throw new ArchiveException("it is no JSON object");
        }
    }

    byte[] bytes() {
        return (GSON.toJson(fields) + "\n").getBytes(UTF_8);
    }

    Line put(String name, String value) {
        fields.addProperty(name, value);
        return this;
    }

    Line put(String name, long value) {
        fields.addProperty(name, value);
        return this;
    }

    Line putTime(String name, long epochMs) {
        return put(name, Timestamp.format(epochMs));
    }

    Line flag(String name) {
        fields.addProperty(name, true);
        return this;
    }

    String type() throws ArchiveException {
        return text("type");
    }

    String text(String name) throws ArchiveException {
        JsonPrimitive value = primitive(name);
        if (value == null || !value.isString()) {
            throw new ArchiveException("its '" + name + "' is missing or no text");
        }
        return wellFormed(name, value.getAsString());
    }

    long number(String name) throws ArchiveException {
        JsonPrimitive value = primitive(name);
        double number = value != null && value.isNumber() ? value.getAsDouble() : Double.NaN;
        if (!(number >= 0 && number < MAX_INTEGER) || number != Math.rint(number)) {
            throw new ArchiveException("its '" + name + "' is missing or no number from 0 to 2^53 - 1");
        }
        return (long) number;
    }

    /** Returns a time, milliseconds since 1970. */
    long time(String name) throws ArchiveException {
        try {
            return Timestamp.parse(text(name));
        } catch (DateTimeException | ArithmeticException e) {
            throw new ArchiveException("its '" + name + "' is no time");
        }
    }

    boolean has(String name) {
        return fields.has(name);
    }

    private @Nullable JsonPrimitive primitive(String name) {
        JsonElement value = fields.get(name);
        return value != null && value.isJsonPrimitive() ? value.getAsJsonPrimitive() : null;
    }

    /** Half of a surrogate pair has no UTF-8: something else would be stored. */
    private static String wellFormed(String name, String text) throws ArchiveException {
        boolean sound = text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        if (!sound) {
            throw new ArchiveException("its '" + name + "' holds half of a surrogate pair");
        }
        return text;
    }
}
