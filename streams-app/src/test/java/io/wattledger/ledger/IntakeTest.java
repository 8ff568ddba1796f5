package io.wattledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class IntakeTest {

    @Test
    void shouldCountEachEventInOnePlaceAndAddUp() {
        // Given
        Intake intake = new Intake(10, 20, 30, Map.of(Reject.Reason.EMPTY, 40L), OptionalLong.of(5));

        // When
        intake.accepted(LedgerSamples.at(7), true);
        intake.accepted(LedgerSamples.at(6), false);
        intake.duplicate();
        intake.rejected(Reject.Reason.EMPTY);
        intake.rejected(Reject.Reason.BAD_COUNT);

        // Then
        assertThat(intake.booked()).isEqualTo(11);
        assertThat(intake.parked()).isEqualTo(21);
        assertThat(intake.duplicates()).isEqualTo(31);
        assertThat(intake.rejected()).isEqualTo(42);
        assertThat(intake.rejectedByReason()).isEqualTo(Map.of(Reject.Reason.EMPTY, 41L, Reject.Reason.BAD_COUNT, 1L));
        assertThat(intake.in()).isEqualTo(11 + 21 + 31 + 42);
        assertThat(intake.latestOccurredAt()).hasValue(7);
    }

    @Test
    void shouldCallAnEventLateOnlyWhenItIsMoreThanTheLatenessBehind() {
        Intake intake = new Intake();
        assertThat(intake.late(LedgerSamples.at(0), 0)).as("the first").isFalse();
        intake.accepted(LedgerSamples.at(1_000), true);
        assertThat(intake.late(LedgerSamples.at(900), 100)).isFalse();
        assertThat(intake.late(LedgerSamples.at(899), 100)).isTrue();
        assertThat(intake.late(LedgerSamples.at(2_000), 100)).isFalse();
    }

    @Test
    void shouldKeepTheLatestTimeBeforeTheEpoch() {
        Intake intake = new Intake();
        intake.accepted(LedgerSamples.at(-5), true);
        assertThat(intake.latestOccurredAt()).hasValue(-5);
    }
}
