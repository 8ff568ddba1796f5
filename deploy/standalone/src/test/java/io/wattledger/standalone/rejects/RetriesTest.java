package io.wattledger.standalone.rejects;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetriesTest {

    private static final Instant FIRST = Instant.parse("2026-11-01T12:00:00Z");
    private static final Instant KEPT = FIRST.minusSeconds(3_600);

    @Test
    void shouldKnowFromTheFirstRecordOfEachPartitionThatForgot() {
        assertThat(Retries.since(
                        List.of(0, 1), Map.of(0, FIRST, 1, FIRST.plusSeconds(1), 2, Instant.MAX), Optional.empty()))
                .hasValue(FIRST.plusSeconds(1));
        assertThat(Retries.since(List.of(), Map.of(0, FIRST), Optional.empty())).isEmpty();
    }

    @Test
    void shouldNotLetAnEmptiedPartitionForgetMoreThanItsTopicDoes() {
        assertThat(Retries.since(List.of(3), Map.of(0, FIRST), Optional.of(KEPT)))
                .hasValue(KEPT);
        assertThat(Retries.since(List.of(0, 3), Map.of(0, FIRST), Optional.of(KEPT)))
                .hasValue(FIRST);
        assertThat(Retries.since(List.of(3), Map.of(), Optional.empty())).isEmpty();
    }
}
