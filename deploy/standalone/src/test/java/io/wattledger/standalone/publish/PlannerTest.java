package io.wattledger.standalone.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.standalone.publish.PlannedRow.Status;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlannerTest {

    private static final RowKey KEY = RowKey.of("model", "gpu");
    private static final Instant NOW = Instant.parse("2026-11-21T10:11:12.345Z");
    private static final Instant NOW_TO_THE_MINUTE = Instant.parse("2026-11-21T10:11:00Z");

    @Test
    void shouldPriceWhatCameBeforeTheFirstPublication() {
        PlannedRow<String> row = Planner.plan(wish("a"), List.of(), NOW);

        assertThat(row.status()).isEqualTo(Status.NEW);
        assertThat(row.after()).hasSize(1);
        Revision<String> written = row.after().get(0);
        assertThat(written.from()).isEqualTo(Instant.parse("2020-01-01T00:00:00Z"));
        assertThat(written.to()).isEmpty();
        // echo -n a | sha256sum
        assertThat(written.name()).isEqualTo("2020-01-01-ca978112");
        assertThat(row.changes()).singleElement().satisfies(change -> {
            assertThat(change.written()).isEqualTo(written);
            assertThat(change.before()).isEmpty();
            assertThat(change.replaces()).isFalse();
        });
        assertThat(row.warnings()).isEmpty();
    }

    @Test
    void shouldAddARevisionFromNowOnAndKeepTheOldOne() {
        List<Revision<String>> before = List.of(revision("old", "2020-01-01", "a"));

        PlannedRow<String> row = Planner.plan(wish("b"), before, NOW);

        assertThat(row.status()).isEqualTo(Status.CHANGED);
        assertThat(row.after()).hasSize(2).startsWith(before.get(0));
        assertThat(row.after().get(1).from()).isEqualTo(NOW_TO_THE_MINUTE);
        assertThat(row.after().get(1).name()).startsWith("2026-11-21-");
        assertThat(row.changes().get(0).before()).contains(before.get(0));
    }

    @Test
    void shouldWriteNothingForWhatIsInForce() {
        List<Revision<String>> before = List.of(revision("old", "2020-01-01", "a"), revision("x", "2026-01-01", "b"));

        assertUnchanged(Planner.plan(wish("b"), before, NOW), before);
    }

    @Test
    void shouldWriteNothingWhenTheClockGoesBackAfterAPublication() {
        List<Revision<String>> first = Planner.plan(wish("b"), List.of(revision("old", "2020-01-01", "a")), NOW)
                .after();

        PlannedRow<String> second = Planner.plan(wish("b"), first, NOW.minusSeconds(3600));

        assertUnchanged(second, first);
        assertThat(second.warnings()).singleElement().asString().contains("begins at " + NOW_TO_THE_MINUTE);
    }

    @Test
    void shouldGoBackToAnEarlierContentWithANewRevision() {
        List<Revision<String>> before = List.of(revision("old", "2020-01-01", "a"), revision("x", "2026-01-01", "b"));

        PlannedRow<String> row = Planner.plan(wish("a"), before, NOW);

        assertThat(row.after()).extracting(each -> each.content().record()).containsExactly("a", "b", "a");
    }

    @Test
    void shouldReplaceARevisionOfTheSameTime() {
        List<Revision<String>> before = List.of(revision("old", "2020-01-01", "a"), revision("x", "2026-01-01", "b"));

        PlannedRow<String> row = Planner.plan(wish("c", "2026-01-01T00:00:00Z"), before, NOW);

        assertThat(row.after()).hasSize(2).startsWith(before.get(0));
        assertThat(row.after().get(1).content().record()).isEqualTo("c");
        assertThat(row.changes()).singleElement().satisfies(change -> {
            assertThat(change.replaces()).isTrue();
            assertThat(change.before()).contains(before.get(1));
        });
    }

    @Test
    void shouldPutARevisionInItsPlaceAndWarnOfThoseThatStillHoldAfterIt() {
        List<Revision<String>> before = List.of(
                revision("old", "2020-01-01", "a"), revision("x", "2026-01-01", "b"), revision("y", "2027-01-01", "c"));

        PlannedRow<String> row = Planner.plan(wish("d", "2025-06-01T00:00:00Z"), before, NOW);

        assertThat(row.after()).extracting(each -> each.content().record()).containsExactly("a", "d", "b", "c");
        assertThat(row.warnings())
                .containsExactly("later revisions still hold from their time:"
                        + " x from 2026-01-01T00:00:00Z, y from 2027-01-01T00:00:00Z");
    }

    @Test
    void shouldWarnThatWhatIsInForceEnds() {
        Instant end = Instant.parse("2027-01-01T00:00:00Z");
        List<Revision<String>> before =
                List.of(new Revision<>("ends", Instant.parse("2020-01-01T00:00:00Z"), Optional.of(end), content("a")));

        PlannedRow<String> row = Planner.plan(wish("a"), before, NOW);

        assertUnchanged(row, before);
        assertThat(row.warnings()).containsExactly("revision ends ends at 2027-01-01T00:00:00Z");
        assertThat(Planner.plan(wish("a"), before, end).after()).hasSize(2);
    }

    @Test
    void shouldWarnOfALaterRevisionThatDiffersAndWriteNothing() {
        List<Revision<String>> before = List.of(revision("old", "2020-01-01", "a"), revision("y", "2027-01-01", "c"));

        PlannedRow<String> row = Planner.plan(wish("a"), before, NOW);

        assertUnchanged(row, before);
        assertThat(row.warnings()).singleElement().asString().contains("y from 2027");
    }

    @Test
    void shouldTakeTheLaterInTheRowOfTwoThatBeginTogether() {
        List<Revision<String>> before = List.of(revision("x", "2020-01-01", "a"), revision("y", "2020-01-01", "b"));

        assertUnchanged(Planner.plan(wish("b"), before, NOW), before);
        assertThat(Planner.plan(wish("a"), before, NOW).after()).hasSize(3);
    }

    @Test
    void shouldPlanSeveralWishesOfOneRow() {
        var desired = new Desired<>(
                KEY,
                List.of(
                        new Desired.Wish<>(content("b"), Optional.of(Instant.parse("2025-01-01T00:00:00Z"))),
                        new Desired.Wish<>(content("a"), Optional.of(Instant.parse("2024-01-01T00:00:00Z")))));

        PlannedRow<String> row = Planner.plan(desired, List.of(), NOW);

        assertThat(row.status()).isEqualTo(Status.NEW);
        assertThat(row.after())
                .extracting(Revision::name)
                .containsExactly("2024-01-01-ca978112", "2025-01-01-3e23e816");
        assertThat(row.warnings()).isEmpty();
        PlannedRow<String> again = Planner.plan(desired, row.after(), NOW);
        assertUnchanged(again, row.after());
        assertThat(again.warnings()).as("the later one is desired too").isEmpty();
    }

    @Test
    void shouldNameTwoContentsOfOneDayApartEvenIfTheirDigestsBeginAlike() {
        var one = new Content<>("one", "3f9c2a1b00000000".repeat(4));
        var other = new Content<>("other", "3f9c2a1b11111111".repeat(4));
        Instant day = Instant.parse("2026-11-21T00:00:00Z");
        var first = new Revision<>(Planner.name(one, day, List.of()), day, Optional.<Instant>empty(), one);

        assertThat(first.name()).isEqualTo("2026-11-21-3f9c2a1b");
        assertThat(Planner.name(other, day.plusSeconds(60), List.of(first))).isEqualTo("2026-11-21-3f9c2a1b11111111");
        assertThat(Planner.name(one, day.plusSeconds(60), List.of(first))).isEqualTo(first.name());
    }

    private static void assertUnchanged(PlannedRow<String> row, List<Revision<String>> before) {
        assertThat(row.changes()).isEmpty();
        assertThat(row.status()).isEqualTo(Status.UNCHANGED);
        assertThat(row.after()).isEqualTo(before);
    }

    static Content<String> content(String text) {
        return Content.of(text, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Revision<String> revision(String name, String day, String text) {
        return new Revision<>(name, Instant.parse(day + "T00:00:00Z"), Optional.empty(), content(text));
    }

    private static Desired<String> wish(String text) {
        return new Desired<>(KEY, List.of(new Desired.Wish<>(content(text), Optional.empty())));
    }

    private static Desired<String> wish(String text, String from) {
        return new Desired<>(KEY, List.of(new Desired.Wish<>(content(text), Optional.of(Instant.parse(from)))));
    }
}
