package io.wattledger.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.model.ContainerConfig;
import io.wattledger.containers.Books.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;

/** What the image promises: no root, nothing written, a health check, a clean stop, every compression that a producer may choose. */
class ImageContainerIT {

    private static final int EVENTS = 200;

    @TempDir
    static Path folder;

    private static Books books;

    @BeforeAll
    static void start() {
        Images.assumeAvailable(Images.kafka(), Images.registry(), Images.wattledger());
        books = new Books(folder);
    }

    @AfterAll
    static void stop() {
        if (books != null) {
            books.close();
        }
    }

    @Test
    void shouldSayWhatItIsAndRunAsNobodyInParticular() {
        InspectImageResponse image = DockerClientFactory.instance()
                .client()
                .inspectImageCmd(Images.wattledger().asCanonicalNameString())
                .exec();
        ContainerConfig config = Objects.requireNonNull(image.getConfig());
        assertThat(config.getUser()).isEqualTo("10001:10001");
        assertThat(config.getLabels())
                .containsEntry("org.opencontainers.image.licenses", "Apache-2.0")
                .containsKeys("org.opencontainers.image.version", "org.opencontainers.image.revision");
        assertThat(config.getHealthcheck()).isNotNull();
    }

    @Test
    void shouldEndWithTwoForMisuseAndSayWhy() {
        Outcome outcome = books.command("run", "--set", "http.host=0.0.0.0");
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.output()).contains("access.tokens");
    }

    @Test
    void shouldServeWithinAReadOnlyFileSystemReadEveryCompressionAndStopCleanly() throws Exception {
        // Given: /tmp is not executable, so that no native library can be unpacked into it
        GenericContainer<?> instance = books.instance(Images.wattledger(), "alone");
        // Then
        ExecResult id = instance.execInContainer("id", "-u");
        assertThat(id.getStdout()).isEqualToIgnoringNewLines("10001");
        ExecResult write = instance.execInContainer("touch", "/opt/wattledger/lib/other.jar");
        assertThat(write.getExitCode()).isNotZero();
        ExecResult archive = instance.execInContainer("sh", "-c", "grep -c wattledger.jsa /proc/1/maps");
        assertThat(archive.getStdout())
                .as("the class-data sharing archive is mapped")
                .isNotEqualTo("0\n");
        // When: producers compress as they like
        List<String> compressions = List.of("zstd", "snappy", "lz4", "gzip");
        for (String compression : compressions) {
            Outcome sent =
                    books.replay(Books.requests(compression, EVENTS), "--set", "kafka.compression.type=" + compression);
            assertThat(sent.exitCode()).as(sent.output()).isZero();
        }
        // Then
        assertThat(books.audit().path("in").asInt()).isEqualTo(compressions.size() * EVENTS);
        // When
        int exitCode = books.stop(instance);
        // Then
        assertThat(exitCode).isEqualTo(143);
        assertThat(instance.getLogs()).contains("NOT_RUNNING (was PENDING_SHUTDOWN)");
    }
}
