package io.wattledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {

    @ParameterizedTest
    @CsvSource({
        "MINUTE, 2026-11-01T11:59:59.999Z, 2026-11-01T11:59:00Z",
        "MINUTE, 2026-11-01T12:00:00Z, 2026-11-01T12:00:00Z",
        "HOUR, 2026-11-01T12:59:59.999Z, 2026-11-01T12:00:00Z",
        "HOUR, 2026-11-01T13:00:00Z, 2026-11-01T13:00:00Z",
        "DAY, 2026-10-31T23:59:59.999Z, 2026-10-31T00:00:00Z",
        "DAY, 2026-11-01T00:00:00Z, 2026-11-01T00:00:00Z",
        "DAY, 1969-12-31T23:59:59.999Z, 1969-12-31T00:00:00Z"
    })
    void shouldStartAtTheEdgeBeforeTheInstant(Window window, Instant instant, Instant start) {
        assertThat(Instant.ofEpochMilli(window.start(instant.toEpochMilli()))).isEqualTo(start);
    }
}
