package io.wattledger.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.books.Books;
import io.wattledger.books.Counts;
import io.wattledger.books.HandMadeBooks;
import io.wattledger.books.Later;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BooksPageTest {

    @Test
    void shouldShowTotalsPerTeamAndTheCheckOfTheBooks() {
        assertThat(BooksPage.render(HandMadeBooks.books()))
                .contains(
                        "<tr><td>search</td><td>5</td><td>0</td><td>2.000</td><td>6.000</td><td>8.000</td></tr>",
                        "12 in = 5 booked + 2 parked + 3 duplicate + 2 rejected: the books add up.");
    }

    @Test
    void shouldShowWhatIsUnknownAsUnknown() {
        assertThat(BooksPage.render(HandMadeBooks.books("other")))
                .contains(
                        "<tr><td>other</td><td>2</td><td>2</td><td>unknown</td><td>unknown</td><td>unknown</td></tr>");
    }

    @Test
    void shouldEscapeWhatATeamIsCalled() {
        assertThat(BooksPage.render(HandMadeBooks.books()))
                .contains("evil &quot;team&quot;\\&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;")
                .doesNotContain("<script");
    }

    @Test
    void shouldSayWhenTheBooksDoNotAddUp() {
        Books wrong = new Books(
                new Counts(13, 5, 2, 3, 2, Map.of(), Optional.empty(), Optional.empty(), Later.NONE),
                Map.of(),
                Map.of(),
                List.of());
        assertThat(BooksPage.render(wrong)).contains("the books do NOT add up");
    }
}
