package io.wattledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.ledger.Intake.Count;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class IntakeTest {

    @Test
    void shouldCountEachEventInOnePlaceAndAddUp() {
        // Given
        Intake intake = new Intake(
                Map.of(Count.BOOKED, 10L, Count.PARKED, 20L, Count.DUPLICATE, 30L, Count.ENTRIES, 7L),
                Map.of(Reject.Reason.EMPTY, 40L),
                OptionalLong.of(5));

        // When
        intake.accepted(LedgerSamples.fields(LedgerSamples.at(7)));
        intake.accepted(LedgerSamples.fields(LedgerSamples.at(6)));
        assertThat(intake.posted(entry(Entry.Kind.USAGE, 3, 0))).isEqualTo(7);
        assertThat(intake.posted(entry(Entry.Kind.USAGE, 2, 2))).isEqualTo(8);
        intake.count(Count.DUPLICATE, 1);
        intake.rejected(Reject.Reason.EMPTY);
        intake.rejected(Reject.Reason.BAD_COUNT);

        // Then
        assertThat(intake.of(Count.BOOKED)).isEqualTo(13);
        assertThat(intake.of(Count.PARKED)).isEqualTo(22);
        assertThat(intake.rejected()).isEqualTo(42);
        assertThat(intake.rejectedByReason()).isEqualTo(Map.of(Reject.Reason.EMPTY, 41L, Reject.Reason.BAD_COUNT, 1L));
        assertThat(intake.latestOccurredAt()).hasValue(7);
    }

    @Test
    void shouldFollowWhatBecomesOfRequestsWithoutACost() {
        Intake intake = new Intake();
        intake.posted(entry(Entry.Kind.USAGE, 5, 5));
        intake.posted(entry(Entry.Kind.LATE_PRICED, 0, -4));
        intake.posted(entry(Entry.Kind.CORRECTION, 0, 3));
        intake.posted(entry(Entry.Kind.CORRECTION, 0, 0));
        assertThat(intake.of(Count.PARKED)).isEqualTo(5);
        assertThat(intake.of(Count.LATE_PRICED)).isEqualTo(4);
        assertThat(intake.of(Count.WITHDRAWN)).isEqualTo(3);
        assertThat(intake.of(Count.CORRECTIONS)).isEqualTo(2);
        assertThat(intake.of(Count.ENTRIES)).isEqualTo(4);
    }

    @Test
    void shouldCallAnEventLateOnlyWhenItIsMoreThanTheLatenessBehind() {
        Intake intake = new Intake();
        assertThat(intake.late(LedgerSamples.fields(LedgerSamples.at(0)), 0))
                .as("the first")
                .isFalse();
        intake.accepted(LedgerSamples.fields(LedgerSamples.at(1_000)));
        assertThat(intake.late(LedgerSamples.fields(LedgerSamples.at(900)), 100))
                .isFalse();
        assertThat(intake.late(LedgerSamples.fields(LedgerSamples.at(899)), 100))
                .isTrue();
        assertThat(intake.late(LedgerSamples.fields(LedgerSamples.at(2_000)), 100))
                .isFalse();
    }

    private static Entry entry(Entry.Kind kind, long requests, long unpriced) {
        return new Entry(
                kind,
                Cell.of(LedgerSamples.fields(LedgerSamples.event("a"))),
                new Usage(requests, 0, 0, 0, 0, 0, 0),
                unpriced,
                0,
                0,
                Footprint.UNKNOWN,
                Account.Revisions.NONE,
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
