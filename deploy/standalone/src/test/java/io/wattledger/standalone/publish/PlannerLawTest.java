package io.wattledger.standalone.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.ledger.CostRevision;
import io.wattledger.ledger.OperatingPoint;
import io.wattledger.ledger.Range;
import io.wattledger.ledger.Timeline;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Laws of planning over random rows, wishes and clocks. */
class PlannerLawTest {

    private static final long SEED = 20_261_121;
    private static final int CASES = 20_000;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int MINUTES = 8;

    private final Random random = new Random(SEED);

    PlannerLawTest() {
        System.out.println("PlannerLawTest seed " + SEED);
    }

    @Test
    void shouldPlanNothingAfterAPlanOfTheSameTime() {
        int changed = 0;
        for (int i = 0; i < CASES; i++) {
            List<Revision<String>> before = row();
            Desired<String> desired = desired();
            Instant now = time();

            PlannedRow<String> first = Planner.plan(desired, before, now);
            PlannedRow<String> second = Planner.plan(desired, first.after(), now);

            assertThat(second.changes())
                    .as("case %d: %s on %s", i, desired, before)
                    .isEmpty();
            changed += first.changes().isEmpty() ? 0 : 1;
        }
        assertThat(changed).as("cases that change something").isGreaterThan(CASES / 4);
    }

    /** Of a row without revisions in the future, which another publication alone can have put there. */
    @Test
    void shouldPlanNothingTheSecondTimeWhateverTheClockSays() {
        for (int i = 0; i < CASES; i++) {
            Instant now = time();
            List<Revision<String>> before = row().stream()
                    .filter(each -> !each.from().isAfter(now) && each.to().isEmpty())
                    .toList();
            var desired = new Desired<>(
                    RowKey.of("k"), List.of(new Desired.Wish<>(text(random.nextInt(3)), Optional.empty())));

            PlannedRow<String> first = Planner.plan(desired, before, now);
            Instant later = time();

            assertThat(Planner.plan(desired, first.after(), later).changes())
                    .as("case %d: %s on %s at %s, then at %s", i, desired, before, now, later)
                    .isEmpty();
        }
    }

    @Test
    void shouldHaveTheDesiredInForceWhenItBeginsAndTheRestAsItWas() {
        for (int i = 0; i < CASES; i++) {
            List<Revision<String>> before = row();
            Instant from = time();
            var desired = new Desired<>(
                    RowKey.of("k"), List.of(new Desired.Wish<>(text(random.nextInt(3)), Optional.of(from))));

            PlannedRow<String> plan = Planner.plan(desired, before, time());

            assertThat(ledger(plan.after()).at(from.toEpochMilli()).map(CostRevision::name))
                    .as("case %d", i)
                    .contains(Revision.inForce(plan.after(), from).orElseThrow().name());
            assertThat(Revision.inForce(plan.after(), from).orElseThrow().content())
                    .isEqualTo(desired.wishes().get(0).content());
            assertThat(plan.after())
                    .as("kept")
                    .containsAll(before.stream()
                            .filter(each -> !each.from().equals(from))
                            .toList());
            if (!plan.changes().isEmpty()) {
                assertThat(plan.after()).isSortedAccordingTo(Comparator.comparing(Revision::from));
            }
            for (int minute = 0; minute < MINUTES; minute++) {
                Instant at = START.plus(minute, ChronoUnit.MINUTES);
                if (at.isBefore(from)) {
                    assertThat(Revision.inForce(plan.after(), at)).isEqualTo(Revision.inForce(before, at));
                }
            }
        }
    }

    /** The rule of what is in force is the ledger's. */
    @Test
    void shouldSeeInForceWhatTheLedgerSees() {
        for (int i = 0; i < CASES; i++) {
            List<Revision<String>> row = row();
            Instant at = time();

            assertThat(Revision.inForce(row, at).map(Revision::name))
                    .as("case %d: %s at %s", i, row, at)
                    .isEqualTo(ledger(row).at(at.toEpochMilli()).map(CostRevision::name));
        }
    }

    private static Timeline<CostRevision> ledger(List<Revision<String>> row) {
        var point = new OperatingPoint(1, Range.ZERO, Range.ZERO, Range.ZERO, Range.ZERO);
        return Timeline.<CostRevision>empty()
                .with(row.stream()
                        .map(each -> new CostRevision(
                                each.name(),
                                each.from().toEpochMilli(),
                                each.to()
                                        .map(to -> OptionalLong.of(to.toEpochMilli()))
                                        .orElse(OptionalLong.empty()),
                                List.of(point)))
                        .toList());
    }

    private Desired<String> desired() {
        List<Desired.Wish<String>> wishes = new ArrayList<>();
        if (random.nextBoolean()) {
            wishes.add(new Desired.Wish<>(text(random.nextInt(3)), Optional.empty()));
        } else {
            random.ints(1 + random.nextInt(3), 0, MINUTES)
                    .distinct()
                    .forEach(minute -> wishes.add(new Desired.Wish<>(
                            text(random.nextInt(3)), Optional.of(START.plus(minute, ChronoUnit.MINUTES)))));
        }
        return new Desired<>(RowKey.of("k"), wishes);
    }

    private List<Revision<String>> row() {
        return IntStream.range(0, random.nextInt(5))
                .mapToObj(i -> new Revision<>(
                        "r" + i,
                        time(),
                        random.nextInt(5) == 0 ? Optional.of(time()) : Optional.<Instant>empty(),
                        text(random.nextInt(3))))
                .toList();
    }

    private Instant time() {
        return START.plus(random.nextInt(MINUTES), ChronoUnit.MINUTES);
    }

    private static Content<String> text(int number) {
        return PlannerTest.content("content " + number);
    }
}
