package io.wattledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TimelineTest {

    @Test
    void shouldChooseTheRevisionThatBeganLastWhateverTheOrderOfTheRow() {
        CostRevision first = LedgerSamples.cost("first", 100, OptionalLong.empty());
        CostRevision second = LedgerSamples.cost("second", 200, OptionalLong.empty());
        for (List<CostRevision> row : List.of(List.of(first, second), List.of(second, first))) {
            Timeline<CostRevision> line = new Timeline<>(row);
            assertThat(line.at(99)).isEmpty();
            assertThat(line.at(100)).contains(first);
            assertThat(line.at(199)).contains(first);
            assertThat(line.at(200)).contains(second);
            assertThat(line.at(Long.MAX_VALUE)).contains(second);
            assertThat(line.size()).isEqualTo(2);
        }
    }

    @Test
    void shouldChooseTheLaterInTheRowOfTwoThatBeganTogether() {
        CostRevision wrong = LedgerSamples.cost("wrong", 100, OptionalLong.empty());
        CostRevision corrected = LedgerSamples.cost("corrected", 100, OptionalLong.empty());
        assertThat(new Timeline<>(List.of(wrong, corrected)).at(100)).contains(corrected);
    }

    @Test
    void shouldCoverUpToTheEndAndNotTheEndItself() {
        CostRevision open = LedgerSamples.cost("open", 100, OptionalLong.empty());
        CostRevision closed = LedgerSamples.cost("closed", 200, OptionalLong.of(300));
        Timeline<CostRevision> line = new Timeline<>(List.of(open, closed));
        assertThat(line.at(299)).contains(closed);
        assertThat(line.at(300)).as("the one before covers it still").contains(open);
        assertThat(new Timeline<>(List.of(closed)).at(300)).isEmpty();
    }

    @Test
    void shouldBeEmptyWithoutRevisions() {
        assertThat(new Timeline<CostRevision>(List.of()).at(0)).isEqualTo(Optional.empty());
    }
}
