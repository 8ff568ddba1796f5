package io.wattledger.standalone.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wattledger.standalone.workload.TraceRecord.Damage;
import io.wattledger.standalone.workload.TraceRecord.Malformed;
import io.wattledger.standalone.workload.TraceRecord.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratedTraceLawTest {

    private static final long INPUT_TOKENS_OF_STANDARD = 44_786_646;
    private static final String FIRST_OF_STANDARD = "2026-01-01T00:00:00.301036589Z";

    @Test
    void shouldGiveTheSameTraceForTheSameSeed() {
        assertThat(all(GeneratedTrace.standard())).isEqualTo(all(GeneratedTrace.standard()));
        assertThat(all(new GeneratedTrace(1, 100, Duration.ofMinutes(1))))
                .isNotEqualTo(all(new GeneratedTrace(2, 100, Duration.ofMinutes(1))));
    }

    /** A change of these figures is a change of everyone's demo: make it on purpose. */
    @Test
    void shouldStayTheTraceItWas() {
        List<TraceRecord> records = all(GeneratedTrace.standard());

        assertThat(records.stream()
                        .mapToLong(r -> r.request().usage().inputTokens())
                        .sum())
                .isEqualTo(INPUT_TOKENS_OF_STANDARD);
        assertThat(records.get(0).at()).isEqualTo(Instant.parse(FIRST_OF_STANDARD));
    }

    @ParameterizedTest
    @CsvSource({"20231116,30000", "1,30000", "7,100", "7,101", "8,999", "9,5000"})
    void shouldHoldWhatItExpects(long seed, int requests) {
        GeneratedTrace trace = new GeneratedTrace(seed, requests, Duration.ofHours(1));

        List<TraceRecord> records = all(trace);

        ExpectedBooks expected = trace.expected();
        assertThat(records).hasSize(requests);
        assertThat(expected.in()).isEqualTo(requests);
        assertThat(expected.booked() + expected.parked() + expected.duplicates() + expected.rejected())
                .isEqualTo(requests);
        Set<EventId> seen = new HashSet<>();
        assertThat(count(records, r -> !seen.add(r.request().id())))
                .isEqualTo(expected.duplicates())
                .isPositive();
        assertThat(count(records, GeneratedTraceLawTest::isLate))
                .isEqualTo(expected.late())
                .isPositive();
        assertThat(count(records, r -> r.request().serving().modelId().equals(GeneratedTrace.UNKNOWN_MODEL)))
                .isEqualTo(expected.unknownModel())
                .isPositive();
        assertThat(count(records, r -> r instanceof Malformed m && m.damage() == Damage.BAD_MAGIC))
                .isEqualTo(expected.badMagic())
                .isPositive();
        assertThat(count(records, r -> r instanceof Malformed m && m.damage() == Damage.TRUNCATED))
                .isEqualTo(expected.truncated())
                .isPositive();
        assertThat(count(records, r -> r.request().usage().outputTokens() < 0))
                .isEqualTo(expected.negativeCount())
                .isPositive();
        assertThat(count(records, r -> r.request().serving().team().isEmpty()))
                .isEqualTo(expected.emptyTeam())
                .isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {20231116, 1, 2, 3})
    void shouldBeInOrderWithinItsExtent(long seed) {
        GeneratedTrace trace = new GeneratedTrace(seed, 10_000, Duration.ofHours(1));

        List<TraceRecord> records = all(trace);

        assertThat(records).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
        assertThat(trace.extent())
                .isEqualTo(new Extent(
                        10_000, records.get(0).at(), records.get(9_999).at()));
        assertThat(trace.extent().end()).isBefore(GeneratedTrace.START.plus(Duration.ofHours(1)));
        assertThat(records.stream()
                        .filter(GeneratedTraceLawTest::isLate)
                        .map(r -> Duration.between(r.request().occurredAt(), r.at())))
                .allMatch(lag -> lag.toMinutes() >= 10 && lag.toMinutes() < 30);
    }

    /** Medians of the Azure LLM inference trace 2023: code 1,469 in and 13 out, chat 1,020 in and 129 out. */
    @ParameterizedTest
    @ValueSource(longs = {20231116, 1, 2, 3})
    void shouldHaveTheMediansOfThePublicTrace(long seed) {
        List<TraceRecord> records = all(new GeneratedTrace(seed, 30_000, Duration.ofHours(1)));

        assertThat(median(records, "code", Usage::inputTokens)).isCloseTo(1469, within(75L));
        assertThat(median(records, "code", Usage::outputTokens)).isCloseTo(13, within(1L));
        assertThat(median(records, "assistant", Usage::inputTokens)).isCloseTo(1020, within(40L));
        assertThat(median(records, "assistant", Usage::outputTokens)).isCloseTo(129, within(6L));
    }

    /** Variance over mean of the counts per second; 13.2 for code and 1.4 for chat in the public trace. */
    @ParameterizedTest
    @ValueSource(longs = {20231116, 1, 2, 3})
    void shouldComeInBurstsWhereThePublicTraceDoes(long seed) {
        List<TraceRecord> records = all(new GeneratedTrace(seed, 30_000, Duration.ofHours(1)));

        assertThat(dispersion(records, "code", 1)).isBetween(5.0, 40.0);
        assertThat(dispersion(records, "assistant", 1)).isBetween(1.0, 2.0);
    }

    @Test
    void shouldRefuseWhatCannotHoldEveryKind() {
        assertThatThrownBy(() -> new GeneratedTrace(1, 99, Duration.ofHours(1))).hasMessageContaining("100 or more");
        assertThatThrownBy(() -> new GeneratedTrace(1, 100, Duration.ZERO)).hasMessageContaining("span");
    }

    static List<TraceRecord> all(Trace trace) {
        List<TraceRecord> records = new ArrayList<>();
        try (TraceCursor cursor = trace.open()) {
            cursor.forEachRemaining(records::add);
        }
        return records;
    }

    private static boolean isLate(TraceRecord record) {
        return Duration.between(record.request().occurredAt(), record.at()).toMinutes() >= 5;
    }

    private static long count(List<TraceRecord> records, Predicate<TraceRecord> predicate) {
        return records.stream().filter(predicate).count();
    }

    private static long median(List<TraceRecord> records, String team, ToLongFunction<Usage> value) {
        long[] sorted = ofTeam(records, team).stream()
                .map(Request::usage)
                .mapToLong(value)
                .sorted()
                .toArray();
        return sorted[sorted.length / 2];
    }

    static double dispersion(List<TraceRecord> records, String team, int seconds) {
        long[] counts = new long[3600 / seconds];
        for (Request request : ofTeam(records, team)) {
            counts[(int) (Duration.between(GeneratedTrace.START, request.at()).toSeconds() / seconds)]++;
        }
        double mean = 0;
        for (long count : counts) {
            mean += (double) count / counts.length;
        }
        double variance = 0;
        for (long count : counts) {
            variance += (count - mean) * (count - mean) / counts.length;
        }
        return variance / mean;
    }

    private static List<Request> ofTeam(List<TraceRecord> records, String team) {
        return records.stream()
                .map(TraceRecord::request)
                .filter(r -> r.serving().team().equals(team))
                .toList();
    }
}
