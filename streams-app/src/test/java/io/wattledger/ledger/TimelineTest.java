package io.wattledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private static final long MINUTE = 60_000;

    private static Timeline<CostRevision> line(CostRevision... row) {
        return Timeline.<CostRevision>empty().with(List.of(row));
    }

    private static CostRevision from(String name, long minute) {
        return LedgerSamples.cost(name, minute * MINUTE, OptionalLong.empty());
    }

    private static CostRevision fromTo(String name, long from, long to) {
        return LedgerSamples.cost(name, from * MINUTE, OptionalLong.of(to * MINUTE));
    }

    private static String at(Timeline<CostRevision> line, long minute) {
        return line.at(minute * MINUTE).map(CostRevision::name).orElse("nothing");
    }

    @Test
    void shouldChooseTheRevisionThatBeganLastWhateverTheOrderOfTheRow() {
        for (Timeline<CostRevision> line :
                List.of(line(from("first", 100), from("second", 200)), line(from("second", 200), from("first", 100)))) {
            assertThat(at(line, 99)).isEqualTo("nothing");
            assertThat(at(line, 100)).isEqualTo("first");
            assertThat(at(line, 199)).isEqualTo("first");
            assertThat(at(line, 200)).isEqualTo("second");
            assertThat(at(line, 1_000_000)).isEqualTo("second");
            assertThat(line.size()).isEqualTo(2);
        }
    }

    @Test
    void shouldChooseTheLaterInTheRowOfTwoThatBeganTogether() {
        assertThat(at(line(from("wrong", 100), from("corrected", 100)), 100)).isEqualTo("corrected");
        assertThat(at(line(from("wrong", 100)).with(List.of(from("corrected", 100))), 100))
                .isEqualTo("corrected");
    }

    @Test
    void shouldCoverUpToTheEndAndNotTheEndItself() {
        Timeline<CostRevision> line = line(from("open", 100), fromTo("closed", 200, 300));
        assertThat(at(line, 299)).isEqualTo("closed");
        assertThat(at(line, 300)).as("the one before covers it still").isEqualTo("open");
        assertThat(at(line(fromTo("closed", 200, 300)), 300)).isEqualTo("nothing");
    }

    @Test
    void shouldBeginAndEndOnWholeMinutes() {
        Timeline<CostRevision> line =
                line(LedgerSamples.cost("r", 5 * MINUTE + 59_999, OptionalLong.of(7 * MINUTE + 1)));
        assertThat(at(line, 4)).isEqualTo("nothing");
        assertThat(at(line, 5)).isEqualTo("r");
        assertThat(at(line, 6)).isEqualTo("r");
        assertThat(at(line, 7)).isEqualTo("nothing");
    }

    @Test
    void shouldKeepRevisionsThatALaterRowDoesNotName() {
        Timeline<CostRevision> line = line(from("old", 100)).with(List.of(from("new", 200)));
        assertThat(at(line, 150)).isEqualTo("old");
        assertThat(at(line, 200)).isEqualTo("new");
    }

    @Test
    void shouldTakeARevisionThatIsPublishedAgainAsItIsNow() {
        Timeline<CostRevision> line = line(from("r", 100)).with(List.of(fromTo("r", 150, 160)));
        assertThat(at(line, 100)).isEqualTo("nothing");
        assertThat(at(line, 150)).isEqualTo("r");
        assertThat(line.size()).isEqualTo(1);
    }

    @Test
    void shouldEndWhatIsInForceAndWhatWouldBeginLaterAtATombstone() {
        Timeline<CostRevision> line = line(fromTo("past", 10, 20), from("now", 100), from("planned", 300))
                .endedAt(200 * MINUTE + 30_000);
        assertThat(at(line, 15)).isEqualTo("past");
        assertThat(at(line, 199)).isEqualTo("now");
        assertThat(at(line, 200)).isEqualTo("nothing");
        assertThat(at(line, 300)).isEqualTo("nothing");
        assertThat(line.knows("planned")).isTrue();
        assertThat(at(line.with(List.of(from("again", 250))), 250)).isEqualTo("again");
    }

    @Test
    void shouldSayFromWhichMinuteAnotherTimeLineDiffers() {
        Timeline<CostRevision> before = line(from("a", 100));
        assertThat(before.firstDifference(before)).isEmpty();
        assertThat(before.with(List.of(from("b", 200))).firstDifference(before)).hasValue(200 * MINUTE);
        assertThat(before.with(List.of(fromTo("a", 100, 500))).firstDifference(before))
                .hasValue(500 * MINUTE);
        assertThat(before.with(List.of(fromTo("b", 50, 60))).firstDifference(before))
                .hasValue(50 * MINUTE);
        assertThat(before.firstDifference(Timeline.empty())).hasValue(100 * MINUTE);
        CostRevision otherFigures = new CostRevision(
                "a", 100 * MINUTE, OptionalLong.empty(), List.of(LedgerSamples.point(1), LedgerSamples.point(2)));
        assertThat(before.with(List.of(otherFigures)).firstDifference(before)).hasValue(100 * MINUTE);
    }

    @Test
    void shouldNameContradictionsAndOverlaps() {
        CostRevision otherFigures =
                new CostRevision("a", 0, OptionalLong.empty(), List.of(LedgerSamples.point(1), LedgerSamples.point(2)));
        Timeline<CostRevision> line = line(from("a", 100));
        assertThat(line.contradictedBy(List.of(from("a", 500), from("b", 1)))).isEmpty();
        assertThat(line.contradictedBy(List.of(otherFigures))).containsExactly("a");
        assertThat(line.with(List.of(from("b", 200))).overlaps())
                .as("the one before has no end of its own")
                .isEmpty();
        assertThat(line(fromTo("a", 100, 300), from("b", 200)).overlaps()).containsExactly("a and b");
        assertThat(line(fromTo("a", 100, 200), from("b", 200)).overlaps()).isEmpty();
        assertThat(line(from("a", 100), from("b", 100)).overlaps()).containsExactly("a and b");
    }

    @Test
    void shouldBeEmptyWithoutRevisions() {
        assertThat(Timeline.<CostRevision>empty().at(0)).isEqualTo(Optional.empty());
    }
}
