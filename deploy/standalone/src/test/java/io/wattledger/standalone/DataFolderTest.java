package io.wattledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir
    Path parent;

    @Test
    void shouldKeepANamedFolder() throws IOException {
        Path named = parent.resolve("a").resolve("b");
        try (DataFolder folder = DataFolder.open(named)) {
            Files.writeString(folder.path().resolve("books"), "kept");
        }
        assertThat(named.resolve("books")).hasContent("kept");
    }

    @Test
    void shouldDeleteATemporaryFolderWithAllThatIsInItAndNothingElse() throws IOException {
        // Given
        Path outside = Files.createDirectories(parent.resolve("outside"));
        Files.writeString(outside.resolve("file"), "stays");
        DataFolder folder = DataFolder.open(null);
        Path nested = Files.createDirectories(folder.path().resolve("kafka").resolve("log"));
        Files.writeString(nested.resolve("segment"), "goes");
        Files.createSymbolicLink(folder.path().resolve("link"), outside);

        // When
        folder.close();
        folder.close();

        // Then
        assertThat(folder.path()).doesNotExist();
        assertThat(outside.resolve("file")).hasContent("stays");
    }

    @Test
    void shouldRefuseAFile() throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "");
        assertThatThrownBy(() -> DataFolder.open(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("file");
    }
}
