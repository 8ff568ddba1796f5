package io.wattledger.standalone.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.ledger.Window;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TilesTest {

    private static Question question(String from, String to, String zone, Span.Granularity granularity) {
        ZoneId id = ZoneId.of(zone);
        Span span = new Span(
                Periods.moment(from, id).orElseThrow(), Periods.moment(to, id).orElseThrow());
        return new Question(span, granularity, List.of(), java.util.Map.of(), false, Optional.of(span.previous()));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-10, 2026-12, UTC, TOTAL, DAY",
        "2026-10, 2026-12, UTC, DAY, DAY",
        "2026-10, 2026-12, UTC, HOUR, HOUR",
        "2026-10, 2026-11, Europe/Berlin, TOTAL, HOUR",
        "2026-10, 2026-11, Europe/Berlin, DAY, HOUR",
        "2026-10, 2026-11, Asia/Kolkata, DAY, MINUTE",
        "2026-10-03T01:07, 2026-10-03T01:09, UTC, TOTAL, MINUTE",
        "2026-10-03T01:07, 2026-10-09T22:01, Asia/Kathmandu, MONTH, MINUTE"
    })
    void shouldCoverEachMinuteOnce(String from, String to, String zone, Span.Granularity granularity, Window finest) {
        Tiles tiles = new Tiles(question(from, to, zone, granularity).cuts());
        long begin = tiles.cuts().first();
        long end = tiles.cuts().last();
        assertThat(tiles.needed()).last().isEqualTo(finest);

        long covered = 0;
        for (Window window : Window.values()) {
            for (long start = tiles.firstOf(window);
                    start < end;
                    start += window.length().toMillis()) {
                if (tiles.uses(window, start)) {
                    assertThat(tiles.needed()).contains(window);
                    assertThat(start).isGreaterThanOrEqualTo(begin);
                    assertThat(start + window.length().toMillis()).isLessThanOrEqualTo(end);
                    assertThat(tiles.cuts()
                                    .subSet(start + 1, start + window.length().toMillis()))
                            .isEmpty();
                    assertThat(tiles.cut(window, start)).isFalse();
                    covered += window.length().toMillis();
                }
            }
        }
        // Every tile lies in the period and no two overlap, as none lies in a larger whole one.
        assertThat(covered).isEqualTo(end - begin);
    }
}
