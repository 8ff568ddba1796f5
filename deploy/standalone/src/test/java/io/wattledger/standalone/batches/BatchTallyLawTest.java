package io.wattledger.standalone.batches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wattledger.ledger.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What one batch size for all requests is worth; the rule of rates is that of docs/books.md, 5. */
class BatchTallyLawTest {

    private static final long SEED = 20_261_129;
    private static final int CASES = 500;
    private static final int LARGEST = 1024;

    private final Random random = new Random(SEED);

    BatchTallyLawTest() {
        System.out.println("BatchTallyLawTest seed " + SEED);
    }

    @Test
    void shouldBookAtTheMeanWhatAllRequestsAtTheirOwnBatchSizeWould() {
        for (int i = 0; i < CASES; i++) {
            List<Event> events = events();
            double fixed = random.nextDouble();
            double shared = 100 * random.nextDouble();
            double own = events.stream()
                    .mapToDouble(each -> each.outputTokens()
                            * (fixed + shared / each.batchSize().orElseThrow()))
                    .sum();

            ServedBatches served = served(events);

            double mean = served.mean().orElseThrow();
            double atMean = served.usage().outputTokens() * (fixed + shared / mean);
            assertThat(atMean).as("case %d", i).isCloseTo(own, within(1e-9 * own));
            assertThat(mean)
                    .isBetween(served.told().firstKey() - 1e-9, served.told().lastKey() + 1e-9);
        }
    }

    @Test
    void shouldRoundToAsNearARateAsAnyWholeBatchSizeHas() {
        for (int i = 0; i < CASES; i++) {
            ServedBatches served = served(events());

            double inverse = 1 / served.mean().orElseThrow();
            int nearest = served.nearest().orElseThrow();

            assertThat(Math.abs(1.0 / nearest - inverse))
                    .as("case %d: %s", i, served)
                    .isLessThanOrEqualTo(Math.abs(1.0 / (nearest + 1) - inverse))
                    .isLessThanOrEqualTo(Math.abs(1.0 / (nearest - 1) - inverse));
        }
    }

    private List<Event> events() {
        List<Event> events = new ArrayList<>();
        int largest = 1 + random.nextInt(LARGEST);
        for (int left = 1 + random.nextInt(50); left > 0; left--) {
            events.add(Requests.told("m", "g", 1 + random.nextInt(largest), 1 + random.nextInt(2000)));
        }
        return events;
    }

    private static ServedBatches served(List<Event> events) {
        BatchTally tally = new BatchTally();
        events.forEach(tally::add);
        return tally.result(List.of(), List.of()).get(0);
    }
}
