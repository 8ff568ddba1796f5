package io.wattledger.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.config.Config;
import io.wattledger.config.ConfigReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {

    @TempDir
    Path stateDir;

    private StateFolder folder;
    private Path store;
    private Path identity;

    @BeforeEach
    void fill() throws Exception {
        Config.App app = ConfigReader.read(
                        Optional.empty(),
                        Map.of(),
                        Map.of(
                                "kafka.bootstrap.servers", "localhost:9092",
                                "registry.schema.registry.url", "http://localhost:8081",
                                "app.state-dir", stateDir.toString()))
                .app();
        folder = new StateFolder(app);
        store = write(
                stateDir.resolve(app.id()).resolve("2_11").resolve("rocksdb").resolve("CURRENT"));
        identity = write(stateDir.resolve(app.id()).resolve("kafka-streams-process-metadata"));
    }

    private static Path write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "x");
    }

    @Test
    void shouldKeepWhatIsThereWhenNobodyWasThereBeforeAndWhenTheStoresWereClosed() throws Exception {
        // When
        folder.open();
        // Then
        assertThat(store).exists();
        // When
        folder.closed();
        folder.open();
        // Then
        assertThat(store).exists();
    }

    @Test
    void shouldDeleteTheStoresThatWereNotClosedAndNothingElse() throws Exception {
        folder.open();
        // When
        folder.open();
        // Then
        assertThat(store).doesNotExist();
        assertThat(identity.resolveSibling("2_11")).doesNotExist();
        assertThat(identity).exists();
        // When: killed again before it had any
        folder.open();
        // Then
        assertThat(identity).exists();
    }

    @Test
    void shouldLeaveAFolderAloneThatAnotherInstanceWorksOn() throws Exception {
        folder.open();
        try (FileChannel channel = FileChannel.open(
                        identity.resolveSibling(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            // When
            folder.open();
            // Then
            assertThat(held.isValid()).isTrue();
            assertThat(store).exists();
        }
    }
}
