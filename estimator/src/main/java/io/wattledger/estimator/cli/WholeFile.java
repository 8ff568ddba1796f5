package io.wattledger.estimator.cli;

import io.wattledger.estimator.EstimateException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Writes a file whole or not at all: beside its place first, then moved there. What is no regular file is written as it is. */
public final class WholeFile {

    private WholeFile() {}

    /** Puts the content into a writer. */
    @FunctionalInterface
    public interface Content {

        /** Writes all of it. */
        void write(Writer writer) throws IOException;
    }

    /** Puts the content into a stream. */
    @FunctionalInterface
    public interface Bytes {

        /** Writes all of it. */
        void write(OutputStream out) throws IOException;
    }

    /** Why a target cannot be a file: it is a folder, or in none. */
    public static Optional<String> problem(Path target) {
        if (Files.isDirectory(target)) {
            return Optional.of(target + ": is a folder; name a file");
        }
        Path folder = target.toAbsolutePath().getParent();
        return folder == null || Files.isDirectory(folder)
                ? Optional.empty()
                : Optional.of("%s: there is no folder %s; make it, or name another file".formatted(target, folder));
    }

    /**
     * Refuses a target that cannot be a file, before any work is done for it.
     *
     * @param option that names it
     * @throws EstimateException if it is a folder, or in none
     */
    public static void requireFile(Path target, String option) {
        problem(target).ifPresent(problem -> {
            throw new EstimateException(option + " " + problem);
        });
    }

    /**
     * Writes the file; one that was there stays until the new one is whole.
     *
     * @throws IOException if writing fails, with the file's name
     */
    public static void write(Path target, Content content) throws IOException {
        writeBytes(target, out -> {
            Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            content.write(writer);
            writer.flush();
        });
    }

    /**
     * The same for what is no text.
     *
     * @throws IOException if writing fails, with the file's name
     */
    public static void writeBytes(Path target, Bytes content) throws IOException {
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
                content.write(out);
            }
            return;
        }
        // Not createTempFile: its files are for the owner alone.
        Path part = target.resolveSibling(".%s.%d.part"
                .formatted(target.getFileName(), ProcessHandle.current().pid()));
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
                content.write(out);
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
