import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;

/** Makes {@code emoji.sheet} out of the npm package emoji-datasource-google; see the README beside it. */
final class MakeEmojiSheet {
    private static final int SIZE = 32;
    private static final int CELL = SIZE + 2;
    private static final int PER_CHUNK = 128;

    private record Emoji(String sequence, int x, int y) {}

    public static void main(String[] arguments) throws IOException {
        Path source = Path.of(arguments[0]);
        JsonArray list = JsonParser.parseString(Files.readString(source.resolve("emoji.json"))).getAsJsonArray();
        List<Emoji> all = new ArrayList<>();
        for (JsonElement element : list) {
            JsonObject emoji = element.getAsJsonObject();
            if (emoji.get("has_img_google").getAsBoolean()) {
                add(all, emoji);
                if (emoji.has("skin_variations")) {
                    emoji.getAsJsonObject("skin_variations").asMap().values().forEach(v -> add(all, v.getAsJsonObject()));
                }
            }
        }
        all.sort(Comparator.comparing(Emoji::sequence));
        BufferedImage sheet = ImageIO.read(source.resolve("img/google/sheets-256/" + SIZE + ".png").toFile());
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(Path.of(arguments[1])))) {
            write(out, all, sheet);
        }
    }

    private static void add(List<Emoji> all, JsonObject emoji) {
        StringBuilder sequence = new StringBuilder();
        for (String point : emoji.get("unified").getAsString().split("-")) {
            sequence.appendCodePoint(Integer.parseInt(point, 16));
        }
        all.add(new Emoji(sequence.toString(), emoji.get("sheet_x").getAsInt(), emoji.get("sheet_y").getAsInt()));
    }

    private static void write(DataOutputStream out, List<Emoji> all, BufferedImage sheet) throws IOException {
        IndexColorModel colours = (IndexColorModel) sheet.getColorModel();
        int[] palette = new int[colours.getMapSize()];
        colours.getRGBs(palette);
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        DataOutputStream fields = new DataOutputStream(head);
        fields.writeShort(SIZE);
        fields.writeShort(PER_CHUNK);
        fields.writeShort(palette.length);
        for (int colour : palette) {
            fields.writeInt(colour);
        }
        fields.writeShort(all.size());
        for (Emoji emoji : all) {
            fields.writeUTF(emoji.sequence());
        }
        block(out, head.toByteArray());
        for (int start = 0; start < all.size(); start += PER_CHUNK) {
            ByteArrayOutputStream pixels = new ByteArrayOutputStream();
            for (Emoji emoji : all.subList(start, Math.min(all.size(), start + PER_CHUNK))) {
                for (int y = 0; y < SIZE; y++) {
                    for (int x = 0; x < SIZE; x++) {
                        pixels.write(sheet.getRaster().getSample(emoji.x() * CELL + 1 + x, emoji.y() * CELL + 1 + y, 0));
                    }
                }
            }
            block(out, pixels.toByteArray());
        }
    }

    private static void block(DataOutputStream out, byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed, new Deflater(9))) {
            deflater.write(content);
        }
        out.writeInt(packed.size());
        out.writeInt(content.length);
        packed.writeTo(out);
    }
}
