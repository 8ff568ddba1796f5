package io.wattledger.standalone.rejects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.v1.InferenceEvent;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventFieldsTest {

    @Test
    void shouldReadTheJsonThatItWrites() {
        InferenceEvent event = Samples.event();
        ObjectNode json = EventFields.json(event);

        assertThat(json.properties())
                .hasSameSizeAs(InferenceEvent.getClassSchema().getFields());
        assertThat(json.at("/occurredAt").asText()).isEqualTo("2026-11-01T11:59:58.123Z");
        assertThat(json.at("/batchSize").isInt()).isTrue();
        assertThat(json.get("project").isNull()).isTrue();
        assertThat(EventFields.event(json.toString())).isEqualTo(event);
        InferenceEvent other = Samples.builder()
                .setProject("p")
                .setBatchSize(null)
                .setMeasuredEnergyMicrojoules(Long.MIN_VALUE)
                .build();
        assertThat(EventFields.event(EventFields.json(other).toString())).isEqualTo(other);
    }

    @Test
    void shouldTakeDefaultsForWhatIsLeftOut() {
        InferenceEvent event = EventFields.event("""
                {"eventId": "a", "source": "s", "occurredAt": 1793534398123, "modelId": "m", "gpu": "g", "team": "t",
                 "region": "r"}""");

        assertThat(event.getInferences()).isEqualTo(1);
        assertThat(event.getInputTokens()).isZero();
        assertThat(event.getGpuCount()).isEqualTo(1);
        assertThat(event.getBatchSize()).isNull();
        assertThat(event.getOccurredAt()).isEqualTo(Instant.ofEpochMilli(1793534398123L));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{                                     | is not JSON",
                "[]                                    | is no JSON object",
                "{} {}                                 | is not JSON",
                "{'team': 'a', 'team': 'b'}            | is not JSON: Duplicate field 'team'",
                "{'teem': 'a'}                         | 'teem' is no field of an event; fields are eventId, source,",
                "{'team': 'a'}                         | eventId is missing; every event has it",
                "{'eventId': null}                     | eventId is null; write a string",
                "{'eventId': 7}                        | eventId is 7; write a string",
                "{'eventId':'a','source':'s','occurredAt':'x'} | occurredAt is 'x'; write a time like 2026",
            })
    void shouldSayWhatIsWrongInAnEvent(String json, String problem) {
        assertThatThrownBy(() -> EventFields.event(json.replace('\'', '"')))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void shouldCorrectACopyAndLeaveTheOriginal() {
        InferenceEvent original = Samples.event();
        var correction = new Correction(
                Optional.empty(),
                Map.of(
                        "team", "search",
                        "batchSize", "",
                        "inputTokens", "7",
                        "occurredAt", "2026-11-01T13:00:00+01:00",
                        "gpuCount", "2"));

        InferenceEvent corrected = correction.apply(original);

        InferenceEvent expected = Samples.builder()
                .setTeam("search")
                .setBatchSize(null)
                .setInputTokens(7)
                .setOccurredAt(Instant.parse("2026-11-01T12:00:00Z"))
                .setGpuCount(2)
                .build();
        assertThat(corrected).isEqualTo(expected);
        assertThat(original).isEqualTo(Samples.event());
        assertThat(new Correction(Optional.of(expected), Map.of("project", "p"))
                        .apply(original)
                        .getTeam())
                .isEqualTo("search");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "teem, a, 'teem' is no field",
                "inputTokens, many, 'many'; write a whole number",
                "inputTokens, \"\", inputTokens is ''; write a whole number",
                "inputTokens, 1.5, write a whole number",
                "gpuCount, 3000000000, write a whole number of at most 2147483647",
                "occurredAt, yesterday, write a time like",
                "occurredAt, 2026-11-01, write a time like",
            })
    void shouldRefuseACorrectionThatDoesNotFit(String field, String text, String problem) {
        assertThatThrownBy(() -> new Correction(Optional.empty(), Map.of(field, text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(problem);
    }
}
