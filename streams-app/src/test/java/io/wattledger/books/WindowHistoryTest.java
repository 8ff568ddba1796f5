package io.wattledger.books;

import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.ledger.Amount;
import io.wattledger.ledger.Dimensions;
import io.wattledger.ledger.Footprint;
import io.wattledger.ledger.Total;
import io.wattledger.ledger.Usage;
import io.wattledger.ledger.Window;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

class WindowHistoryTest {

    private static final long NOON = Instant.parse("2026-11-01T12:00:00Z").toEpochMilli();
    private static final long MINUTE = 60_000;

    @Test
    void shouldHoldTheLatestTotalOfEachWindow() {
        WindowHistory history = new WindowHistory(100);
        put(history, Window.MINUTE, NOON, "search", 1);
        put(history, Window.MINUTE, NOON, "search", 5);
        put(history, Window.MINUTE, NOON, "ads", 2);
        put(history, Window.MINUTE, NOON + MINUTE, "search", 3);
        put(history, Window.HOUR, NOON, "search", 8);

        assertThat(requests(history, Window.MINUTE, NOON, NOON + MINUTE)).isEqualTo(Map.of("search", 5L, "ads", 2L));
        assertThat(requests(history, Window.MINUTE, NOON + 1, NOON + 2 * MINUTE))
                .isEqualTo(Map.of("search", 3L));
        assertThat(requests(history, Window.HOUR, 0, Long.MAX_VALUE)).isEqualTo(Map.of("search", 8L));
        assertThat(requests(history, Window.DAY, 0, Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void shouldForgetWhatIsOlderThanIsShownAndTakeItNoMore() {
        WindowHistory history = new WindowHistory(100);
        put(history, Window.MINUTE, NOON, "search", 1);
        put(history, Window.MINUTE, NOON + 30 * MINUTE, "search", 2);
        put(history, Window.DAY, Window.DAY.start(NOON), "search", 3);
        history.forget(NOON + 62 * MINUTE);
        put(history, Window.MINUTE, NOON, "search", 7);

        assertThat(requests(history, Window.MINUTE, 0, Long.MAX_VALUE)).isEqualTo(Map.of("search", 2L));
        assertThat(requests(history, Window.DAY, 0, Long.MAX_VALUE)).isEqualTo(Map.of("search", 3L));
        assertThat(history.between(Window.MINUTE, 0, 1, partition -> true, WindowHistoryTest::total)
                        .knownFrom())
                .isEqualTo(NOON + MINUTE);
    }

    @Test
    void shouldGiveUpTheOldestWindowsOfTheLengthThatHasMostWhereThereIsNoRoom() {
        WindowHistory history = new WindowHistory(4);
        put(history, Window.HOUR, NOON, "search", 9);
        for (int i = 0; i < 10; i++) {
            put(history, Window.MINUTE, NOON + i * MINUTE, "search", i);
        }
        WindowedBooks minutes =
                history.between(Window.MINUTE, 0, Long.MAX_VALUE, partition -> true, WindowHistoryTest::total);
        assertThat(minutes.rows()).hasSize(3);
        assertThat(minutes.knownFrom()).isEqualTo(NOON + 7 * MINUTE);
        assertThat(requests(history, Window.HOUR, 0, Long.MAX_VALUE)).isEqualTo(Map.of("search", 9L));
    }

    @Test
    void shouldBeginAnew() {
        WindowHistory history = new WindowHistory(4);
        put(history, Window.MINUTE, NOON, "search", 1);
        history.clear();
        assertThat(requests(history, Window.MINUTE, 0, Long.MAX_VALUE)).isEmpty();
        put(history, Window.MINUTE, NOON, "search", 2);
        assertThat(requests(history, Window.MINUTE, 0, Long.MAX_VALUE)).isEqualTo(Map.of("search", 2L));
    }

    private static void put(WindowHistory history, Window window, long start, String team, long requests) {
        history.put(
                window,
                start,
                0,
                Bytes.wrap(team.getBytes(StandardCharsets.UTF_8)),
                Long.toString(requests).getBytes(StandardCharsets.UTF_8),
                () -> new Dimensions(team, Optional.empty(), "m", "g", "r"));
    }

    private static Map<String, Long> requests(WindowHistory history, Window window, long from, long to) {
        return history.between(window, from, to, partition -> true, WindowHistoryTest::total).rows().stream()
                .collect(Collectors.toMap(
                        row -> row.dimensions().team(),
                        row -> row.total().usage().requests(),
                        Long::sum));
    }

    private static Total total(byte[] requests) {
        return new Total(
                new Usage(Long.parseLong(new String(requests, StandardCharsets.UTF_8)), 0, 0, 0, 0, 0, 0),
                0,
                0,
                Footprint.UNKNOWN,
                Amount.zero(),
                0,
                Footprint.UNKNOWN);
    }
}
