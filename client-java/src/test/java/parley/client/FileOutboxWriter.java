package parley.client;

import java.io.IOException;
import java.nio.file.Path;

/** A process that puts items for ever and names each one that counts as put, until it is killed. */
final class FileOutboxWriter {
    private FileOutboxWriter() {}

    public static void main(String[] arguments) throws IOException {
        try (FileOutbox outbox = FileOutbox.open(Path.of(arguments[0]))) {
            for (int i = 0; ; i++) {
                outbox.put(FileOutboxTest.item("item-" + i, "x".repeat(i % 500)));
                System.out.println("item-" + i);
            }
        }
    }
}
