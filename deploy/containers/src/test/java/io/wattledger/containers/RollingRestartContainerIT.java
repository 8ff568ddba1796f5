package io.wattledger.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.wattledger.containers.Books.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** Two instances that are restarted, upgraded, killed and cut off under load, and books that add up all the same. */
class RollingRestartContainerIT {

    private static final int RATE = 500;
    /** What a JVM that was asked to stop ends with: 128 and the number of SIGTERM. */
    private static final int STOPPED = 143;

    /** Longer than Kafka waits for a member of a group (6 s), so that the other instance takes its work over. */
    private static final Duration CUT = Duration.ofSeconds(15);

    private static final Duration LIMIT = Duration.ofMinutes(3);

    @TempDir
    static Path folder;

    private static Books books;

    @BeforeAll
    static void start() {
        Images.assumeAvailable(Images.kafka(), Images.registry(), Images.wattledger(), Images.previousWattledger());
        books = new Books(folder);
    }

    @AfterAll
    static void stop() {
        if (books != null) {
            books.close();
        }
    }

    @Test
    void shouldLoseAndDoubleNothingWhenInstancesAreReplacedKilledAndCutOffUnderLoad() throws Exception {
        // Given: two instances of the image that was there before, and a load
        DockerImageName before = Images.previousWattledger();
        GenericContainer<?> one = books.instance(before, "one");
        GenericContainer<?> two = books.instance(before, "two");
        assertThat(books.command("publish").exitCode()).isZero();
        assertThat(books.command("publish", "sites").exitCode()).isZero();
        int events = 30_000;
        GenericContainer<?> load = books.replaying(Books.requests("rolling", events), RATE);

        // When: each is replaced by the image of today, on the same volume
        assertThat(books.stop(one)).isEqualTo(STOPPED);
        GenericContainer<?> newOne = books.instance(Images.wattledger(), "one");
        assertThat(books.stop(two)).isEqualTo(STOPPED);
        GenericContainer<?> newTwo = books.instance(Images.wattledger(), "two");
        // And one is killed
        books.kill(newTwo);
        books.restart(newTwo);
        await().atMost(LIMIT).until(() -> books.isHealthy(newTwo));
        // And one loses the network, and gets it back
        books.cutOff(newOne, "one", CUT);
        // And Kafka stands still for a moment
        books.pauseKafka(Duration.ofSeconds(5));
        await().atMost(LIMIT).until(() -> books.isHealthy(newOne) && books.isHealthy(newTwo));

        // Then
        await().atMost(LIMIT).until(() -> !Boolean.TRUE.equals(books.state(load).getRunning()));
        Outcome sent = books.outcome(load);
        assertThat(sent.exitCode()).as(sent.output()).isZero();
        JsonNode audit = books.audit();
        assertThat(audit.path("clean").asBoolean()).isTrue();
        assertThat(audit.path("booked").asInt()).isEqualTo(events);
        assertThat(audit.path("in").asInt())
                .isEqualTo(events + audit.path("duplicate").asInt());
    }
}
