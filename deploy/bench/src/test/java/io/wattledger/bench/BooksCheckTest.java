package io.wattledger.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.bench.contender.Pricing;
import io.wattledger.bench.load.EventSource;
import io.wattledger.bench.load.Population;
import io.wattledger.bench.load.Skew;
import io.wattledger.v1.FootprintKey;
import io.wattledger.v1.FootprintTotal;
import io.wattledger.v1.Range;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BooksCheckTest {

    private static final int EVENTS = 500;
    private static final int WINDOWS = 3;

    private final Map<FootprintKey, FootprintTotal> books = BooksCheck.expected(new Load(
            "p.", Population.of(10, 1), Skew.ZIPF, new EventSource.TimeSpread(1_800_000_000_000L, 60_000, EVENTS), 1));

    @Test
    void shouldCountEachEventInEachWindow() {
        assertThat(books.values().stream()
                        .mapToLong(FootprintTotal::getRequests)
                        .sum())
                .isEqualTo(WINDOWS * EVENTS);
        assertThat(books.values()).allSatisfy(total -> {
            Range carbon = total.getCarbonMicrograms();
            assertThat(carbon).isNotNull();
            assertThat(carbon.getLow()).isPositive().isLessThan(carbon.getCentral());
        });
    }

    @Test
    void shouldAllowTheRoundingOfEachEventAndNothingMore() {
        var any = books.entrySet().iterator().next();
        FootprintKey key = any.getKey();
        FootprintTotal total = any.getValue();

        assertThat(BooksCheck.difference(books, with(key, total, total.getRequests())))
                .isEmpty();
        assertThat(BooksCheck.difference(books, with(key, total, 2 * total.getRequests() + 2)))
                .isPresent();
    }

    @Test
    void shouldSeeATotalThatIsMissing() {
        Map<FootprintKey, FootprintTotal> fewer = new HashMap<>(books);
        fewer.remove(fewer.keySet().iterator().next());

        assertThat(BooksCheck.difference(books, fewer)).isPresent();
    }

    private Map<FootprintKey, FootprintTotal> with(FootprintKey key, FootprintTotal total, long more) {
        var energy = new Range(0L, more, 0L);
        var difference = new FootprintTotal(
                0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, energy, null, null, null, 0L, null, 0L, null, null, null, null);
        Map<FootprintKey, FootprintTotal> changed = new HashMap<>(books);
        changed.put(key, Pricing.plus(total, difference));
        return changed;
    }
}
