package parley.desktop.view;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/**
 * All emoji as small images, packed in blocks of which the last used is kept unpacked, and the last used images too. Read when
 * the first emoji is seen. On the toolkit's thread.
 */
final class EmojiSheet {
    private static final String RESOURCE = "/parley/desktop/emoji.sheet";
    private static final char EMOJI_STYLE = '\uFE0F';
    private static final char TEXT_STYLE = '\uFE0E';
    private static final char KEYCAP = '\u20E3';
    private static final int LONGEST_POINTS = 10;
    private static final int IMAGES_KEPT = 256;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final BitSet textByDefault = new BitSet();
    private final Map<Integer, Image> images = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Image> eldest) {
            return size() > IMAGES_KEPT;
        }
    };
    private byte[][] blocks = {};
    private int[] palette = {};
    private int size;
    private int perBlock = 1;
    private int unpackedBlock = -1;
    private byte[] pixels = {};

    /**
     * Where the emoji that starts at {@code start} ends; the longest sequence is taken.
     *
     * @return {@code start} when none starts there
     */
    int end(String text, int start) {
        if (!mayStart(text, start)) {
            return start;
        }
        load();
        StringBuilder sequence = new StringBuilder();
        int end = start;
        int i = start;
        for (int points = 0; points < LONGEST_POINTS && i < text.length(); points++) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c == EMOJI_STYLE) {
                continue;
            }
            Integer number = numbers.get(sequence.appendCodePoint(c).toString());
            char next = i < text.length() ? text.charAt(i) : 0;
            if (number != null && next != TEXT_STYLE && (next == EMOJI_STYLE || !textByDefault.get(number))) {
                end = next == EMOJI_STYLE ? i + 1 : i;
            }
        }
        return end;
    }

    /** The picture of a text that {@link #end} found to be one emoji. */
    Image image(String emoji) {
        load();
        Integer number = numbers.get(plain(emoji));
        if (number == null) {
            throw new IllegalArgumentException("This is no emoji: " + emoji);
        }
        return images.computeIfAbsent(number, this::draw);
    }

    /** A cheap look, so that texts without emoji never cause the sheet to be read. */
    private static boolean mayStart(String text, int start) {
        char c = text.charAt(start);
        if (c >= 0x2190) {
            return c < 0x2C00 || (c >= 0x3030 && c <= 0x3299) || (c >= 0xD83C && c <= 0xD83E);
        }
        return start + 1 < text.length() && (text.charAt(start + 1) == EMOJI_STYLE || text.charAt(start + 1) == KEYCAP);
    }

    private static String plain(String emoji) {
        return emoji.replace(String.valueOf(EMOJI_STYLE), "");
    }

    private void load() {
        if (blocks.length > 0) {
            return;
        }
        try (InputStream resource = EmojiSheet.class.getResourceAsStream(RESOURCE)) {
            DataInputStream file = new DataInputStream(new BufferedInputStream(Objects.requireNonNull(resource)));
            DataInputStream head = new DataInputStream(new ByteArrayInputStream(unpack(block(file))));
            size = head.readUnsignedShort();
            perBlock = head.readUnsignedShort();
            palette = new int[head.readUnsignedShort()];
            for (int i = 0; i < palette.length; i++) {
                palette[i] = head.readInt();
            }
            int count = head.readUnsignedShort();
            for (int i = 0; i < count; i++) {
                String sequence = head.readUTF();
                numbers.put(plain(sequence), i);
                textByDefault.set(
                        i,
                        sequence.length() - plain(sequence).length() == 1
                                && sequence.codePointCount(0, sequence.length()) == 2);
            }
            blocks = new byte[(count + perBlock - 1) / perBlock][];
            for (int i = 0; i < blocks.length; i++) {
                blocks[i] = block(file);
            }
        } catch (IOException damaged) {
            throw new UncheckedIOException("The emoji cannot be read", damaged);
        }
    }

    private static byte[] block(DataInputStream file) throws IOException {
        int packed = file.readInt();
        return file.readNBytes(packed + Integer.BYTES);
    }

    /** A block starts with how long it is when it is unpacked. */
    private static byte[] unpack(byte[] block) throws IOException {
        ByteBuffer packed = ByteBuffer.wrap(block);
        byte[] content = new byte[packed.getInt()];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            if (inflater.inflate(content) != content.length) {
                throw new IOException("A block is too short");
            }
            return content;
        } catch (DataFormatException damaged) {
            throw new IOException(damaged);
        } finally {
            inflater.end();
        }
    }

    private Image draw(int number) {
        int block = number / perBlock;
        if (block != unpackedBlock) {
            try {
                pixels = unpack(blocks[block]);
            } catch (IOException damaged) {
                throw new UncheckedIOException("The emoji cannot be read", damaged);
            }
            unpackedBlock = block;
        }
        int[] colours = new int[size * size];
        int offset = number % perBlock * colours.length;
        for (int i = 0; i < colours.length; i++) {
            colours[i] = palette[pixels[offset + i] & 0xFF];
        }
        WritableImage image = new WritableImage(size, size);
        image.getPixelWriter().setPixels(0, 0, size, size, PixelFormat.getIntArgbInstance(), colours, 0, size);
        return image;
    }
}
