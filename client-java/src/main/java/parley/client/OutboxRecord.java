package parley.client;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import parley.model.Position;

/** The content of one record of a {@link FileOutbox}: an item, or the ref of one that is gone. */
record OutboxRecord(String ref, @Nullable OutboxItem item) {
    static byte[] put(OutboxItem item) {
        JsonObject json = new JsonObject();
        json.addProperty("ref", item.ref());
        json.addProperty("owner", item.owner());
        json.addProperty("room", item.room());
        json.addProperty("kind", item.kind().name());
        json.addProperty("target", item.target());
        json.addProperty("text", item.text());
        json.addProperty("createdMs", item.createdMs());
        json.addProperty("firstSentMs", item.firstSentMs());
        Position heldAt = item.heldAt();
        if (heldAt != null) {
            json.addProperty("epoch", heldAt.epoch());
            json.addProperty("seq", heldAt.seq());
            json.addProperty("timestamp", heldAt.timestamp());
        }
        json.addProperty("state", item.state().name());
        json.addProperty("code", item.code());
        json.addProperty("sentence", item.sentence());
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    static byte[] remove(String ref) {
        JsonObject json = new JsonObject();
        json.addProperty("ref", ref);
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads a record.
     *
     * @throws IllegalArgumentException when it is none of this version
     */
    static OutboxRecord read(byte[] content) {
        try {
            JsonObject json = JsonParser.parseString(new String(content, StandardCharsets.UTF_8))
                    .getAsJsonObject();
            String ref = json.get("ref").getAsString();
            return new OutboxRecord(ref, json.has("room") ? item(ref, json) : null);
        } catch (JsonParseException | IllegalStateException | NullPointerException | UnsupportedOperationException e) {
            throw new IllegalArgumentException("not an outbox record", e);
        }
    }

    private static OutboxItem item(String ref, JsonObject json) {
        String room = json.get("room").getAsString();
        Position heldAt = json.has("epoch")
                ? new Position(
                        room, json.get("epoch").getAsString(), json.get("seq").getAsLong(), text(json, "timestamp"))
                : null;
        return new OutboxItem(
                ref,
                json.get("owner").getAsString(),
                room,
                Outgoing.Kind.valueOf(json.get("kind").getAsString()),
                json.get("target").getAsLong(),
                json.get("text").getAsString(),
                json.get("createdMs").getAsLong(),
                json.get("firstSentMs").getAsLong(),
                heldAt,
                Outgoing.State.valueOf(json.get("state").getAsString()),
                text(json, "code"),
                json.get("sentence").getAsString());
    }

    private static @Nullable String text(JsonObject json, String name) {
        JsonElement value = json.get(name);
        return value == null || value.isJsonNull() ? null : value.getAsString();
    }
}
