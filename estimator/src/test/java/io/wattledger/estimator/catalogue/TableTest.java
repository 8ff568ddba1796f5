package io.wattledger.estimator.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void shouldReadQuotesCommasBreaksAndBlankLines() {
        List<Table.Line> lines =
                read("b,a\r\n\"one, \"\"1\"\"\",\"two\nlines\"\r\n\r\nx,y").lines();

        assertThat(lines).hasSize(2);
        assertThat(lines.get(0).text("b")).isEqualTo("one, \"1\"");
        assertThat(lines.get(0).text("a")).isEqualTo("two\nlines");
        assertThat(lines.get(1).text("a")).isEqualTo("y");
        assertThat(lines.get(1).number()).isEqualTo(5);
    }

    @Test
    void shouldRefuseQuotesOutOfPlace() {
        assertRefused(
                "a,b\n1,2\"3",
                "t, line 2: a quote inside an unquoted field; quote the whole field and double the quote");
        assertRefused("a,b\n1,\"2", "t, line 2: a quoted field never ends; close its quote");
        assertRefused(
                "a,b\n\"1\"2,3",
                "t, line 2: text after a closing quote; put a comma there, or double a quote that is meant");
    }

    @Test
    void shouldRefuseOtherColumns() {
        assertRefused("", "t, line 1: empty; begin with the line a,b");
        assertRefused("a,c\n", "t, line 1, column c: unknown; the columns are a, b");
        assertRefused("a,a\n", "t, line 1, column a: named twice; remove one");
        assertRefused("a\n", "t, line 1, column b: missing; add it to the first line");
        assertRefused("a,b\n1\n", "t, line 2: 1 fields instead of 2; quote fields that hold a comma");
    }

    private static void assertRefused(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(CatalogueException.class)
                .hasMessage(message);
    }

    private static Table read(String text) {
        return Table.read(new StringReader(text), "t", List.of("a", "b"));
    }
}
