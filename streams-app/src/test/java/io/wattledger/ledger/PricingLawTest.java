package io.wattledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a cell costs depends on what was used, not on how it came. */
class PricingLawTest {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void shouldPostTheSameWhateverTheBatchesAndTheOrder(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 100; round++) {
            // Given
            Tariff tariff = tariff(random);
            List<Usage> events = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(60); i++) {
                events.add(LedgerSamples.usage(random));
            }
            Usage all = sum(events);

            // When
            Collections.shuffle(events, random);
            Footprint posted = post(tariff, events, random);

            // Then
            assertThat(sum(events)).isEqualTo(all);
            assertThat(posted).as("seed %d, round %d", seed, round).isEqualTo(tariff.price(all));
        }
    }

    /** Cuts the events into batches as commits do, and adds up what each batch posts. */
    private static Footprint post(Tariff tariff, List<Usage> events, Random random) {
        Usage before = Usage.NONE;
        Footprint posted = Footprint.UNKNOWN;
        int next = 0;
        while (next < events.size()) {
            int end = Math.min(events.size(), next + 1 + random.nextInt(5));
            Usage after = before.plus(sum(events.subList(next, end)));
            posted = posted.plus(tariff.price(after).since(tariff.price(before)));
            before = after;
            next = end;
        }
        return posted;
    }

    private static Usage sum(List<Usage> usages) {
        return usages.stream().reduce(Usage.NONE, Usage::plus);
    }

    private static Tariff tariff(Random random) {
        boolean measured = random.nextBoolean();
        return new Tariff(
                measured,
                Optional.of("r"),
                random.nextInt(5) > 0 ? Optional.of(LedgerSamples.point(random)) : Optional.empty(),
                random.nextInt(5) > 0 ? Optional.of(LedgerSamples.site(random)) : Optional.empty(),
                Optional.empty());
    }
}
