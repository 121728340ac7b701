package parley.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonTest {
    private static final int ROUNDS = 20_000;
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    /** Against Gson's writer, byte for byte: texts from all of Unicode's corners, lone surrogates too. */
    @Test
    void stringsAreWrittenAsByGson() throws IOException {
        for (int i = 0; i < ROUNDS; i++) {
            String value = text();
            StringWriter out = new StringWriter();
            try (JsonWriter gson = new JsonWriter(out)) {
                gson.beginObject().name("name").value(value).endObject();
            }
            assertThat(new Json().begin().put("name", value).end())
                    .as("seed %d", seed)
                    .isEqualTo(out.toString());
        }
    }

    @Test
    void allShapesCanBeReadBack() {
        Json json = new Json().begin();
        json.put("text", "a\"b")
                .put("missing", null)
                .put("number", -5L)
                .put("yes", true)
                .flag("no", false);
        json.object("inner", () -> json.put("a", 1).put("b", "{"));
        json.list("list", List.of(1L, 2L), (j, n) -> j.put("n", n));
        json.list("empty", List.of(), (j, n) -> j.put("n", 0));
        json.strings("strings", List.of("[", ","));
        json.integers("integers", List.of(1, 2));

        JsonObject expected = new JsonObject();
        expected.addProperty("text", "a\"b");
        expected.addProperty("number", -5);
        expected.addProperty("yes", true);
        JsonObject inner = new JsonObject();
        inner.addProperty("a", 1);
        inner.addProperty("b", "{");
        expected.add("inner", inner);
        JsonArray list = new JsonArray();
        for (int n = 1; n <= 2; n++) {
            JsonObject item = new JsonObject();
            item.addProperty("n", n);
            list.add(item);
        }
        expected.add("list", list);
        expected.add("empty", new JsonArray());
        expected.add("strings", JsonParser.parseString("[\"[\",\",\"]"));
        expected.add("integers", JsonParser.parseString("[1,2]"));
        assertThat(json.end()).isEqualTo(expected.toString());
    }

    @Test
    void timesAreWrittenAsByAFormatter() {
        DateTimeFormatter formatter =
                DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
        long last = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();
        for (int i = 0; i < ROUNDS; i++) {
            long ms = i == 0 ? last : i == 1 ? 0 : i == 2 ? -1 : (long) (random.nextDouble() * last);
            assertThat(Timestamp.format(ms)).as("seed %d", seed).isEqualTo(formatter.format(Instant.ofEpochMilli(ms)));
        }
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) {
            switch (random.nextInt(6)) {
                case 0 -> text.append((char) random.nextInt(0x20));
                case 1 -> text.append("\"\\/<>&='\u007f".charAt(random.nextInt(9)));
                case 2 -> text.append((char) (0x2026 + random.nextInt(6)));
                case 3 -> text.append((char) random.nextInt(0x10000));
                default -> text.append((char) ('a' + random.nextInt(26)));
            }
        }
        return text.toString();
    }
}
