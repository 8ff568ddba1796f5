package io.wattledger.books;

import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.ledger.Amount;
import io.wattledger.ledger.Dimensions;
import io.wattledger.ledger.Total;
import io.wattledger.v1.IntakeCount;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BooksTest {

    private static final Books BOOKS = HandMadeBooks.books();

    @Test
    void shouldAddUpToSomethingCoarser() {
        Map<String, Total> teams = BOOKS.by(Dimensions::team);
        assertThat(teams).hasSize(2).hasEntrySatisfying("search", total -> {
            assertThat(total.usage().requests()).isEqualTo(5);
            assertThat(total.footprint().energy()).contains(new Amount<>(1_000_000, 2_000_000, 4_000_000));
        });
    }

    @Test
    void shouldBeSettledWhenTheTotalsHoldAllThatWasAccepted() {
        assertThat(BOOKS.settled()).isTrue();
        assertThat(new Books(
                                new Counts(13, 6, 2, 3, 2, Map.of(), Optional.empty(), Optional.empty(), Later.NONE),
                                BOOKS.totals(),
                                BOOKS.nextOffsets())
                        .settled())
                .isFalse();
    }

    @Test
    void shouldIncludeEventsBeforeTheNextOffsetOfTheirPartition() {
        assertThat(BOOKS.include(Map.of(0, 12L))).isTrue();
        assertThat(BOOKS.include(Map.of(0, 13L))).isFalse();
        assertThat(BOOKS.include(Map.of(0, 12L, 1, 1L))).isFalse();
        assertThat(BOOKS.include(Map.of(0, 12L, 1, 0L)))
                .as("an empty partition")
                .isTrue();
    }

    @Test
    void shouldSumTheCountsOfPartitionsAndSeeWhenTheyDoNotAddUp() {
        Counts counts = Counts.sum(List.of(Counts.of(count(0, 10, 4, 3, 2, 1)), Counts.of(count(1, 5, 5, 0, 0, 0))));
        assertThat(counts.in()).isEqualTo(15);
        assertThat(counts.booked()).isEqualTo(9);
        assertThat(counts.parked()).isEqualTo(3);
        assertThat(counts.duplicate()).isEqualTo(2);
        assertThat(counts.rejectedByReason()).isEqualTo(Map.of("EMPTY", 1L));
        assertThat(counts.addUp()).isTrue();
        assertThat(new Counts(16, 9, 3, 2, 1, Map.of(), Optional.empty(), Optional.empty(), Later.NONE).addUp())
                .isFalse();
    }

    private static IntakeCount count(int partition, long in, long booked, long parked, long duplicate, long rejected) {
        return IntakeCount.newBuilder()
                .setTopic("inference-events")
                .setPartition(partition)
                .setNextOffset(in)
                .setIn(in)
                .setBooked(booked)
                .setParked(parked)
                .setDuplicate(duplicate)
                .setRejected(rejected)
                .setRejectedByReason(rejected == 0 ? Map.of() : Map.of("EMPTY", rejected))
                .build();
    }
}
