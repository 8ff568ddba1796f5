package io.wattledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ninety seconds of everything that breaks; and that nothing is left of a run, however it ends. */
class TortureIT {

    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(40);

    /** Broker, registry, an instance, the control; the registry and what is mounted have a shell each. */
    private static final int PROCESSES = 4;

    @TempDir
    Path folder;

    @Test
    void shouldKeepTheBooksExactWhateverIsKilledStoppedOrRevised() throws Exception {
        Path report = folder.resolve("report.json");
        try (Launched torture = Launched.start(
                folder, "torture", "--minutes", "1.5", "--seed", "3", "--json", "--report", report.toString())) {
            torture.awaitExit(LIMIT);

            JsonNode json = new ObjectMapper().readTree(torture.out());
            assertThat(torture.status())
                    .as(json.at("/failures") + torture.err())
                    .isZero();
            assertThat(json.at("/passed").asBoolean()).isTrue();
            assertThat(json.at("/kills/done").asInt()).isGreaterThanOrEqualTo(6);
            List.of("KILL", "ADD_INSTANCE", "BROKER_STOP", "REGISTRY_STOP", "LATE_COST", "PAST_COST", "PAUSE")
                    .forEach(fault -> assertThat(json.at("/faults/" + fault).asInt())
                            .as(fault)
                            .isPositive());
            assertThat(json.at("/events/toBeBooked").asLong()).isGreaterThan(20_000);
            assertThat(json.at("/events/copies").asLong()).isPositive();
            assertThat(json.at("/audit/said/clean").asBoolean()).isTrue();
            assertThat(json.at("/control/caughtUp").asBoolean()).isTrue();
            assertThat(json.at("/control/minutes/dropped").asLong())
                    .as("the control is no other application")
                    .isPositive();
            assertThat(new ObjectMapper().readTree(report.toFile())).isEqualTo(json);
            assertThat(torture.temporaryFiles()).isEmpty();
            assertNothingIsMounted();
        }
    }

    @Test
    void shouldStopAllThatItStartedAtCtrlC() throws Exception {
        try (Launched torture = Launched.start(folder, "torture")) {
            List<ProcessHandle> children = awaitChildren(torture);

            torture.signal("INT");

            assertThat(torture.awaitExit(STOP_LIMIT)).isEqualTo(130);
            assertGone(children);
            assertThat(torture.temporaryFiles()).isEmpty();
            assertThat(torture.out()).isEmpty();
            assertNothingIsMounted();
        }
    }

    @Test
    void shouldLeaveNoProcessAndNoMountBehindWhenItIsKilled() throws Exception {
        try (Launched torture = Launched.start(folder, "torture")) {
            List<ProcessHandle> children = awaitChildren(torture);

            torture.signal("KILL");

            assertGone(children);
            assertNothingIsMounted();
        }
    }

    @Test
    void shouldRefuseAFolderThatHoldsSomethingAndAReportThatCannotBe() throws Exception {
        Files.writeString(folder.resolve("something"), "else");
        try (Launched torture = Launched.run(folder, "torture", "--data", folder.toString())) {
            assertThat(torture.status()).isEqualTo(2);
            assertThat(torture.err()).contains("is not empty");
        }
        try (Launched torture = Launched.run(folder, "torture", "--report", "no/such/folder.json")) {
            assertThat(torture.status()).isEqualTo(2);
            assertThat(torture.err()).contains("there is no folder");
        }
        try (Launched torture = Launched.run(folder, "torture", "--minutes", "0.1")) {
            assertThat(torture.status()).isEqualTo(2);
            assertThat(torture.err()).contains("--minutes is 0.1; write 0.5 to 1440");
        }
    }

    private static List<ProcessHandle> awaitChildren(Launched torture) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(javas(torture.children()))
                .as(() -> "its JVMs; on standard error: " + torture.err())
                .isGreaterThanOrEqualTo(PROCESSES));
        return torture.children();
    }

    private static long javas(List<ProcessHandle> processes) {
        return processes.stream()
                .filter(process -> process.info()
                        .command()
                        .filter(command -> command.endsWith("java"))
                        .isPresent())
                .count();
    }

    private static void assertGone(List<ProcessHandle> processes) {
        await().atMost(STOP_LIMIT).untilAsserted(() -> assertThat(processes).noneMatch(ProcessHandle::isAlive));
    }

    private void assertNothingIsMounted() throws Exception {
        Path mounts = Path.of("/proc/mounts");
        if (Files.exists(mounts)) {
            await().atMost(STOP_LIMIT)
                    .untilAsserted(() -> assertThat(Files.readString(mounts)).doesNotContain(folder.toString()));
        }
    }
}
