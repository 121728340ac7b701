package parley.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Typed access to an object's fields: absent is null, and anything of another type, JSON's null included, is refused. */
final class Fields {
    /** Numbers at and above this are not exact in every client. */
    static final long MAX_INTEGER = (1L << 53) - 1;

    private final JsonObject object;
    private final @Nullable String ref;

    Fields(JsonObject object, @Nullable String ref) {
        this.object = object;
        this.ref = ref;
    }

    String string(String name) throws ProtocolException {
        return required(name, optionalString(name));
    }

    @Nullable
    String optionalString(String name) throws ProtocolException {
        JsonPrimitive value = primitive(name);
        if (value == null) {
            return null;
        }
        if (!value.isString()) {
            throw wrong(name, "a string");
        }
        return value.getAsString();
    }

    long integer(String name) throws ProtocolException {
        return required(name, optionalInteger(name));
    }

    /** A whole number of 0 to 2^53 - 1; 1.0 and 1e0 are whole too, as in JSON Schema. */
    @Nullable
    Long optionalInteger(String name) throws ProtocolException {
        JsonPrimitive value = primitive(name);
        if (value == null) {
            return null;
        }
        // As a double first: BigDecimal would expand 1e999999999 digit by digit.
        double number = value.isNumber() ? value.getAsDouble() : Double.NaN;
        if (!(number >= 0 && number <= MAX_INTEGER) || number != Math.rint(number)) {
            throw wrong(name, "a whole number from 0 to 2^53 - 1");
        }
        return (long) number;
    }

    /** Like {@link #integer}, for fields that are small; what is too large for an int is the largest. */
    int number(String name) throws ProtocolException {
        return (int) Math.min(integer(name), Integer.MAX_VALUE);
    }

    boolean flag(String name) throws ProtocolException {
        JsonPrimitive value = primitive(name);
        if (value == null) {
            return false;
        }
        if (!value.isBoolean()) {
            throw wrong(name, "true or false");
        }
        return value.getAsBoolean();
    }

    Fields child(String name) throws ProtocolException {
        JsonElement value = object.get(name);
        if (value == null || !value.isJsonObject()) {
            throw wrong(name, "an object");
        }
        return new Fields(value.getAsJsonObject(), ref);
    }

    @Nullable
    Fields optionalChild(String name) throws ProtocolException {
        return object.has(name) ? child(name) : null;
    }

    JsonArray array(String name) throws ProtocolException {
        JsonElement value = object.get(name);
        if (value == null) {
            return new JsonArray();
        }
        if (!value.isJsonArray()) {
            throw wrong(name, "a list");
        }
        return value.getAsJsonArray();
    }

    Fields element(String list, JsonElement element) throws ProtocolException {
        if (!element.isJsonObject()) {
            throw wrong(list, "a list of objects");
        }
        return new Fields(element.getAsJsonObject(), ref);
    }

    List<String> strings(String name) throws ProtocolException {
        List<String> values = new ArrayList<>();
        for (JsonElement element : array(name)) {
            if (!element.isJsonPrimitive() || !element.getAsJsonPrimitive().isString()) {
                throw wrong(name, "a list of strings");
            }
            values.add(element.getAsString());
        }
        return List.copyOf(values);
    }

    List<Integer> numbers(String name) throws ProtocolException {
        List<Integer> values = new ArrayList<>();
        for (JsonElement element : array(name)) {
            if (!element.isJsonPrimitive() || !element.getAsJsonPrimitive().isNumber()) {
                throw wrong(name, "a list of numbers");
            }
            values.add(element.getAsInt());
        }
        return List.copyOf(values);
    }

    ProtocolException bad(String sentence) {
        return new ProtocolException(ErrorCode.BAD_REQUEST, sentence, ref);
    }

    private @Nullable JsonPrimitive primitive(String name) throws ProtocolException {
        JsonElement value = object.get(name);
        if (value == null) {
            return null;
        }
        if (!value.isJsonPrimitive()) {
            throw bad("The field " + name + " has the wrong type.");
        }
        return value.getAsJsonPrimitive();
    }

    private <T> T required(String name, @Nullable T value) throws ProtocolException {
        if (value == null) {
            throw bad("The field " + name + " is missing.");
        }
        return value;
    }

    private ProtocolException wrong(String name, String expected) {
        return bad("The field " + name + " must be " + expected + ".");
    }
}
