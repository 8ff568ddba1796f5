package io.wattledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What booking decides by comparing a few numbers is what the rules say of the event as a whole. */
class FastPathLawTest {

    private static final long SEED = 20_261_121;
    private static final EventRules RULES =
            new EventRules(Instant.ofEpochMilli(1_000), Duration.ofMillis(500), 6, 1_000);

    private final Random random = new Random(SEED);

    @Test
    void shouldRefuseAndAcceptWhatTheRulesDo() {
        int accepted = 0;
        for (int i = 0; i < 100_000; i++) {
            // Given: each field now and then beyond what is allowed, or at the edge
            Event event = event();
            EventFields fields = new EventFields();
            fields.set(event, new Combinations(RULES::sound).of(event.dimensions()));
            long arrival = random.nextInt(3_000);
            // When
            Optional<Reject> reject = RULES.check(fields, arrival);
            // Then
            assertThat(reject).as("seed %d, event %d, %s", SEED, i, event).isEqualTo(RULES.check(event, arrival));
            accepted += reject.isEmpty() ? 1 : 0;
        }
        assertThat(accepted).isBetween(5_000, 95_000);
    }

    @Test
    void shouldTakeWhatTheTariffBearsAndNothingElse() {
        int refused = 0;
        int taken = 0;
        for (int round = 0; round < 2_000; round++) {
            // Given: rates of all sizes, so that some cells fill up within a few events
            Tariff tariff = tariff();
            Gathered gathered = new Gathered(cell(tariff.measured()), Account.NONE, tariff);
            Usage sum = Usage.NONE;
            for (int i = 0; i < 20; i++) {
                EventFields event = usage(tariff.measured());
                // When
                boolean took = gathered.take(event, false);
                // Then
                Usage more = event.event().usage(false);
                assertThat(took)
                        .as("seed %d, round %d, event %d", SEED, round, i)
                        .isEqualTo(tariff.bears(sum, more));
                sum = took ? sum.plus(more) : sum;
                assertThat(gathered.added()).isEqualTo(sum);
                refused += took ? 0 : 1;
                taken += took ? 1 : 0;
            }
        }
        assertThat(refused).isGreaterThan(500);
        assertThat(taken).isGreaterThan(500);
    }

    private Tariff tariff() {
        boolean measured = random.nextInt(3) == 0;
        double rate = Math.pow(10, random.nextInt(20) - 2);
        Range range = new Range(rate / 2, rate, 2 * rate);
        var cost = new CostRevision(
                "c", 0, OptionalLong.empty(), List.of(new OperatingPoint(8, range, range, Range.ZERO, range)));
        boolean priced = random.nextInt(4) > 0;
        return Tariff.of(
                cell(measured),
                priced ? Optional.of(Timeline.<CostRevision>empty().with(List.of(cost))) : Optional.empty(),
                Optional.empty());
    }

    private static Cell cell(boolean measured) {
        return new Cell(0, LedgerSamples.DIMENSIONS, measured, OptionalInt.empty());
    }

    private EventFields usage(boolean measured) {
        long input = amount();
        return LedgerSamples.fields(new Event(
                "s",
                "i",
                0,
                LedgerSamples.DIMENSIONS,
                amount(),
                input,
                input / 2,
                amount(),
                OptionalInt.empty(),
                1,
                OptionalLong.empty(),
                measured ? OptionalLong.of(amount() * 1_000_000) : OptionalLong.empty()));
    }

    /** Up to the most that the configuration lets an event have. */
    private long amount() {
        return random.nextLong(1_000_000_000_000L) >> random.nextInt(40);
    }

    private Event event() {
        return new Event(
                text(),
                text(),
                random.nextInt(4_000),
                new Dimensions(
                        text(), random.nextBoolean() ? Optional.of(text()) : Optional.empty(), text(), text(), text()),
                count(),
                count(),
                random.nextInt(200),
                count(),
                random.nextBoolean() ? OptionalInt.of((int) count()) : OptionalInt.empty(),
                count(),
                random.nextBoolean() ? OptionalLong.of(count()) : OptionalLong.empty(),
                random.nextBoolean() ? OptionalLong.of(count() * 1_000_000) : OptionalLong.empty());
    }

    private long count() {
        return random.nextInt(30) == 0
                ? random.nextInt(3) - 1 + (random.nextBoolean() ? 1_000 : 0)
                : 200 + random.nextInt(800);
    }

    private String text() {
        return switch (random.nextInt(60)) {
            case 0 -> "";
            case 1 -> " \t";
            case 2 -> "\u2003";
            case 3 -> "toolong";
            case 4 -> "漢字漢字漢字";
            case 5 -> "漢字漢字漢字漢";
            case 6 -> " a";
            case 7 -> "\u007f";
            default -> "abcdef".substring(random.nextInt(6));
        };
    }
}
