package io.wattledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Totals may be added up in any order and any grouping. */
class TotalLawTest {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13})
    void shouldAddInAnyOrderAndGrouping(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 1_000; round++) {
            Total a = total(random);
            Total b = total(random);
            Total c = total(random);
            assertThat(a.plus(b)).as("seed %d, round %d", seed, round).isEqualTo(b.plus(a));
            assertThat(a.plus(b).plus(c)).as("seed %d, round %d", seed, round).isEqualTo(a.plus(b.plus(c)));
            assertThat(a.plus(Total.NONE)).as("seed %d, round %d", seed, round).isEqualTo(a);
        }
    }

    private static Total total(Random random) {
        Tariff tariff = new Tariff(
                random.nextBoolean(),
                Optional.of("r"),
                random.nextBoolean() ? Optional.of(LedgerSamples.point(random)) : Optional.empty(),
                random.nextBoolean() ? Optional.of(LedgerSamples.site(random)) : Optional.empty(),
                Optional.empty());
        Usage usage = LedgerSamples.usage(random);
        return LedgerSamples.total(usage, tariff.price(usage), tariff.measured());
    }
}
