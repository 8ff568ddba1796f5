package io.wattledger.standalone.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.standalone.torture.Cast.CostKey;
import io.wattledger.v1.CostRevision;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ControlCostsTest {

    private static final CostKey KEY = new CostKey("small", "gpu-a");
    private static final Instant FROM = Instant.parse("2026-11-01T12:00:40Z");
    private static final Instant MINUTE = Instant.parse("2026-11-01T12:00:00Z");

    private final RowDraws draws = new RowDraws(new Random(1));
    private final ControlCosts costs = new ControlCosts();

    @Test
    void shouldKeepInEachRowWhatEarlierOnesSaid() {
        costs.publish(KEY, List.of(draws.cost("a", Instant.EPOCH, null), draws.cost("b", FROM, null)));

        List<CostRevision> row = costs.publish(KEY, List.of(draws.cost("a", FROM, null)));

        assertThat(row).extracting(CostRevision::getRevision).containsExactly("b", "a");
        assertThat(row).extracting(CostRevision::getEffectiveFrom).containsOnly(MINUTE);
    }

    @Test
    void shouldEndWhatIsWithdrawnAndKeepWhatWas() {
        Instant before = MINUTE.minusSeconds(60);
        costs.publish(
                KEY,
                List.of(
                        draws.cost("past", Instant.EPOCH, before),
                        draws.cost("now", Instant.EPOCH, null),
                        draws.cost("later", FROM.plusSeconds(60), null)));

        assertThat(costs.withdraw(KEY, FROM))
                .extracting(CostRevision::getEffectiveTo)
                .containsExactly(before, MINUTE, MINUTE.plusSeconds(60));
    }
}
