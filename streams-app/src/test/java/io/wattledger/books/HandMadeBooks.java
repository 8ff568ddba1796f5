package io.wattledger.books;

import io.wattledger.ledger.Amount;
import io.wattledger.ledger.Dimensions;
import io.wattledger.ledger.Footprint;
import io.wattledger.ledger.Quantity;
import io.wattledger.ledger.Total;
import io.wattledger.ledger.Unit;
import io.wattledger.ledger.Usage;
import io.wattledger.ledger.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Books for tests of what shows them. */
public final class HandMadeBooks {

    private static final Later LATER = new Later(7, 7, 11, 1, 3, 2, Optional.of(Instant.EPOCH), 40, 6, 50, 12, 0);

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    private static final int PARTITION = 2;

    private HandMadeBooks() {}

    /** Two projects of one team, and a team with a name made to break out of text and HTML whose energy is unknown. */
    public static Books books() {
        return books("evil \"team\"\\<script>alert('&')</script>\nsecond line");
    }

    public static Books books(String nameOfSecondTeam) {
        return new Books(
                new Counts(
                        12,
                        5,
                        2,
                        3,
                        2,
                        Map.of("BAD_COUNT", 2L),
                        Optional.of(NOON),
                        Optional.of(NOON.plusSeconds(2)),
                        LATER),
                Map.of(
                        dimensions("search", Optional.of("ranking")),
                        new Total(
                                new Usage(3, 1, 4, 500, 100, 60, 0),
                                0,
                                0,
                                footprint(1_500_000),
                                Amount.zero(),
                                0,
                                footprint(-250_000)),
                        dimensions("search", Optional.of("ads")),
                        new Total(
                                new Usage(2, 0, 2, 50, 0, 6, 0),
                                0,
                                0,
                                footprint(500_000),
                                Amount.zero(),
                                400_000,
                                Footprint.UNKNOWN),
                        dimensions(nameOfSecondTeam, Optional.empty()),
                        new Total(
                                new Usage(2, 0, 2, 10, 0, 1, 0),
                                2,
                                0,
                                Footprint.UNKNOWN,
                                Amount.zero(),
                                0,
                                Footprint.UNKNOWN)),
                Map.of(0, 12L));
    }

    /** An instance that works on one partition of each topic; all of the books are in the running windows. */
    public static LiveBooks live(Supplier<Books> books) {
        return new LiveBooks() {
            @Override
            public Books all() {
                return books.get();
            }

            @Override
            public Optional<OwnBooks> own() {
                return Optional.of(new OwnBooks(
                        Map.of(0, all().counts()), Map.of(PARTITION, all().totals()), lags().orElseThrow(), budgets()));
            }

            @Override
            public Optional<List<OwnBooks.Lag>> lags() {
                return Optional.of(List.of(new OwnBooks.Lag("wattledger.inference-events", 0, 17)));
            }

            @Override
            public WindowedBooks windows(Window length, long from, long to) {
                long start = length.start(to - 1);
                return new WindowedBooks(
                        0,
                        all().totals().entrySet().stream()
                                .map(each -> new WindowedBooks.Row(start, each.getKey(), each.getValue()))
                                .toList());
            }

            @Override
            public WindowedBooks ownWindows(Window length, long from, long to) {
                return windows(length, from, to);
            }

            @Override
            public WindowedBooks stored(Window length, long from, long to) {
                return windows(length, from, to);
            }

            @Override
            public List<BudgetMonth> months() {
                return budgets();
            }

            @Override
            public Published published() {
                throw new UnsupportedOperationException("hand-made books have no tables");
            }
        };
    }

    /** The month at hand of a team, as another zone has it, too, and the one that begins when it ends. */
    private static List<BudgetMonth> budgets() {
        Instant start = Instant.now().minus(Duration.ofDays(3));
        Instant end = start.plus(Duration.ofDays(30));
        return List.of(
                new BudgetMonth("budgeted", start, end, Map.of(Quantity.ENERGY, 2_000_000_000_000_000L)),
                new BudgetMonth("budgeted", start.minus(Duration.ofHours(5)), end, Map.of(Quantity.ENERGY, 7L)),
                new BudgetMonth("budgeted", end, end.plus(Duration.ofDays(30)), Map.of(Quantity.ENERGY, 5L)),
                new BudgetMonth("no longer budgeted", start, end, Map.of(Quantity.ENERGY, 5L)));
    }

    private static Dimensions dimensions(String team, Optional<String> project) {
        return new Dimensions(team, project, "llama", "h100", "eu-west-1");
    }

    private static Footprint footprint(long n) {
        return new Footprint(amount(n), amount(2 * n), amount(3 * n), amount(4 * n), amount(n / 5));
    }

    private static <U extends Unit> Optional<Amount<U>> amount(long central) {
        return Optional.of(new Amount<>(central / 2, central, 2 * central));
    }
}
