package io.wattledger.app;

import io.wattledger.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The folder in which Kafka Streams keeps what an instance works on. */
final class StateFolder {

    private final Path tables;

    StateFolder(Config.App app) {
        this.tables = Path.of(app.stateDir()).resolve(app.id()).resolve("global");
    }

    /**
     * Empties the part for the global tables. They are in memory alone, but Kafka Streams keeps a checkpoint file for them, and what
     * a crash or a full disk left in it would end each start (KAFKA-21034).
     *
     * @throws StartException if it cannot
     */
    void clearTables() throws StartException {
        if (!Files.isDirectory(tables)) {
            return;
        }
        try (Stream<Path> files = Files.walk(tables)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new StartException(tables + " cannot be emptied: " + e + ". Set app.state-dir", e);
        }
    }
}
