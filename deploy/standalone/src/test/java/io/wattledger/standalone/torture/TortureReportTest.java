package io.wattledger.standalone.torture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wattledger.estimator.cli.Json;
import io.wattledger.estimator.cli.WholeFile;
import io.wattledger.standalone.torture.FaultRunner.Executed;
import io.wattledger.standalone.torture.Ledger.TeamSum;
import io.wattledger.standalone.torture.TextbookTopology.Sum;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TortureReportTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final PlannedFault KILL =
            new PlannedFault(Duration.ofSeconds(6), FaultKind.KILL, 0, Duration.ofSeconds(1), 1);

    private static final String CLEAN = "{\"clean\":true,\"in\":105,\"windows\":3,\"unproven\":0,\"provenFrom\":null}";

    @TempDir
    Path folder;

    private static TortureResult result(int kills, Optional<String> missing, long booked, String audit)
            throws Exception {
        return result(kills, missing, booked, audit, 105);
    }

    private static TortureResult result(
            int kills, Optional<String> missing, long booked, String audit, long acknowledged) throws Exception {
        var sums = new Ledger.Sums(
                Map.of(EventKind.PLAIN, 105L), acknowledged, 5, 0, Map.of("search", new TeamSum(100, 1_000, 100)));
        var standing = new Standing(
                Map.of(0, 60L, 1, 45L), 0, 0, List.of(), Map.of("search", new TeamSum(booked, 1_000, 100)), 50_000_000);
        return new TortureResult(
                new TortureSettings(9, Duration.ofSeconds(30), Path.of("data"), "main"),
                new FaultPlan(List.of(KILL, KILL), Duration.ofSeconds(30)),
                EnumSet.of(FaultKind.FULL_DISK),
                List.of(
                        new Executed(KILL, Duration.ofSeconds(6), Duration.ofSeconds(1), "instance 0"),
                        new Executed(KILL, Duration.ofSeconds(8), Duration.ofSeconds(1), "instance 0")),
                kills,
                1,
                List.of(),
                sums,
                new Feeder.Drawn(95, 100),
                Duration.ofMillis(4_200),
                missing,
                standing,
                new AuditRun(0, JSON.readTree(audit)),
                new Control.Totals(true, new Sum(95, 45), new Sum(105, 55)));
    }

    private static TortureResult good() throws Exception {
        return result(2, Optional.empty(), 100, CLEAN);
    }

    @Test
    void shouldPassWhenAllIsDoneCaughtUpAndClean() throws Exception {
        JsonNode json = TortureReport.json(good());

        assertThat(json.at("/passed").asBoolean()).isTrue();
        assertThat(json.at("/failures")).isEmpty();
        assertThat(json.at("/seed").asLong()).isEqualTo(9);
        assertThat(json.at("/kills/done").asInt()).isEqualTo(2);
        assertThat(json.at("/faults/KILL").asInt()).isEqualTo(2);
        assertThat(json.at("/catchUpSeconds").asDouble()).isEqualTo(4.2);
        assertThat(json.at("/events/byKind/PLAIN").asLong()).isEqualTo(105);
        assertThat(json.at("/ledger/agrees").asBoolean()).isTrue();
        assertThat(json.at("/audit/said/clean").asBoolean()).isTrue();
        assertThat(json.at("/leftOut")).hasSize(FaultKind.values().length - 1);
        assertThat(json.at("/plan/1/beganAtSeconds").asDouble()).isEqualTo(8);
    }

    @Test
    void shouldTellWhatTheControlLoses() throws Exception {
        JsonNode control = TortureReport.json(good()).at("/control");

        assertThat(control.at("/minutes/requestsOffBy").asLong()).isEqualTo(-5);
        assertThat(control.at("/minutes/dropped").asLong()).isEqualTo(10);
        assertThat(control.at("/minutes/joulesOffBy").asDouble()).isEqualTo(-5);
        assertThat(control.at("/hours/requestsOffBy").asLong()).isEqualTo(5);
        assertThat(control.at("/hours/dropped").asLong()).isZero();
        assertThat(TortureReport.lines(good()))
                .contains("the textbook topology is off by -5.00 % of requests and -10.00 % of joules by the minute,"
                        + " and by +5.00 % of requests and +10.00 % of joules by the hour")
                .contains("the audit is clean");
    }

    @Test
    void shouldFailForEachReason() throws Exception {
        assertThat(result(1, Optional.empty(), 100, CLEAN).failures())
                .containsExactly("1 instances were killed of the 2 that were planned");
        assertThat(result(2, Optional.of("offset 3 of 4"), 100, CLEAN).failures())
                .containsExactly("not caught up 4 s after the last fault: offset 3 of 4");
        assertThat(result(2, Optional.empty(), 99, CLEAN).failures())
                .singleElement()
                .asString()
                .contains("team search");
        assertThat(result(2, Optional.empty(), 100, "{\"clean\":false,\"firstDifference\":\"x\"}")
                        .failures())
                .singleElement()
                .asString()
                .contains("the first: x");
        assertThat(result(1, Optional.empty(), 100, CLEAN).passed()).isFalse();
    }

    @Test
    void shouldWriteTheReportWholeAndKnowBeforeWhereItCannot() throws Exception {
        Path file = folder.resolve("report.json");
        Files.writeString(file, "old");

        Json.write(TortureReport.json(good()), file);

        assertThat(JSON.readTree(file.toFile()).at("/passed").asBoolean()).isTrue();
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
        assertThat(WholeFile.problem(file)).isEmpty();
        assertThat(WholeFile.problem(folder)).get().asString().contains("is a folder");
        assertThat(WholeFile.problem(folder.resolve("no/such.json"))).isPresent();
    }

    @Test
    void shouldFailWhenTheInputDoesNotHoldWhatWasAcknowledged() throws Exception {
        assertThat(result(2, Optional.empty(), 100, CLEAN, 106).failures())
                .containsExactly("105 records are in the input, 106 were acknowledged");
    }
}
