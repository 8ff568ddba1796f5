package io.wattledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GatheringTest {

    private static final Tariff UNKNOWN =
            new Tariff(false, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(Unpriced.NO_COST));

    private final Combinations combinations = new Combinations(dimensions -> true);
    private final Map<Cell, Account> accounts = new HashMap<>();
    private final List<Cell> opened = new ArrayList<>();

    @Test
    void shouldAddUpByCellWhateverTheOrderOfEventsAndWrites() {
        // Given: few dimensions, minutes and batch sizes, so that cells come back after they were let go
        long seed = 20_261_121;
        Random random = new Random(seed);
        Gathering gathering = gathering(40);
        Map<Cell, Usage> expected = new HashMap<>();
        // When
        for (int i = 0; i < 20_000; i++) {
            if (gathering.full()) {
                gathering.write(this::write);
            }
            EventFields event = event(
                    "t" + random.nextInt(4),
                    random.nextInt(3) * 60_000L + random.nextInt(60_000),
                    random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt(3)),
                    random.nextInt(4) == 0 ? OptionalLong.of(random.nextInt(100)) : OptionalLong.empty());
            boolean late = random.nextInt(10) == 0;
            assertThat(gathering.of(event).take(event, late)).isTrue();
            expected.merge(Cell.of(event), event.event().usage(late), Usage::plus);
            if (random.nextInt(50) == 0) {
                gathering.write(this::write);
            }
        }
        gathering.write(this::write);
        // Then
        assertThat(expected).as("seed %d", seed).hasSizeGreaterThan(40);
        Map<Cell, Usage> written = new HashMap<>();
        accounts.forEach((cell, account) -> written.put(cell, account.usage()));
        assertThat(written).as("seed %d", seed).isEqualTo(expected);
    }

    @Test
    void shouldReadAnAccountOnceWhileEachIntervalBringsSomethingForItsCell() {
        Gathering gathering = gathering(10);
        for (int interval = 0; interval < 3; interval++) {
            take(gathering, event("a"));
            gathering.write(this::write);
        }
        assertThat(opened).hasSize(1);
        take(gathering, event("b"));
        gathering.write(this::write);
        take(gathering, event("a"));
        assertThat(opened).as("a was let go").hasSize(3);
        assertThat(gathering.has(Cell.of(event("a")))).isTrue();
        assertThat(gathering.has(Cell.of(event("never")))).isFalse();
    }

    @Test
    void shouldLetGoOfAllCellsWhenItIsFull() {
        Gathering gathering = gathering(2);
        take(gathering, event("a"));
        assertThat(gathering.full()).isFalse();
        take(gathering, event("b"));
        assertThat(gathering.full()).isTrue();
        gathering.write(this::write);
        assertThat(gathering.full()).isFalse();
        assertThat(gathering.has(Cell.of(event("a")))).isFalse();
        assertThat(accounts).hasSize(2);
    }

    @Test
    void shouldGoOnFromAnAccountThatWasPricedAnewMeanwhile() {
        // Given: usage at hand that is not written, on top of an account
        Gathering gathering = gathering(10);
        take(gathering, event("a"));
        gathering.write(this::write);
        take(gathering, event("a"));
        Cell cell = Cell.of(event("a"));
        Account repriced = new Account(
                account(cell).usage(),
                Footprint.UNKNOWN,
                new Account.Revisions(Optional.of("new"), Optional.empty()),
                7);
        // When
        gathering.repriced(cell, repriced);
        // Then
        List<Account> before = new ArrayList<>();
        gathering.write(gathered -> {
            before.add(gathered.account());
            write(gathered);
        });
        assertThat(before).containsExactly(repriced);
        assertThat(account(cell).usage().requests()).isEqualTo(2);
    }

    private Gathering gathering(int most) {
        return new Gathering(
                combinations,
                cell -> {
                    opened.add(cell);
                    return new Gathered(cell, account(cell), UNKNOWN);
                },
                most);
    }

    private Account account(Cell cell) {
        return accounts.getOrDefault(cell, Account.NONE);
    }

    private void write(Gathered gathered) {
        Account after = gathered.account().plus(gathered.added(), UNKNOWN, 0);
        accounts.put(gathered.cell(), after);
        gathered.written(after, UNKNOWN);
    }

    private static void take(Gathering gathering, EventFields event) {
        assertThat(gathering.of(event).take(event, false)).isTrue();
    }

    private EventFields event(String team) {
        return event(team, 0, OptionalInt.empty(), OptionalLong.empty());
    }

    private EventFields event(String team, long occurredAt, OptionalInt batchSize, OptionalLong measured) {
        var dimensions = new Dimensions(team, Optional.empty(), "m", "g", "r");
        EventFields fields = new EventFields();
        fields.set(
                new Event("s", "id", occurredAt, dimensions, 1, 7, 2, 3, batchSize, 1, OptionalLong.empty(), measured),
                combinations.of(dimensions));
        return fields;
    }
}
