package io.wattledger.standalone.audit;

import static io.wattledger.standalone.audit.Fields.set;
import static io.wattledger.standalone.audit.Hand.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.schemas.UnknownSchemaException;
import io.wattledger.standalone.audit.Refusals.Verdict;
import io.wattledger.v1.InferenceEvent;
import io.wattledger.v1.RejectReason;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of rule 2, row by row, and its order. */
class RefusalsTest {

    @Test
    void shouldRefuseWhatIsNoEvent() {
        var unknown = new Refusals(Hand.RULES, (bytes, at) -> {
            throw new UnknownSchemaException("id 7", null);
        });

        assertThat(unknown.judge(Hand.record("t", 0, 0, NOON, "k", null)))
                .isEqualTo(new Verdict.Refused(RejectReason.EMPTY));
        assertThat(unknown.judge(Hand.record("t", 0, 0, NOON, "k", new byte[6])))
                .isEqualTo(new Verdict.Refused(RejectReason.UNKNOWN_SCHEMA));
    }

    @ParameterizedTest
    @CsvSource({
        "team blank, MISSING_FIELD",
        "project blank, MISSING_FIELD",
        "source long and team blank, MISSING_FIELD",
        "region long, FIELD_TOO_LONG",
        "region at the limit, ",
        "gpuCount negative, BAD_COUNT",
        "durationMillis above, BAD_COUNT",
        "batchSize negative, BAD_COUNT",
        "cached above input, BAD_COUNT",
        "measured at the limit, ",
        "measured above, BAD_COUNT",
        "before the earliest and bad, BAD_COUNT",
        "before the earliest, TOO_EARLY",
        "at the skew, ",
        "beyond the skew, IN_THE_FUTURE"
    })
    void shouldRefuseInTheOrderOfTheRules(String what, @Nullable RejectReason reason) {
        InferenceEvent event = Hand.event("e", "team", NOON);
        change(what).accept(event);
        var refusals = new Refusals(Hand.RULES, (bytes, at) -> event);

        Verdict verdict = refusals.judge(Hand.record("t", 0, 0, NOON, "k", new byte[1]));

        assertThat(verdict).isEqualTo(reason == null ? new Verdict.Sound(event) : new Verdict.Refused(reason));
    }

    private static Consumer<InferenceEvent> change(String what) {
        Instant early = Instant.parse("2019-12-31T23:59:59.999Z");
        return switch (what) {
            case "team blank" -> event -> set(event, "team", " \t");
            case "project blank" -> event -> set(event, "project", "");
            case "source long and team blank" ->
                event -> {
                    set(event, "source", "s".repeat(257));
                    set(event, "team", "");
                };
            case "region long" -> event -> set(event, "region", "r".repeat(257));
            case "region at the limit" -> event -> set(event, "region", "r".repeat(256));
            case "gpuCount negative" -> event -> set(event, "gpuCount", -1);
            case "durationMillis above" -> event -> set(event, "durationMillis", 1_000_000_001L);
            case "batchSize negative" -> event -> set(event, "batchSize", -1);
            case "cached above input" -> event -> set(event, "cachedInputTokens", 101);
            case "measured at the limit" -> event -> set(event, "measuredEnergyMicrojoules", 1_000_000_000_000_000L);
            case "measured above" -> event -> set(event, "measuredEnergyMicrojoules", 1_000_000_000_000_001L);
            case "before the earliest and bad" ->
                event -> {
                    set(event, "occurredAt", early);
                    set(event, "outputTokens", -1);
                };
            case "before the earliest" -> event -> set(event, "occurredAt", early);
            case "at the skew" -> event -> set(event, "occurredAt", Instant.ofEpochMilli(NOON + 600_000));
            case "beyond the skew" -> event -> set(event, "occurredAt", Instant.ofEpochMilli(NOON + 600_001));
            default -> throw new IllegalArgumentException(what);
        };
    }
}
