package io.wattledger.standalone.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpikedTraceTest {

    private static final Trace PLAIN = new GeneratedTrace(1, 2_000, Duration.ofMinutes(30));
    private static final Duration AFTER = Duration.ofMinutes(15);

    @Test
    void shouldSendTenTimesTheRequestsOfTheTeamFromThenOn() {
        Trace spiked = new SpikedTrace(PLAIN, "search", AFTER);
        Instant from = PLAIN.extent().start().plus(AFTER);
        List<TraceRecord> before = records(PLAIN);
        List<TraceRecord> now = records(spiked);

        long ofTheTeam =
                before.stream().filter(record -> isOfTheSpike(record, from)).count();
        assertThat(ofTheTeam).isPositive();
        assertThat(now).hasSize((int) (before.size() + 9 * ofTheTeam));
        assertThat(spiked.extent())
                .isEqualTo(new Extent(
                        now.size(), PLAIN.extent().start(), PLAIN.extent().end()));
        assertThat(now)
                .filteredOn(record -> !isOfTheSpike(record, from))
                .isEqualTo(before.stream()
                        .filter(record -> !isOfTheSpike(record, from))
                        .toList());
        assertThat(now.stream().map(TraceRecord::at)).isSorted();
        assertThat(now.stream()
                        .filter(record -> isOfTheSpike(record, from))
                        .map(record -> record.request().id().in("run")))
                .as("ids, but for requests that the trace itself sends twice")
                .hasSize((int) (10 * ofTheTeam))
                .satisfies(ids -> assertThat(ids.stream().distinct().count()).isGreaterThan(9 * ofTheTeam));
    }

    @Test
    void shouldSayWhichTeamsThereAre() {
        assertThatThrownBy(() -> new SpikedTrace(PLAIN, "nobody", AFTER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("team 'nobody' sends nothing")
                .hasMessageContaining("search");
        assertThatThrownBy(() -> new SpikedTrace(PLAIN, "search", Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static boolean isOfTheSpike(TraceRecord record, Instant from) {
        return record instanceof TraceRecord.Request request
                && request.serving().team().equals("search")
                && !request.at().isBefore(from);
    }

    private static List<TraceRecord> records(Trace trace) {
        List<TraceRecord> records = new ArrayList<>();
        try (TraceCursor cursor = trace.open()) {
            cursor.forEachRemaining(records::add);
        }
        return records;
    }
}
