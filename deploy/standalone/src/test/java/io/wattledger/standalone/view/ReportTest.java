package io.wattledger.standalone.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.books.Counts;
import io.wattledger.books.Later;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportTest {

    @Test
    void shouldListTeamsByEnergyWithABarOfTheirShare() {
        // Given
        var books = new SomeBooks()
                .with("small", "", 1_000_000)
                .with("large", "a", 2_000_000)
                .with("large", "b", 2_000_000)
                .withUnpriced("unpriced")
                .books();

        // When
        List<String> lines = Report.summary(books);

        // Then
        assertThat(lines)
                .containsExactly(
                        "team          requests     energy      water       CO2e",
                        "large            2,000     4.00 J    4.00 µL    40.0 µg  ██████████",
                        "small            1,000     1.00 J    2.00 µL    20.0 µg  ███",
                        "unpriced             3    unknown    unknown    unknown              3 unpriced",
                        "all              3,003     5.00 J    6.00 µL    60.0 µg",
                        "90 % range   energy 2.50 J – 10.0 J   water 3.00 µL – 9.00 µL   CO2e 30.0 µg – 90.0 µg",
                        "",
                        "books: 10 in = 6 booked + 1 parked + 2 duplicate + 1 rejected  ✓");
    }

    @Test
    void shouldSayWhenTheBooksDoNotAddUp() {
        assertThat(Report.check(new Counts(10, 6, 1, 2, 0, Map.of(), Optional.empty(), Optional.empty(), Later.NONE)))
                .endsWith("✗ DOES NOT ADD UP");
    }

    @Test
    void shouldNotLetATeamSteerTheTerminal() {
        var books = new SomeBooks()
                .with("\u001b[2Jgone", "", 3_000_000)
                .with("\u009b2Jgone", "", 2_000_000)
                .with("ab\u202ecd", "", 1_000_000)
                .books();

        List<String> lines = Report.summary(books);

        assertThat(lines.get(1)).startsWith("?[2Jgone ");
        assertThat(lines.get(2)).startsWith("?2Jgone ");
        assertThat(lines.get(3)).startsWith("ab?cd ");
    }

    @Test
    void shouldCutALongNameBetweenCharacters() {
        var books = new SomeBooks()
                .with("a-team-with-a-long-name", "", 2_000_000)
                .with("ten-lettersⅩ𝔸𝔹", "", 1_000_000)
                .books();

        List<String> lines = Report.summary(books);

        assertThat(lines.get(1)).startsWith("a-team-with… ");
        assertThat(lines.get(2)).startsWith("ten-letters… ");
    }

    @Test
    void shouldShowEmptyBooks() {
        assertThat(Report.summary(new SomeBooks().books())).hasSize(3);
    }
}
