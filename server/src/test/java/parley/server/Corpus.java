package parley.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;

/** The kept inputs of a fuzz test, and endlessly many that are made of them. One thread. */
public final class Corpus {
    private static final int MOST_BYTES = 65_536;
    private static final int LARGE_BYTES = 2_000;
    private static final String SIGNS = "{}[]\":,\\0e-. \t\r\n\u0000/@%?#u";

    private final List<byte[]> kept;
    private final Random random;

    private Corpus(List<byte[]> kept, Random random) {
        this.kept = kept;
        this.random = random;
    }

    /** Resources beside the test: {@code Inputs} that Jazzer starts from and adds to, and {@code Large} ones. */
    public static Corpus of(Class<?> test, Random random) {
        return new Corpus(
                Stream.of("Inputs", "Large").flatMap(kind -> files(test, kind)).toList(), random);
    }

    private static Stream<byte[]> files(Class<?> test, String kind) {
        String folder = test.getSimpleName() + kind;
        URL url = Objects.requireNonNull(test.getResource(folder), () -> "There is no " + folder);
        try (Stream<Path> files = Files.walk(Path.of(url.toURI()))) {
            return files.filter(Files::isRegularFile).sorted().map(Corpus::bytes).toList().stream();
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As they are. */
    public List<byte[]> kept() {
        return kept;
    }

    /** One of them, changed in a few places. */
    public byte[] next() {
        byte[] input = one();
        for (int changes = 1 + random.nextInt(5); changes > 0; changes--) {
            input = changed(input);
        }
        return input.length > MOST_BYTES ? Arrays.copyOf(input, MOST_BYTES) : input;
    }

    private byte[] one() {
        byte[] input = kept.get(random.nextInt(kept.size()));
        return input.length < LARGE_BYTES || random.nextInt(16) == 0 ? input.clone() : one();
    }

    private byte[] changed(byte[] input) {
        int from = random.nextInt(input.length + 1);
        int to = Math.min(input.length, from + 1 + random.nextInt(random.nextInt(4) == 0 ? 100 : 4));
        switch (random.nextInt(7)) {
            case 0 -> {
                if (from < input.length) {
                    input[from] ^= (byte) (1 << random.nextInt(8));
                }
                return input;
            }
            case 1 -> {
                if (from < input.length) {
                    input[from] = (byte) SIGNS.charAt(random.nextInt(SIGNS.length()));
                }
                return input;
            }
            case 2 -> {
                return joined(input, from, new byte[0], input, to);
            }
            case 3 -> {
                return joined(input, to, Arrays.copyOfRange(input, from, to), input, to);
            }
            case 4 -> {
                byte[] other = one();
                int start = random.nextInt(other.length + 1);
                int end = Math.min(other.length, start + random.nextInt(60));
                return joined(input, from, Arrays.copyOfRange(other, start, end), input, from);
            }
            case 5 -> {
                byte[] other = one();
                return joined(input, from, new byte[0], other, random.nextInt(other.length + 1));
            }
            default -> {
                byte[] noise = new byte[1 + random.nextInt(4)];
                random.nextBytes(noise);
                return joined(input, from, noise, input, from);
            }
        }
    }

    /** The first bytes of one, something, and the last bytes of another. */
    private static byte[] joined(byte[] head, int headEnd, byte[] middle, byte[] tail, int tailStart) {
        byte[] joined = Arrays.copyOf(head, headEnd + middle.length + tail.length - tailStart);
        System.arraycopy(middle, 0, joined, headEnd, middle.length);
        System.arraycopy(tail, tailStart, joined, headEnd + middle.length, tail.length - tailStart);
        return joined;
    }
}
