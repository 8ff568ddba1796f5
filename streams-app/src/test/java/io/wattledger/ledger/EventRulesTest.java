package io.wattledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.ledger.Reject.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EventRulesTest {

    private static final long NOON = LedgerSamples.NOON;
    private static final long EARLIEST = NOON - 86_400_000;
    private static final EventRules RULES =
            new EventRules(Instant.ofEpochMilli(EARLIEST), Duration.ofMinutes(10), 8, 1_000);
    private static final Dimensions SHORT = new Dimensions("t", Optional.of("p"), "m", "g", "r");
    private static final String LONGEST = "12345678";

    private static Event event(Dimensions dimensions, String source, String id) {
        return new Event(
                source,
                id,
                NOON,
                dimensions,
                1,
                100,
                20,
                10,
                OptionalInt.empty(),
                1,
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    private static Event counted(long inferences, long input, long cached, long output, int batch, long microjoules) {
        return new Event(
                "s",
                "a",
                NOON,
                SHORT,
                inferences,
                input,
                cached,
                output,
                OptionalInt.of(batch),
                1,
                OptionalLong.of(batch),
                OptionalLong.of(microjoules));
    }

    private static Event at(long occurredAt) {
        return new Event(
                "s",
                "a",
                occurredAt,
                SHORT,
                1,
                0,
                0,
                0,
                OptionalInt.empty(),
                1,
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    static Stream<Event> atTheBounds() {
        return Stream.of(
                event(SHORT, "s", "a"),
                event(new Dimensions(LONGEST, Optional.of(LONGEST), LONGEST, LONGEST, LONGEST), LONGEST, LONGEST),
                event(new Dimensions("t", Optional.empty(), "m", "g", "r"), "s", "a"),
                counted(0, 0, 0, 0, 0, 0),
                counted(1_000, 1_000, 1_000, 1_000, 1_000, 1_000_000_000),
                at(EARLIEST),
                at(NOON + 600_000));
    }

    @Test
    void shouldRefuseNegativeRecordedFigures() {
        Event fewer = new Event(
                "s", "a", NOON, SHORT, 1, 0, 0, 0, OptionalInt.empty(), -1, OptionalLong.empty(), OptionalLong.empty());
        Event shorter = new Event(
                "s", "a", NOON, SHORT, 1, 0, 0, 0, OptionalInt.empty(), 1, OptionalLong.of(-1), OptionalLong.empty());
        assertThat(RULES.check(fewer, NOON).orElseThrow().detail()).isEqualTo("gpuCount is negative: -1");
        assertThat(RULES.check(shorter, NOON).orElseThrow().detail()).isEqualTo("durationMillis is negative: -1");
    }

    @ParameterizedTest
    @MethodSource("atTheBounds")
    void shouldAcceptUpToTheBounds(Event event) {
        assertThat(RULES.check(event, NOON)).isEmpty();
    }

    static Stream<Arguments> pastTheBounds() {
        String tooLong = LONGEST + "9";
        return Stream.of(
                Arguments.of(event(SHORT, "s", " "), Reason.MISSING_FIELD, "eventId"),
                Arguments.of(event(SHORT, "", "a"), Reason.MISSING_FIELD, "source"),
                Arguments.of(dimensions("", "p", "m", "g", "r"), Reason.MISSING_FIELD, "team"),
                Arguments.of(dimensions("t", "", "m", "g", "r"), Reason.MISSING_FIELD, "project"),
                Arguments.of(dimensions("t", "p", "\t", "g", "r"), Reason.MISSING_FIELD, "modelId"),
                Arguments.of(dimensions("t", "p", "m", "", "r"), Reason.MISSING_FIELD, "gpu"),
                Arguments.of(dimensions("t", "p", "m", "g", ""), Reason.MISSING_FIELD, "region"),
                Arguments.of(event(SHORT, "s", tooLong), Reason.FIELD_TOO_LONG, "eventId"),
                Arguments.of(event(SHORT, tooLong, "a"), Reason.FIELD_TOO_LONG, "source"),
                Arguments.of(dimensions(tooLong, "p", "m", "g", "r"), Reason.FIELD_TOO_LONG, "team"),
                Arguments.of(dimensions("t", tooLong, "m", "g", "r"), Reason.FIELD_TOO_LONG, "project"),
                Arguments.of(dimensions("t", "p", tooLong, "g", "r"), Reason.FIELD_TOO_LONG, "modelId"),
                Arguments.of(dimensions("t", "p", "m", tooLong, "r"), Reason.FIELD_TOO_LONG, "gpu"),
                Arguments.of(dimensions("t", "p", "m", "g", tooLong), Reason.FIELD_TOO_LONG, "region"),
                Arguments.of(counted(-1, 0, 0, 0, 0, 0), Reason.BAD_COUNT, "inferences"),
                Arguments.of(counted(1_001, 0, 0, 0, 0, 0), Reason.BAD_COUNT, "inferences"),
                Arguments.of(counted(0, -1, 0, 0, 0, 0), Reason.BAD_COUNT, "inputTokens"),
                Arguments.of(counted(0, 1_001, 0, 0, 0, 0), Reason.BAD_COUNT, "inputTokens"),
                Arguments.of(counted(0, 0, -1, 0, 0, 0), Reason.BAD_COUNT, "cachedInputTokens"),
                Arguments.of(counted(0, 1, 2, 0, 0, 0), Reason.BAD_COUNT, "cachedInputTokens"),
                Arguments.of(counted(0, 0, 0, -1, 0, 0), Reason.BAD_COUNT, "outputTokens"),
                Arguments.of(counted(0, 0, 0, 1_001, 0, 0), Reason.BAD_COUNT, "outputTokens"),
                Arguments.of(counted(0, 0, 0, 0, -1, 0), Reason.BAD_COUNT, "batchSize"),
                Arguments.of(counted(0, 0, 0, 0, 1_001, 0), Reason.BAD_COUNT, "batchSize"),
                Arguments.of(counted(0, 0, 0, 0, 0, -1), Reason.BAD_COUNT, "measuredEnergyMicrojoules"),
                Arguments.of(counted(0, 0, 0, 0, 0, 1_000_000_001), Reason.BAD_COUNT, "measuredEnergyMicrojoules"),
                Arguments.of(at(EARLIEST - 1), Reason.TOO_EARLY, "occurredAt"),
                Arguments.of(at(NOON + 600_001), Reason.IN_THE_FUTURE, "occurredAt"));
    }

    private static Event dimensions(String team, String project, String model, String gpu, String region) {
        return event(new Dimensions(team, Optional.of(project), model, gpu, region), "s", "a");
    }

    @ParameterizedTest
    @MethodSource("pastTheBounds")
    void shouldRefusePastTheBoundsAndNameTheField(Event event, Reason reason, String field) {
        assertThat(RULES.check(event, NOON)).hasValueSatisfying(reject -> {
            assertThat(reject.reason()).isEqualTo(reason);
            assertThat(reject.detail()).startsWith(field);
        });
    }

    @Test
    void shouldMeasureSkewAgainstTheArrivalAndNotAgainstAnythingElse() {
        assertThat(RULES.check(at(NOON), NOON - 600_000)).isEmpty();
        assertThat(RULES.check(at(NOON), NOON - 600_001)).isPresent();
    }
}
