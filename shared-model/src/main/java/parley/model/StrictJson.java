package parley.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;

/** Reads one JSON object by RFC 8259 to the letter: bounded depth, no lone surrogates, of duplicate keys the last counts. */
final class StrictJson {
    private StrictJson() {}

    /**
     * Parses a whole text.
     *
     * @throws ProtocolException {@code bad_request} without a ref
     */
    static JsonObject object(String text) throws ProtocolException {
        // The reader would pass over a byte order mark, which is no part of the grammar.
        if (text.startsWith("\uFEFF")) {
            throw bad("A message is one JSON object, without a byte order mark before it.");
        }
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.setStrictness(Strictness.STRICT);
            reader.setNestingLimit(Limit.JSON_DEPTH.value());
            if (reader.peek() != JsonToken.BEGIN_OBJECT) {
                throw bad("A message is one JSON object.");
            }
            JsonObject object = readObject(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw bad("A message is one JSON object and nothing after it.");
            }
            return object;
        } catch (IOException | NumberFormatException | IllegalStateException e) {
            throw bad("The text is not JSON (RFC 8259), or nested more than 32 deep.");
        }
    }

    private static JsonObject readObject(JsonReader reader) throws IOException, ProtocolException {
        JsonObject object = new JsonObject();
        reader.beginObject();
        while (reader.hasNext()) {
            object.add(wellFormed(reader.nextName()), readValue(reader));
        }
        reader.endObject();
        return object;
    }

    private static JsonArray readArray(JsonReader reader) throws IOException, ProtocolException {
        JsonArray array = new JsonArray();
        reader.beginArray();
        while (reader.hasNext()) {
            array.add(readValue(reader));
        }
        reader.endArray();
        return array;
    }

    private static JsonElement readValue(JsonReader reader) throws IOException, ProtocolException {
        return switch (reader.peek()) {
            case BEGIN_OBJECT -> readObject(reader);
            case BEGIN_ARRAY -> readArray(reader);
            case STRING -> new JsonPrimitive(wellFormed(reader.nextString()));
            // Not nextDouble: it refuses 1e999, which is JSON and may stand in a field that nobody reads.
            case NUMBER -> new JsonPrimitive(Double.valueOf(reader.nextString()));
            case BOOLEAN -> new JsonPrimitive(reader.nextBoolean());
            case NULL -> {
                reader.nextNull();
                yield JsonNull.INSTANCE;
            }
            default -> throw bad("The text is not JSON (RFC 8259).");
        };
    }

    private static String wellFormed(String text) throws ProtocolException {
        int i = 0;
        while (i < text.length()) {
            int codePoint = text.codePointAt(i);
            if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                throw bad("The text holds half of a surrogate pair.");
            }
            i += Character.charCount(codePoint);
        }
        return text;
    }

    private static ProtocolException bad(String sentence) {
        return new ProtocolException(ErrorCode.BAD_REQUEST, sentence, null);
    }
}
