package io.wattledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TilesTest {

    private static NavigableSet<Long> cuts(String from, String to, String zone, ChronoUnit each) {
        ZonedDateTime begin = LocalDateTime.parse(from).atZone(ZoneId.of(zone));
        ZonedDateTime end = LocalDateTime.parse(to).atZone(ZoneId.of(zone));
        NavigableSet<Long> cuts = new TreeSet<>();
        for (ZonedDateTime cut = begin; cut.isBefore(end); cut = cut.plus(1, each)) {
            cuts.add(cut.toInstant().toEpochMilli());
        }
        cuts.add(end.toInstant().toEpochMilli());
        return cuts;
    }

    @ParameterizedTest
    @CsvSource({
        "2026-10-01T00:00, 2026-12-01T00:00, UTC, CENTURIES, DAY",
        "2026-10-01T00:00, 2026-12-01T00:00, UTC, DAYS, DAY",
        "2026-10-01T00:00, 2026-12-01T00:00, UTC, HOURS, HOUR",
        "2026-10-01T00:00, 2026-11-01T00:00, Europe/Berlin, CENTURIES, HOUR",
        "2026-10-01T00:00, 2026-11-01T00:00, Europe/Berlin, DAYS, HOUR",
        "2026-10-01T00:00, 2026-11-01T00:00, Asia/Kolkata, DAYS, MINUTE",
        "2026-10-03T01:07, 2026-10-03T01:09, UTC, CENTURIES, MINUTE",
        "2026-10-03T01:07, 2026-10-09T22:01, Asia/Kathmandu, MONTHS, MINUTE"
    })
    void shouldCoverEachMinuteOnce(String from, String to, String zone, ChronoUnit each, Window finest) {
        Tiles tiles = new Tiles(cuts(from, to, zone, each));
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

    @Test
    void shouldPutSmallerOnesInThePlaceOfOneThatIsCut() {
        Tiles tiles = new Tiles(cuts("2026-10-01T23:00", "2026-10-02T23:00", "UTC", ChronoUnit.DAYS));
        long day = Window.DAY.start(tiles.cuts().last());

        assertThat(tiles.needed()).containsExactly(Window.DAY, Window.HOUR);
        assertThat(tiles.cut(Window.DAY, day)).isTrue();
        assertThat(tiles.uses(Window.DAY, day)).isFalse();
        assertThat(tiles.uses(Window.HOUR, day)).isTrue();
        assertThat(tiles.cut(Window.HOUR, day)).isFalse();
        assertThat(List.of(tiles.firstOf(Window.DAY), tiles.firstOf(Window.HOUR)))
                .as("from the whole of the day that is cut")
                .containsOnly(Window.DAY.start(tiles.cuts().first()));
    }
}
