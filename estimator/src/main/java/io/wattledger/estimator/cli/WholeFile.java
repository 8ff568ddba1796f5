package io.wattledger.estimator.cli;

import io.wattledger.estimator.EstimateException;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file whole or not at all: beside its place first, then moved there. What is no regular file is written as it is. */
final class WholeFile {

    private WholeFile() {}

    /** Puts the content into a writer. */
    interface Content {
        void write(Writer writer) throws IOException;
    }

    /**
     * Refuses a target that cannot be a file, before any work is done for it.
     *
     * @param option that names it
     * @throws EstimateException if it is a folder, or in none
     */
    static void requireFile(Path target, String option) {
        if (Files.isDirectory(target)) {
            throw new EstimateException("%s %s: is a folder; name a file".formatted(option, target));
        }
        Path folder = target.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new EstimateException(
                    "%s %s: there is no folder %s; make it, or name another file".formatted(option, target, folder));
        }
    }

    /**
     * Writes the file; one that was there stays until the new one is whole.
     *
     * @throws IOException if writing fails, with the file's name
     */
    static void write(Path target, Content content) throws IOException {
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            try (Writer writer = Files.newBufferedWriter(target)) {
                content.write(writer);
            }
            return;
        }
        // Not createTempFile: its files are for the owner alone.
        Path part = target.resolveSibling(".%s.%d.part"
                .formatted(target.getFileName(), ProcessHandle.current().pid()));
        try {
            try (Writer writer = Files.newBufferedWriter(part)) {
                content.write(writer);
            }
            replace(part, target);
        } catch (IOException e) {
            throw new IOException("%s cannot be written: %s".formatted(target, e.getMessage()), e);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void replace(Path part, Path target) throws IOException {
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
