package io.wattledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class WaitingTest {

    @Test
    void shouldKnowHowManyWaitAndSinceWhen() {
        // Given
        Waiting waiting = new Waiting();
        assertThat(waiting.oldest()).isEmpty();
        waiting.restore(60_000, 3);

        // When
        waiting.add(120_000, 2);
        waiting.add(60_000, -3);
        waiting.add(180_000, 0);

        // Then
        assertThat(waiting.requests()).isEqualTo(2);
        assertThat(waiting.oldest()).hasValue(120_000);
        assertThat(waiting.takeUnsaved()).isEqualTo(Map.of(60_000L, 0L, 120_000L, 2L));
        assertThat(waiting.takeUnsaved()).isEmpty();
    }
}
