package io.wattledger.standalone.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class FeederTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final Sending NOTHING =
            new Sending(EventKind.NO_VALUE, Optional.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty());

    /** Its events cannot be written. */
    private static Feeder broken() {
        var stream = new EventStream(1, event -> {
            throw new IllegalStateException("no encoder");
        });
        return new Feeder("127.0.0.1:1", "events", stream, new Rhythm(1, 400), new Ledger(), Duration.ZERO);
    }

    @Test
    void shouldTellWhyItEndedByItself() {
        try (Feeder feeder = broken()) {
            feeder.start();

            await().atMost(LIMIT).until(() -> feeder.drawn().events() > 0);

            assertThatThrownBy(() -> feeder.finish(LIMIT))
                    .isInstanceOf(TortureException.class)
                    .hasMessageContaining("no encoder");
            // Nor does a backlog wait for a thread that is gone.
            assertThatThrownBy(() -> feeder.pour(List.of(NOTHING), LIMIT)).hasMessageContaining("no encoder");
        }
    }

    @Test
    void shouldComplainOfALoadThatWasHardlyThere() {
        assertThat(new Feeder.Drawn(89, 100).complaint()).hasValue("only 89 of the 100 events that were due were sent");
        assertThat(new Feeder.Drawn(95, 100).complaint()).isEmpty();
    }
}
