package io.wattledger.standalone.report;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Where a report goes. */
final class Output {

    private Output() {}

    /** Writes something. */
    @FunctionalInterface
    interface Writing {
        void to(OutputStream out) throws IOException;
    }

    /** Into a file at one blow, so that nobody reads half of it; or to standard output. */
    static void write(Optional<Path> file, Writing writing) throws IOException {
        if (file.isEmpty()) {
            writing.to(System.out);
            System.out.flush();
            return;
        }
        Path target = file.get().toAbsolutePath();
        Path folder = target.resolveSibling(".");
        if (!Files.isDirectory(folder)) {
            throw new IOException("--output " + file.get() + ": its folder does not exist");
        }
        Path beside =
                Files.createTempFile(folder.normalize(), target.getFileName().toString(), ".new");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(beside))) {
                writing.to(out);
            }
            Files.move(beside, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
    }
}
