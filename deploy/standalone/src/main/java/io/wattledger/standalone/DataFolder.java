package io.wattledger.standalone;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** The folder of a standalone run: the user's own, which is kept, or a temporary one, which goes when the run ends. */
public record DataFolder(Path path, boolean temporary) implements AutoCloseable {

    /**
     * Opens it, and makes it where it is not there.
     *
     * @param named the folder that the user named, if any
     */
    public static DataFolder open(@Nullable Path named) throws IOException {
        return named == null
                ? new DataFolder(Files.createTempDirectory("wattledger-"), true)
                : new DataFolder(Files.createDirectories(named.toAbsolutePath()), false);
    }

    @Override
    public void close() throws IOException {
        if (!temporary || !Files.exists(path)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
