package io.wattledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class TotalTest {

    private static final Usage TWO_REQUESTS = new Usage(2, 1, 3, 4, 1, 5, 0);
    private static final Footprint ALL = new Footprint(
            Optional.of(new Amount<>(1, 2, 3)),
            Optional.of(new Amount<>(2, 3, 4)),
            Optional.of(new Amount<>(5, 6, 7)),
            Optional.of(new Amount<>(8, 9, 10)),
            Optional.empty());

    @Test
    void shouldAddWhatIsKnownAndNeverTakeUnknownForZero() {
        Total sum = LedgerSamples.total(TWO_REQUESTS, Footprint.UNKNOWN, false)
                .plus(LedgerSamples.total(TWO_REQUESTS, ALL, false));
        assertThat(sum.usage()).isEqualTo(new Usage(4, 2, 6, 8, 2, 10, 0));
        assertThat(sum.footprint()).isEqualTo(ALL);
        assertThat(sum.unpricedRequests()).isEqualTo(2);
        assertThat(LedgerSamples.total(TWO_REQUESTS, Footprint.UNKNOWN, false)
                        .plus(Total.NONE)
                        .footprint())
                .isEqualTo(Footprint.UNKNOWN);
    }

    @Test
    void shouldKeepTheMeasuredPartApart() {
        Total measured = LedgerSamples.total(TWO_REQUESTS, ALL, true);
        Total estimated = LedgerSamples.total(TWO_REQUESTS, ALL, false);
        assertThat(measured.measured()).isEqualTo(new Amount<>(1, 2, 3));
        assertThat(estimated.measured()).isEqualTo(Amount.zero());
        assertThat(measured.plus(estimated).measured()).isEqualTo(new Amount<>(1, 2, 3));
        assertThat(measured.plus(estimated).footprint().energy()).contains(new Amount<>(2, 4, 6));
    }

    @Test
    void shouldRefuseASumThatDoesNotFit() {
        Total most = LedgerSamples.total(new Usage(Long.MAX_VALUE, 0, 0, 0, 0, 0, 0), ALL, false);
        assertThatThrownBy(() -> most.plus(most)).isInstanceOf(ArithmeticException.class);
    }
}
