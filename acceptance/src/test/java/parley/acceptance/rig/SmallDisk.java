package parley.acceptance.rig;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A small file system in memory (tmpfs) that can be filled and freed. To mount it takes root, or sudo without a password. */
public final class SmallDisk implements AutoCloseable {
    private static final int MEBIBYTE = 1 << 20;
    private static final int PAGE = 4096;

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** Mounts an empty one on a folder, which is made. */
    public static SmallDisk mount(Path folder, int mebibytes) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String owner = "uid=" + number("-u") + ",gid=" + number("-g");
        asRoot("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m," + owner, "tmpfs", folder.toString());
        return new SmallDisk(folder);
    }

    /** Takes all that is free. */
    public void fill() {
        try (OutputStream out = Files.newOutputStream(filler())) {
            fill(out, MEBIBYTE);
            fill(out, PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives it back. */
    public void free() {
        try {
            Files.delete(filler());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Unmounts it, whoever still uses it. */
    @Override
    public void close() {
        asRoot("umount", "--lazy", folder.toString());
    }

    private Path filler() {
        return folder.resolve("filler");
    }

    private static void fill(OutputStream out, int bytes) {
        try {
            while (true) {
                out.write(new byte[bytes]);
            }
        } catch (IOException full) {
            // As it should be.
        }
    }

    private static void asRoot(String... command) {
        List<String> whole = new ArrayList<>(List.of(command));
        if (!number("-u").equals("0")) {
            whole.addAll(0, List.of("sudo", "-n"));
        }
        run(whole);
    }

    private static String number(String flag) {
        return run(List.of("id", flag)).strip();
    }

    private static String run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(
                        "This test mounts a tmpfs, which takes root or sudo without a password, and in a"
                                + " container --cap-add SYS_ADMIN. " + String.join(" ", command) + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
