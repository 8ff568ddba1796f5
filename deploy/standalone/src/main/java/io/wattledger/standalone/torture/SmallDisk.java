package io.wattledger.standalone.torture;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A folder on a file system of its own that is small enough to be filled. */
final class SmallDisk implements AutoCloseable {

    private static final int MEGABYTES = 512;
    private static final int BLOCK = 64 * 1024;

    private final Path folder;
    private final Held mount;

    private SmallDisk(Path folder, Held mount) {
        this.folder = folder;
        this.mount = mount;
    }

    /** Mounts it; empty where that is not allowed (it takes root) or unknown. */
    static Optional<SmallDisk> mount(Path folder) throws IOException {
        Files.createDirectories(folder);
        return Held.mounted(folder, MEGABYTES).map(mount -> new SmallDisk(folder, mount));
    }

    /** Writes until nothing more fits; again, for room that was made meanwhile. */
    void fill() {
        byte[] block = new byte[BLOCK];
        try (OutputStream out = Files.newOutputStream(filler(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (long written = 0; written <= MEGABYTES * 1024L * 1024; written += BLOCK) {
                out.write(block);
            }
        } catch (IOException e) {
            // Full, which is what was wanted.
        }
    }

    /** Makes room again. */
    void free() {
        try {
            Files.deleteIfExists(filler());
        } catch (IOException e) {
            throw new UncheckedIOException(filler() + " cannot be deleted", e);
        }
    }

    private Path filler() {
        return folder.resolve("filler");
    }

    @Override
    public void close() {
        mount.close();
    }
}
