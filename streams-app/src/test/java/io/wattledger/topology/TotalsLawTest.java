package io.wattledger.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.schemas.Topic;
import io.wattledger.v1.FootprintDimensions;
import io.wattledger.v1.FootprintKey;
import io.wattledger.v1.FootprintTotal;
import io.wattledger.v1.InferenceEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Totals are sums, wherever they are kept: in memory, in the row of the latest windows, or in the store of those before. */
class TotalsLawTest {

    private static final int EVENTS = 2_500;

    @TempDir
    private Path stateDir;

    @ParameterizedTest(name = "seed {0}, {1} in memory")
    @CsvSource({"1, 1", "2, 3", "3, 7", "4, 1000"})
    void shouldAddEachEventToAllItsTotalsInWhateverOrderTheyCome(long seed, int most) {
        Random random = new Random(seed);
        Map<FootprintDimensions, Long> running = new HashMap<>();
        Map<FootprintKey, Long> windows = new HashMap<>();
        try (var books = new BooksFixture(stateDir, BooksFixture.booking(100), BooksFixture.totalling(most))) {
            books.publishCost(Instant.EPOCH);
            books.publishSite();
            // Given: time goes on in steps, and events lie up to a day behind it
            Instant now = BooksFixture.NOW.minus(Duration.ofHours(4));
            for (int i = 0; i < EVENTS; i++) {
                now = now.plusSeconds(random.nextInt(10));
                long behind =
                        switch (random.nextInt(8)) {
                            case 0 -> random.nextInt(86_400);
                            case 1 -> random.nextInt(600);
                            default -> random.nextInt(20);
                        };
                long tokens = random.nextInt(1_000);
                InferenceEvent.Builder event = BooksFixture.event("e" + i)
                        .setTeam("team-" + random.nextInt(3))
                        .setOccurredAt(now.minusSeconds(behind))
                        .setOutputTokens(tokens);
                // When
                books.send(event);
                add(event, tokens, running, windows);
            }
            // Then
            assertThat(tokens(books, books.topics.running())).isEqualTo(running);
            Map<FootprintKey, Long> found = new HashMap<>(tokens(books, books.topics.minutes()));
            found.putAll(tokens(books, books.topics.hours()));
            found.putAll(tokens(books, books.topics.days()));
            assertThat(found).isEqualTo(windows).hasSizeGreaterThan(300);
        }
    }

    private static void add(
            InferenceEvent.Builder event,
            long tokens,
            Map<FootprintDimensions, Long> running,
            Map<FootprintKey, Long> windows) {
        running.merge(
                new FootprintDimensions(event.getTeam(), null, event.getModelId(), event.getGpu(), event.getRegion()),
                tokens,
                Long::sum);
        for (int seconds : new int[] {60, 3_600, 86_400}) {
            long start = Math.floorDiv(event.getOccurredAt().getEpochSecond(), seconds) * seconds;
            var key = new FootprintKey(
                    Instant.ofEpochSecond(start),
                    seconds,
                    event.getTeam(),
                    null,
                    event.getModelId(),
                    event.getGpu(),
                    event.getRegion());
            windows.merge(key, tokens, Long::sum);
        }
    }

    /** The output tokens of the last total of each key. */
    private static <K> Map<K, Long> tokens(BooksFixture books, Topic<K, FootprintTotal> topic) {
        Map<K, Long> tokens = new HashMap<>();
        books.output(topic).readKeyValuesToList().forEach(each -> tokens.put(each.key, each.value.getOutputTokens()));
        return tokens;
    }
}
