package io.wattledger.app;

import io.wattledger.config.Config;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder in which Kafka Streams keeps what an instance works on. */
final class StateFolder {

    private static final Logger LOG = LoggerFactory.getLogger(StateFolder.class);
    private static final Pattern TASK = Pattern.compile("\\d+_\\d+");

    private final Path folder;

    /** Is there while an instance works on the folder, and afterwards if it did not close its stores. */
    private final Path open;

    StateFolder(Config.App app) {
        this.folder = Path.of(app.stateDir()).resolve(app.id());
        this.open = folder.resolve("open");
    }

    /**
     * Empties the part for the global tables. They are in memory alone, but Kafka Streams keeps a checkpoint file for them, and what
     * a crash or a full disk left in it would end each start (KAFKA-21034).
     *
     * @throws StartException if it cannot
     */
    void clearTables() throws StartException {
        clear(folder.resolve("global"));
    }

    /**
     * Prepares the folder for an instance that books exactly once. The stores of one that was killed hold what was not committed.
     * Kafka Streams finds that out store by store, in the middle of its start, and deletes them then; together and now takes less
     * time, and no task has to be begun twice. A folder that another process works on stays as it is: Kafka Streams refuses it.
     *
     * @throws StartException if it cannot
     */
    void open() throws StartException {
        try {
            Files.createDirectories(folder);
            // The file that Kafka Streams holds a lock on.
            try (FileChannel lock = FileChannel.open(
                            folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = lock.tryLock()) {
                if (held == null) {
                    return;
                }
                if (Files.exists(open)) {
                    clearTasks();
                } else {
                    Files.createFile(open);
                }
            } catch (OverlappingFileLockException e) {
                LOG.debug("another instance of this process works on {}", folder, e);
            }
        } catch (IOException e) {
            throw new StartException(folder + " cannot be prepared: " + e + ". Set app.state-dir", e);
        }
    }

    private void clearTasks() throws IOException, StartException {
        List<Path> tasks;
        try (Stream<Path> files = Files.list(folder)) {
            tasks = files.filter(file ->
                            TASK.matcher(String.valueOf(file.getFileName())).matches())
                    .toList();
        }
        if (!tasks.isEmpty()) {
            LOG.info("the instance before did not close its stores: they are read from Kafka again");
        }
        for (Path task : tasks) {
            clear(task);
        }
    }

    /** The stores are closed, and can be opened as they are. */
    void closed() throws IOException {
        Files.deleteIfExists(open);
    }

    private static void clear(Path tree) throws StartException {
        if (!Files.isDirectory(tree)) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new StartException(tree + " cannot be emptied: " + e + ". Set app.state-dir", e);
        }
    }
}
